/** Asks before an account is let go; says which names still need it. */
import type { Account } from '../../../shared/api/ddns-accounts.ts';
import { useDeleteAccount } from '../../api/account-queries.ts';
import { useHosts } from '../../api/queries.ts';
import { Confirm } from '../../components/confirm.tsx';
import { useSay } from '../../i18n.ts';

interface DeleteAccountProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** The dialog. */
export default function DeleteAccount({ account, onClose }: DeleteAccountProps) {
  const say = useSay();
  const remove = useDeleteAccount();
  const { data: hosts = [] } = useHosts();
  const users = hosts.filter(({ account_id: id }) => id === account.account_id).map(({ name }) => name);
  return (
    <Confirm
      title={say('account.remove_title', { name: account.name })}
      action={say('account.remove_action')}
      refused={users.length > 0}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(account.account_id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>
        {users.length > 0
          ? say('account.remove_used', { names: users.join(', ') })
          : say('account.remove_what')}
      </p>
    </Confirm>
  );
}
