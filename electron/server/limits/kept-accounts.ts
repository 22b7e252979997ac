/** Accounts that outlast the process, or a restart would be a way to more tries. Written together, now and then. */
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Database, Migrations } from '../../kernel/database.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { KeptAccount } from './limiter.ts';

/** What a crash may lose, ms. */
const WRITE_AFTER_MS = 2000;

interface Row {
  key: string;
  /** JSON: ms UTC, oldest first. */
  moments: string;
  last_at: number;
}

interface Tables {
  limit_accounts: Row;
}

/** Steps that make its table. */
export const limitMigrations: Migrations = {
  server_002_limits: {
    async up(db) {
      await db.schema
        .createTable('limit_accounts')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('moments', 'text', (column) => column.notNull())
        .addColumn('last_at', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};

/** Keeps accounts. */
export interface KeptAccounts {
  /** What was kept, the stalest first. */
  all(): Promise<readonly KeptAccount[]>;
  /** An account has changed: it is written soon. */
  changed(key: string): void;
  /** Writes what is left to write. */
  stop(): Promise<void>;
}

/** In the state database. `momentsOf` tells what a key has used up in the last `seconds`. */
export function createKeptAccounts(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly seconds: number;
  readonly momentsOf: (key: string) => readonly number[];
}): KeptAccounts {
  const { database, clock, logger, seconds, momentsOf } = deps;
  const tables = () => database.query<Tables>();
  const waiting = new Set<string>();
  let cancel: Cancel | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const keys = [...waiting];
    if (keys.length === 0) return;
    waiting.clear();
    try {
      await database.transact(async () => {
        for (const key of keys) {
          const moments = momentsOf(key);
          const row = { key, moments: JSON.stringify(moments), last_at: moments.at(-1) ?? 0 };
          await tables().replaceInto('limit_accounts').values(row).execute();
        }
        const past = clock.now() - seconds * 1000;
        await tables().deleteFrom('limit_accounts').where('last_at', '<=', past).execute();
      });
    } catch (error) {
      // In memory it counts all the same; the next change writes it.
      for (const key of keys) waiting.add(key);
      logger.warn({ error }, 'What callers have used up could not be kept');
    }
  }

  const flush = (): Promise<void> => {
    cancel?.();
    cancel = null;
    writing = writing.then(write);
    return writing;
  };

  return {
    async all() {
      const rows = await tables().selectFrom('limit_accounts').selectAll().orderBy('last_at').execute();
      return rows.map(({ key, moments }) => ({ key, moments: JSON.parse(moments) as number[] }));
    },
    changed(key) {
      waiting.add(key);
      cancel ??= clock.after(WRITE_AFTER_MS, () => void flush());
    },
    stop: flush,
  };
}
