/** Turns the second step of a user off who has lost the app and the recovery codes. */
import type { User } from '../../../../shared/api/auth.ts';
import { useRemoveUserTotp } from '../../../api/user-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';

/** The dialog. */
export default function UserTotp({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const say = useSay();
  const remove = useRemoveUserTotp();
  return (
    <Confirm
      title={say('access.users.totp_off_title', { name: user.username })}
      action={say('access.users.totp_off')}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(user.id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>{say('access.users.totp_off_what')}</p>
    </Confirm>
  );
}
