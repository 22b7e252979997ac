/** Adds an account at a provider, or changes one; tries it before it is kept. */
import type { Account } from '../../../shared/api/ddns-accounts.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useSay } from '../../i18n.ts';
import { AccountFields } from './account-fields.tsx';

interface AccountFormProps {
  /** The account to change; without it a new one is made. */
  readonly account: Account | undefined;
  readonly onClose: () => void;
}

/** The dialog. */
export default function AccountForm({ account, onClose }: AccountFormProps) {
  const say = useSay();
  return (
    <Dialog title={account === undefined ? say('account.add_title') : account.name} onClose={onClose}>
      <AccountFields account={account} action={say('account.save')} onSaved={onClose} onCancel={onClose} />
    </Dialog>
  );
}
