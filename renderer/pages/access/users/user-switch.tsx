/** Keeps a user out, or lets them in again. */
import type { User } from '../../../../shared/api/auth.ts';
import { useChangeUser } from '../../../api/user-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';

/** The dialog. */
export default function UserSwitch({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const say = useSay();
  const change = useChangeUser();
  const { id, username: name, is_active: isActive } = user;
  return (
    <Confirm
      title={say(isActive ? 'access.users.disable_title' : 'access.users.enable_title', { name })}
      action={say(isActive ? 'access.users.disable' : 'access.users.enable')}
      isDangerous={isActive}
      error={change.error}
      pending={change.isPending}
      onConfirm={() => {
        change.mutate({ id, body: { is_active: !isActive } }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>{say(isActive ? 'access.users.disable_what' : 'access.users.enable_what')}</p>
    </Confirm>
  );
}
