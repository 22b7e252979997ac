/** The page of the accounts at DNS providers. */
import { lazy, Suspense } from 'react';
import type { Account } from '../../../shared/api/ddns-accounts.ts';
import { useAccounts, useProviders } from '../../api/account-queries.ts';
import { EntryTable } from '../../components/entry-table.tsx';
import { Listing } from '../../components/listing.tsx';
import { AddButton, Section } from '../../components/section.tsx';
import { useOpened } from '../../components/use-opened.ts';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { AccountRow, type AccountAction } from './account-row.tsx';

const AccountForm = lazy(() => import('./account-form.tsx'));
const DeleteAccount = lazy(() => import('./delete-account.tsx'));

type Opened = { readonly kind: 'add' } | { readonly kind: AccountAction; readonly account: Account };

/** The page. */
export function AccountsPage() {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const accounts = useAccounts();
  const { data: providers = [] } = useProviders();
  const { opened, open, close } = useOpened<Opened>();

  return (
    <Listing query={accounts} title={say('account.title')}>
      {(list) => (
        <Section
          id="accounts"
          title={say('account.title')}
          isPage
          tools={mayWrite && <AddButton what="account" label={say('account.add')} onAdd={open} />}
        >
          <EntryTable
            labelledBy="accounts"
            columns={[say('account.state'), say('account.account'), say('account.zones')]}
            items={list}
            empty={say('account.empty')}
            render={(account, index) => (
              <AccountRow
                key={account.account_id}
                account={account}
                index={index}
                provider={providers.find(({ provider }) => provider === account.provider)}
                onAction={
                  mayWrite
                    ? (kind) => {
                        open({ kind, account });
                      }
                    : undefined
                }
              />
            )}
          />
          <Suspense>
            {opened?.kind === 'add' && <AccountForm account={undefined} onClose={close} />}
            {opened?.kind === 'edit' && <AccountForm account={opened.account} onClose={close} />}
            {opened?.kind === 'delete' && <DeleteAccount account={opened.account} onClose={close} />}
          </Suspense>
        </Section>
      )}
    </Listing>
  );
}
