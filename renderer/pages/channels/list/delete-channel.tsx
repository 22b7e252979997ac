/** Asks before a channel is let go; says which routes still name it. */
import type { NotifyChannel } from '../../../../shared/api/notify.ts';
import { useDeleteChannel, useNotifyRoutes } from '../../../api/notify-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';

interface DeleteChannelProps {
  readonly channel: NotifyChannel;
  readonly onClose: () => void;
}

/** The dialog. */
export default function DeleteChannel({ channel, onClose }: DeleteChannelProps) {
  const say = useSay();
  const remove = useDeleteChannel();
  const { data } = useNotifyRoutes();
  const users = (data?.routes ?? [])
    .filter(({ channels, fallback }) => [...channels, ...fallback].includes(channel.channel_id))
    .map(({ name }) => name);
  return (
    <Confirm
      title={say('notifications.remove.title', { name: channel.name })}
      action={say('notifications.remove.action')}
      refused={users.length > 0}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(channel.channel_id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>
        {users.length > 0
          ? say('notifications.remove.used', { names: users.join(say('notifications.comma')) })
          : say('notifications.remove.what')}
      </p>
    </Confirm>
  );
}
