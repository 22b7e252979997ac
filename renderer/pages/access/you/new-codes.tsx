/** New recovery codes in the place of the old ones. */
import { useRenewCodes } from '../../../api/own-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { useSay } from '../../../i18n.ts';
import { ByPasswordForm } from './by-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** The dialog. */
export default function NewCodes({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const renew = useRenewCodes();
  return (
    <Dialog title={say('access.totp.renew')} sticky={renew.isSuccess} onClose={onClose}>
      {renew.data === undefined ? (
        <ByPasswordForm
          what={say('access.totp.renew_what')}
          action={say('access.totp.renew')}
          error={renew.error}
          pending={renew.isPending}
          onGo={(password) => {
            renew.mutate(password);
          }}
          onClose={onClose}
        />
      ) : (
        <RecoveryCodes codes={renew.data} onDone={onClose} />
      )}
    </Dialog>
  );
}
