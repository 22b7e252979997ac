/**
 * The accounts over a real SQLite file and a real secret box, with a provider that repeats the key in its refusals, as
 * some do, and counts how often it was opened.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Type } from 'typebox';
import { onTestFinished } from 'vitest';
import { createAccounts, type Accounts, type Way } from '../../../../electron/ddns/accounts/accounts.ts';
import { createAccountStore } from '../../../../electron/ddns/accounts/store.ts';
import { ddnsMigrations } from '../../../../electron/ddns/migrations.ts';
import { providers } from '../../../../electron/ddns/providers/index.ts';
import {
  ProviderFailure,
  type Provider,
  type RecordAccess,
} from '../../../../electron/ddns/providers/provider.ts';
import type { Database } from '../../../../electron/kernel/database.ts';
import { createEgress } from '../../../../electron/kernel/egress.ts';
import { createSecretBox, secretMigrations } from '../../../../electron/kernel/secret-box.ts';
import { loopbackHttp } from '../../../fakes/loopback-http.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder } from '../../kernel/folder.ts';
import { createFakeAudit } from '../../../fakes/audit.ts';

/** What the echoing provider takes for right. */
export const rightKey = 'canary-right-key/with+signs==';

const unused = (): Promise<never> => Promise.reject(new Error('Not asked for here'));

/** A provider whose server repeats the key that it was given: in the message, in the code, percent-encoded, in Base64. */
export const echoing: Provider<{ user: string; key: string }> = {
  id: 'echoing',
  title: 'Echoing',
  key_url: 'https://echoing.example/keys',
  credentials: Type.Object({
    user: Type.String({ title: 'User', description: 'Who' }),
    key: Type.String({ title: 'Key', description: 'The key', minLength: 3, writeOnly: true }),
    extra: Type.Optional(Type.String({ title: 'Extra', description: 'Another', writeOnly: true })),
  }),
  capabilities: {
    list: 'zone',
    families: ['A', 'AAAA'],
    ttl: null,
    quota: { read: [{ calls: 10, per: 1000 }] },
    refresh_days: null,
    no_op_is_abuse: false,
    families_together: false,
    zones_are_named: false,
  },
  endpoint: 'https://api.echoing.example',
  open: ({ credentials: { user, key }, endpoint }, { http }): RecordAccess => ({
    kind: 'records',
    async zones() {
      const { status, body } = await http({ method: 'GET', url: `${endpoint}/zones`, headers: { key } });
      if (status === 200) return JSON.parse(body) as string[];
      const basic = Buffer.from(`${user}:${key}`).toString('base64');
      const message = `${body} ${encodeURIComponent(key)} Basic ${basic} ${'.'.repeat(250)}${key}`;
      throw new ProviderFailure({ failure: 'auth', retry_after: 5000 }, { code: `Bad ${key}`, message });
    },
    // A bug: its error holds the address with the key.
    list: (zone) => http({ method: 'GET', url: new URL(`no address ${zone} ${key}`).href }).then(() => []),
    create: unused,
    update: unused,
    remove: unused,
  }),
  classifyError: () => ({ failure: 'auth' }),
};

/** What the test turns and reads. */
export interface AccountsHome {
  readonly accounts: Accounts;
  readonly database: Database;
  readonly clock: VirtualClock;
  readonly folder: string;
  /** Every way out that was opened, in order. */
  readonly ways: readonly Way[];
  readonly changed: readonly string[];
  /** Names kept through each account. */
  readonly hosts: Map<string, number>;
  /** The whole file as text, with what is not text in it. */
  dump(): Promise<string>;
}

/** Opens the accounts. `key` is the master key; without one the box stays locked. */
export async function openAccounts({
  folder = newFolder(),
  key = Buffer.alloc(32, 7),
}: { folder?: string; key?: Buffer | null } = {}): Promise<AccountsHome> {
  const clock = createVirtualClock();
  const database = await newDatabase({ ...secretMigrations, ...ddnsMigrations }, folder);
  const secretBox = await createSecretBox({
    database,
    stores: [
      {
        source: 'file',
        read: () => Promise.resolve(key),
        write: () => Promise.resolve(true),
        remove: () => Promise.resolve(),
        trouble: () => null,
      },
    ],
    clock,
    logger: listen(),
  });
  const ways: Way[] = [];
  const changed: string[] = [];
  const hosts = new Map<string, number>();
  const accounts = await createAccounts({
    store: createAccountStore(database, secretBox),
    audit: createFakeAudit(),
    clock,
    ports: { resolve: (host) => Promise.resolve([host]), nonce: () => '0'.repeat(32) },
    providerOf: (id) => [echoing, ...providers].find((provider) => provider.id === id),
    httpTo: (way) => {
      ways.push(way);
      return loopbackHttp();
    },
    egressTo: () => createEgress(() => []),
    hostsOf: (id) => hosts.get(id) ?? 0,
    stateOf: () => ({
      state: 'stopped',
      next_try: clock.now(),
      reason: { code: 'DDNS_ACCOUNT_AUTH', params: { provider: 'Echoing', problem: 'no' } },
    }),
    changed: (id) => void changed.push(id),
  });
  return {
    accounts,
    database,
    clock,
    folder,
    ways,
    changed,
    hosts,
    async dump() {
      const rows = await database
        .query<{ ddns_accounts: object }>()
        .selectFrom('ddns_accounts')
        .selectAll()
        .execute();
      return JSON.stringify(rows, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      );
    },
  };
}

/** The echoing provider's server; answers 401 with the key in it unless the key is right. */
export async function startEchoing(): Promise<{ endpoint: string; keys: string[] }> {
  const keys: string[] = [];
  const server = createServer((request, response) => {
    const key = String(request.headers['key']);
    keys.push(key);
    const isRight = key === rightKey;
    response.writeHead(isRight ? 200 : 401);
    response.end(isRight ? '["example.com"]' : `No such key: ${key}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, keys };
}
