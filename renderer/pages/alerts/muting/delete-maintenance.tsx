/** Asks before maintenance is let go. */
import type { Maintenance } from '../../../../shared/api/muting.ts';
import { useDeleteMaintenance } from '../../../api/muting-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';

interface DeleteMaintenanceProps {
  readonly one: Maintenance;
  readonly onClose: () => void;
}

/** The dialog. */
export default function DeleteMaintenance({ one, onClose }: DeleteMaintenanceProps) {
  const say = useSay();
  const remove = useDeleteMaintenance();
  return (
    <Confirm
      title={say('alerts.maintenance.delete_title', { name: one.name })}
      action={say('alerts.maintenance.delete')}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(one.maintenance_id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>{say('alerts.maintenance.delete_what')}</p>
    </Confirm>
  );
}
