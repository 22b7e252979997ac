/** The operations on accounts and providers of the `ddns` area. */
import { Type } from 'typebox';
import { Id } from './common.ts';
import { defineRoutes } from './contract.ts';
import {
  Account,
  AccountChange,
  AccountTest,
  AccountTrial,
  DnsProvider,
  NewAccount,
} from './ddns-accounts.ts';

const accountParams = Type.Object({ account_id: Id });

const accountExample = {
  account_id: '0198f3a0-0000-7000-8000-000000000021',
  name: 'My domains',
  provider: 'cloudflare',
  endpoint: null,
  proxy: null,
  zones: ['example.com'],
  credentials_set: ['token'],
  state: 'ok',
  next_try: null,
  reason: null,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

const trialErrors = [
  'DDNS_PROVIDER_UNKNOWN',
  'DDNS_CREDENTIALS_INVALID',
  'DDNS_ENDPOINT_INVALID',
  'DDNS_PROXY_INVALID',
  'DDNS_ZONES_WANTED',
  'DDNS_NAME_INVALID',
] as const;

/** Operations on `/ddns/providers` and `/ddns/accounts`. */
export const ddnsAccountRoutes = defineRoutes({
  listProviders: {
    method: 'GET',
    path: '/ddns/providers',
    tag: 'ddns',
    summary: 'The DNS providers, what each wants and can do',
    access: 'ddns:read',
    data: Type.Object({ providers: Type.Array(DnsProvider), count: Type.Integer() }),
    example: {
      data: {
        providers: [
          {
            provider: 'cloudflare',
            title: 'Cloudflare',
            key_url: 'https://dash.cloudflare.com/profile/api-tokens',
            endpoint: 'https://api.cloudflare.com/client/v4',
            credentials: {
              type: 'object',
              properties: { token: { type: 'string', title: 'API token', writeOnly: true } },
              required: ['token'],
            },
            capabilities: {
              list: 'zone',
              families: ['A', 'AAAA'],
              ttl: { least: 60, most: 86400, standard: null },
              quota: { read: [{ calls: 1200, per: 300000 }] },
              refresh_days: null,
              no_op_is_abuse: false,
              families_together: false,
              zones_are_named: false,
            },
          },
        ],
        count: 1,
      },
    },
  },
  listAccounts: {
    method: 'GET',
    path: '/ddns/accounts',
    tag: 'ddns',
    summary: 'The accounts at providers, without their secrets',
    access: 'ddns:read',
    data: Type.Object({ accounts: Type.Array(Account), count: Type.Integer() }),
    example: { data: { accounts: [accountExample], count: 1 } },
  },
  getAccount: {
    method: 'GET',
    path: '/ddns/accounts/{account_id}',
    tag: 'ddns',
    summary: 'One account',
    access: 'ddns:read',
    params: accountParams,
    data: Account,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: accountExample },
  },
  createAccount: {
    method: 'POST',
    path: '/ddns/accounts',
    tag: 'ddns',
    summary: 'Keep an account',
    access: 'ddns:write',
    audit: 'account.create',
    body: NewAccount,
    data: Account,
    status: 201,
    errors: [...trialErrors, 'DDNS_ACCOUNT_EXISTS'],
    example: {
      body: {
        name: 'My domains',
        provider: 'cloudflare',
        credentials: { token: '…' },
        zones: ['example.com'],
      },
      data: accountExample,
    },
  },
  updateAccount: {
    method: 'PUT',
    path: '/ddns/accounts/{account_id}',
    tag: 'ddns',
    summary: 'Change an account; a credential that is left out stays',
    access: 'ddns:write',
    audit: 'account.update',
    params: accountParams,
    body: AccountChange,
    data: Account,
    errors: [...trialErrors, 'DDNS_ACCOUNT_EXISTS', 'DDNS_CREDENTIALS_AGAIN', 'RESOURCE_NOT_FOUND'],
    example: { body: { credentials: { token: '…' } }, data: { ...accountExample, revision: 2 } },
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/ddns/accounts/{account_id}',
    tag: 'ddns',
    summary: 'Let an account go; what stands at its provider stays',
    access: 'ddns:write',
    audit: 'account.delete',
    params: accountParams,
    data: Type.Object({ account_id: Id }),
    errors: ['RESOURCE_NOT_FOUND', 'DDNS_ACCOUNT_IN_USE'],
    example: { data: { account_id: accountExample.account_id } },
  },
  tryAccount: {
    method: 'POST',
    path: '/ddns/accounts/test',
    tag: 'ddns',
    summary: 'Try credentials before they are kept',
    access: 'ddns:write',
    unaudited: 'asks elsewhere and changes nothing here',
    body: AccountTrial,
    data: AccountTest,
    errors: [...trialErrors, 'DDNS_PROVIDER_REFUSED'],
    example: {
      body: { provider: 'cloudflare', credentials: { token: '…' } },
      data: { zones: ['example.com'] },
    },
  },
  testAccount: {
    method: 'POST',
    path: '/ddns/accounts/{account_id}/test',
    tag: 'ddns',
    summary: 'Try a kept account, with what is about to change in it',
    access: 'ddns:write',
    unaudited: 'asks elsewhere and changes nothing here',
    params: accountParams,
    body: Type.Partial(AccountChange, { additionalProperties: false, minProperties: 0 }),
    data: AccountTest,
    errors: [...trialErrors, 'DDNS_CREDENTIALS_AGAIN', 'DDNS_PROVIDER_REFUSED', 'RESOURCE_NOT_FOUND'],
    example: { body: {}, data: { zones: ['example.com'] } },
  },
});
