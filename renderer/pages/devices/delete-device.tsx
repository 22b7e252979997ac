/** Asks before a device is shut out. */
import type { InboundToken } from '../../../shared/api/ddns-sources.ts';
import { useDeleteDevice } from '../../api/source-queries.ts';
import { Confirm } from '../../components/confirm.tsx';
import { useSay } from '../../i18n.ts';

interface DeleteDeviceProps {
  readonly device: InboundToken;
  readonly onClose: () => void;
}

/** The dialog. */
export default function DeleteDevice({ device, onClose }: DeleteDeviceProps) {
  const say = useSay();
  const remove = useDeleteDevice();
  return (
    <Confirm
      title={say('device.shut_out_title', { name: device.name })}
      action={say('device.shut_out')}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(device.token_id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>{say('device.shut_out_what')}</p>
    </Confirm>
  );
}
