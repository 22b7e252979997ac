/** Asks before a check is let go. */
import type { Check } from '../../../../shared/api/checks.ts';
import { useDeleteCheck } from '../../../api/check-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';

interface DeleteCheckProps {
  readonly check: Check;
  readonly onClose: () => void;
}

/** The dialog. */
export default function DeleteCheck({ check, onClose }: DeleteCheckProps) {
  const say = useSay();
  const remove = useDeleteCheck();
  return (
    <Confirm
      title={say('checks.remove_title', { name: check.name })}
      action={say('checks.remove_action')}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(check.check_id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>{say('checks.remove_what')}</p>
    </Confirm>
  );
}
