/** Operations on accounts and providers: from what the area knows to what goes over the wire. */
import { ddnsAccountRoutes } from '../../../shared/api/ddns-account-routes.ts';
import type { Account, AccountTest } from '../../../shared/api/ddns-accounts.ts';
import { toTimestamp } from '../../kernel/clock.ts';
import { implement, type Answer, type BoundRoute } from '../../server/route.ts';
import { providers } from '../providers/index.ts';
import type { Accounts } from './accounts.ts';
import type { StoredAccount } from './store.ts';

function toAccount(account: StoredAccount): Account {
  return {
    ...account,
    zones: [...account.zones],
    credentials_set: [...account.credentials_set],
    created_at: toTimestamp(account.created_at),
    updated_at: toTimestamp(account.updated_at),
  };
}

const toTest = (zones: readonly string[] | null): Answer<AccountTest> => ({
  data: { zones: zones && [...zones] },
});

/** Joins the accounts to their contract. */
export function createAccountRoutes(accounts: Accounts): BoundRoute[] {
  return implement(ddnsAccountRoutes, {
    listProviders: () => ({
      data: {
        providers: providers.map(({ id, title, key_url, endpoint, credentials, capabilities }) => ({
          provider: id,
          title,
          key_url,
          endpoint,
          credentials: { ...credentials },
          capabilities: {
            ...capabilities,
            families: [...capabilities.families],
          },
        })),
        count: providers.length,
      },
    }),
    listAccounts: () => {
      const all = accounts.list().map(toAccount);
      return { data: { accounts: all, count: all.length } };
    },
    getAccount: ({ params }) => ({ data: toAccount(accounts.get(params.account_id)) }),
    createAccount: async ({ body }) => ({ data: toAccount(await accounts.create(body)) }),
    updateAccount: async ({ params, body }) => ({
      data: toAccount(await accounts.update(params.account_id, body)),
    }),
    async deleteAccount({ params }) {
      await accounts.remove(params.account_id);
      return { data: { account_id: params.account_id } };
    },
    tryAccount: async ({ body }) => toTest(await accounts.test(body)),
    testAccount: async ({ params, body }) => toTest(await accounts.testKept(params.account_id, body)),
  });
}
