/** The page of the accounts at DNS providers. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { Account } from '../../../shared/api/ddns-accounts.ts';
import { useAccounts, useProviders } from '../../api/account-queries.ts';
import entry from '../../components/entry.module.css';
import { AddIcon } from '../../components/icons.tsx';
import { Listing } from '../../components/listing.tsx';
import { moveBetweenRows } from '../../components/rows.ts';
import table from '../../components/table.module.css';
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
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = useCallback(() => {
    setOpened(null);
  }, []);

  return (
    <Listing query={accounts} title={say('account.title')}>
      {(list) => (
        <section aria-labelledby="accounts" className={table.section}>
          <div className={table.head}>
            <h1 id="accounts">{say('account.title')}</h1>
            {mayWrite && (
              <Button
                size="xs"
                variant="default"
                leftSection={<AddIcon />}
                onClick={() => {
                  setOpened({ kind: 'add' });
                }}
              >
                {say('account.add')}
              </Button>
            )}
          </div>
          {list.length === 0 ? (
            <p className={table.empty}>{say('account.empty')}</p>
          ) : (
            <div role="table" aria-labelledby="accounts" className={table.table} onKeyDown={moveBetweenRows}>
              <div role="rowgroup" className={entry.headers}>
                <div role="row" className={entry.entry}>
                  <div role="columnheader">{say('account.state')}</div>
                  <div role="columnheader">{say('account.account')}</div>
                  <div role="columnheader">{say('account.zones')}</div>
                  <div role="columnheader">
                    <span className="for-readers">{say('names.more')}</span>
                  </div>
                </div>
              </div>
              <div role="rowgroup">
                {list.map((account, index) => (
                  <AccountRow
                    key={account.account_id}
                    account={account}
                    index={index}
                    provider={providers.find(({ provider }) => provider === account.provider)}
                    onAction={
                      mayWrite
                        ? (kind) => {
                            setOpened({ kind, account });
                          }
                        : undefined
                    }
                  />
                ))}
              </div>
            </div>
          )}
          <Suspense>
            {opened?.kind === 'add' && <AccountForm account={undefined} onClose={close} />}
            {opened?.kind === 'edit' && <AccountForm account={opened.account} onClose={close} />}
            {opened?.kind === 'delete' && <DeleteAccount account={opened.account} onClose={close} />}
          </Suspense>
        </section>
      )}
    </Listing>
  );
}
