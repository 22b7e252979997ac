/** Where a user is signed in. */
import type { User } from '../../../../shared/api/auth.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { useSay } from '../../../i18n.ts';
import { userActions } from '../allowed.ts';
import { SignIns } from '../sign-ins.tsx';

interface UserSignInsProps {
  readonly me: User;
  readonly user: User;
  readonly onClose: () => void;
}

/** The dialog. */
export default function UserSignIns({ me, user, onClose }: UserSignInsProps) {
  return (
    <Dialog title={useSay()('access.sign_ins.of', { name: user.username })} size="lg" onClose={onClose}>
      <SignIns userId={user.id} mayEnd={userActions(me, user).rule} />
    </Dialog>
  );
}
