/** The keys of this installation in memory, with how they are being used: there are few, and each request asks. */
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { createKeyMeter, type KeyMeter } from './limits.ts';
import { createNetworkTest } from '../../kernel/networks.ts';
import type { KeyStore, StoredKey } from './store.ts';

/** Where a key stands. */
export type KeyState = 'active' | 'disabled' | 'expired' | 'revoked';

/** Where a key stands at a moment (ms UTC). */
export function stateOf(
  key: Pick<StoredKey, 'revoked_at' | 'disabled_at' | 'expires_at'>,
  now: number,
): KeyState {
  if (key.revoked_at !== null) return 'revoked';
  if (key.disabled_at !== null) return 'disabled';
  return key.expires_at !== null && now >= key.expires_at ? 'expired' : 'active';
}

/**
 * When a token ends with the secret that it was made by, ms UTC: after a rotation those of before it do, at once or with
 * the old secret. `Infinity` for all others; `issuedAt` in whole seconds, as tokens tell it.
 */
export const endOfSecret = (
  { rotated_at: rotatedAt, old_secret_until: until }: Pick<StoredKey, 'rotated_at' | 'old_secret_until'>,
  issuedAt: number,
): number => (rotatedAt !== null && issuedAt < Math.floor(rotatedAt / 1000) * 1000 ? (until ?? 0) : Infinity);

/** A key that is asked for now. Another object takes its place when the key changes. */
export interface LiveKey {
  readonly stored: StoredKey;
  readonly isAllowedFrom: (ip: string) => boolean;
  readonly meter: KeyMeter;
  readonly use: { last_used: number | null; last_used_ip: string | null; count: number; unsaved: number };
}

/** All keys by their id. Kept equal to the database by whoever writes there, after the commit. */
export interface KeyRegister {
  get(keyId: string): LiveKey | undefined;
  all(): LiveKey[];
  /** Adds a key, or what it has become. Its use goes on, and what it used of limits that stay as they were. */
  put(key: StoredKey): void;
  /** A user is deleted, and its keys with it. */
  removeOf(userId: string): void;
  /** Writes how keys were used since the last time. */
  saveUse(): Promise<void>;
}

const sameLimits = (a: StoredKey, b: StoredKey): boolean =>
  a.concurrency_limit === b.concurrency_limit &&
  a.rate_limit?.requests === b.rate_limit?.requests &&
  a.rate_limit?.seconds === b.rate_limit?.seconds;

/** Reads all keys. */
export async function createKeyRegister(deps: {
  database: Database;
  store: KeyStore;
  clock: Clock;
}): Promise<KeyRegister> {
  const { database, store, clock } = deps;
  const keys = new Map<string, LiveKey>();

  function put(stored: StoredKey): void {
    const before = keys.get(stored.key_id);
    const { last_used, last_used_ip, usage_count } = stored;
    keys.set(stored.key_id, {
      stored,
      isAllowedFrom: stored.networks.length === 0 ? () => true : createNetworkTest(stored.networks),
      meter: before && sameLimits(before.stored, stored) ? before.meter : createKeyMeter(stored, clock),
      use: before?.use ?? { last_used, last_used_ip, count: usage_count, unsaved: 0 },
    });
  }

  for (const key of await store.all()) put(key);

  return {
    get: (keyId) => keys.get(keyId),
    all: () => [...keys.values()],
    put,
    removeOf(userId) {
      for (const { stored } of keys.values()) if (stored.user_id === userId) keys.delete(stored.key_id);
    },
    async saveUse() {
      const used = [...keys.values()].filter(({ use }) => use.unsaved > 0);
      if (used.length === 0) return;
      const written = used.map(({ stored, use }) => ({ key_id: stored.key_id, use, uses: use.unsaved }));
      await database.transact(async () => {
        for (const { key_id, use, uses } of written) {
          const { last_used, last_used_ip } = use;
          await store.addUse({ key_id, last_used: last_used ?? 0, last_used_ip: last_used_ip ?? '', uses });
        }
      });
      for (const { use, uses } of written) use.unsaved -= uses;
    },
  };
}
