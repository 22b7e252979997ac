/** API keys as they are stored. */
import type { Database } from '../../kernel/database.ts';
import type { AuthTables, KeyRow } from '../migrations.ts';

/** A key with what is stored of its secrets. Moments are ms UTC. */
export interface StoredKey extends Omit<
  KeyRow,
  'tags' | 'scopes' | 'networks' | 'rate_requests' | 'rate_seconds'
> {
  readonly tags: readonly string[];
  readonly scopes: readonly string[];
  readonly networks: readonly string[];
  readonly rate_limit: { readonly requests: number; readonly seconds: number } | null;
}

/** How a key was used since that was last written. */
export interface KeyUse {
  readonly key_id: string;
  readonly last_used: number;
  readonly last_used_ip: string;
  readonly uses: number;
}

/** Reads and writes keys. */
export interface KeyStore {
  all(): Promise<StoredKey[]>;
  insert(key: StoredKey): Promise<void>;
  /** Writes all of a key but its use. */
  update(key: StoredKey): Promise<void>;
  addUse(use: KeyUse): Promise<void>;
}

const listOf = (json: string): string[] => JSON.parse(json) as string[];

function fromRow({ tags, scopes, networks, rate_requests, rate_seconds, ...rest }: KeyRow): StoredKey {
  return {
    ...rest,
    tags: listOf(tags),
    scopes: listOf(scopes),
    networks: listOf(networks),
    rate_limit:
      rate_requests === null || rate_seconds === null
        ? null
        : { requests: rate_requests, seconds: rate_seconds },
  };
}

function toRow({ tags, scopes, networks, rate_limit, ...rest }: StoredKey): KeyRow {
  return {
    ...rest,
    tags: JSON.stringify(tags),
    scopes: JSON.stringify(scopes),
    networks: JSON.stringify(networks),
    rate_requests: rate_limit?.requests ?? null,
    rate_seconds: rate_limit?.seconds ?? null,
  };
}

/** The store over the state database. */
export function createKeyStore(database: Database): KeyStore {
  const tables = () => database.query<AuthTables>();
  return {
    async all() {
      return (await tables().selectFrom('auth_keys').selectAll().execute()).map(fromRow);
    },
    async insert(key) {
      await tables().insertInto('auth_keys').values(toRow(key)).execute();
    },
    async update(key) {
      const { last_used: _at, last_used_ip: _ip, usage_count: _count, ...row } = toRow(key);
      await tables().updateTable('auth_keys').set(row).where('key_id', '=', key.key_id).execute();
    },
    async addUse({ key_id, last_used, last_used_ip, uses }) {
      await tables()
        .updateTable('auth_keys')
        .set((row) => ({ last_used, last_used_ip, usage_count: row('usage_count', '+', uses) }))
        .where('key_id', '=', key_id)
        .execute();
    },
  };
}
