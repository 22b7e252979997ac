/** Operations on accounts and providers: from what the area knows to what goes over the wire. */
import type { Reason, StoredReason } from '../../../shared/api/common.ts';
import { ddnsAccountRoutes } from '../../../shared/api/ddns-account-routes.ts';
import type { Account, AccountTest, DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import { toTimestamp, toTimestampOrNull } from '../../kernel/clock.ts';
import { implement, type Answer, type BoundRoute } from '../../server/route.ts';
import type { AccountStanding } from '../grounds/account-gate.ts';
import { inWords } from '../providers/in-words.ts';
import type { Provider } from '../providers/provider.ts';
import type { Accounts } from './accounts.ts';
import type { StoredAccount } from './store.ts';

function toReason(reason: StoredReason | null, words: Words): Reason | null {
  return reason && { code: reason.code, params: { ...reason.params }, message: words.explain(reason) };
}

function toAccount(
  account: StoredAccount,
  { state, next_try, reason }: AccountStanding,
  words: Words,
): Account {
  return {
    ...account,
    state,
    next_try: toTimestampOrNull(next_try),
    reason: toReason(reason, words),
    zones: [...account.zones],
    credentials_set: [...account.credentials_set],
    created_at: toTimestamp(account.created_at),
    updated_at: toTimestamp(account.updated_at),
  };
}

const toTest = (zones: readonly string[] | null): Answer<AccountTest> => ({
  data: { zones: zones && [...zones] },
});

function toProvider(provider: Provider, words: Words): DnsProvider {
  const { id, key_url, endpoint, capabilities } = provider;
  const { title, credentials } = inWords(provider, words);
  const { families, quota, ...others } = capabilities;
  return {
    provider: id,
    title,
    key_url,
    endpoint,
    credentials: { ...credentials },
    capabilities: {
      ...others,
      families: [...families],
      quota: {
        ...(quota.read ? { read: [...quota.read] } : {}),
        ...(quota.write ? { write: [...quota.write] } : {}),
      },
    },
  };
}

/** Joins the accounts to their contract. */
export function createAccountRoutes(accounts: Accounts, providers: readonly Provider[]): BoundRoute[] {
  const show = (account: StoredAccount, words: Words): Account =>
    toAccount(account, accounts.standing(account.account_id), words);
  return implement(ddnsAccountRoutes, {
    listProviders({ words }) {
      const told = providers.map((provider) => toProvider(provider, words));
      return { data: { providers: told, count: told.length } };
    },
    listAccounts({ words }) {
      const all = accounts.list().map((account) => show(account, words));
      return { data: { accounts: all, count: all.length } };
    },
    getAccount: ({ params, words }) => ({ data: show(accounts.get(params.account_id), words) }),
    createAccount: async ({ body, words }) => ({ data: show(await accounts.create(body), words) }),
    updateAccount: async ({ params, body, words }) => ({
      data: show(await accounts.update(params.account_id, body), words),
    }),
    async deleteAccount({ params }) {
      await accounts.remove(params.account_id);
      return { data: { account_id: params.account_id } };
    },
    tryAccount: async ({ body }) => toTest(await accounts.test(body)),
    testAccount: async ({ params, body }) => toTest(await accounts.testKept(params.account_id, body)),
  });
}
