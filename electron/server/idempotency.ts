/**
 * Requests that may be sent twice: whoever gives a request a key (`Idempotency-Key`,
 * draft-ietf-httpapi-idempotency-key-header-07) and sends it again gets the first one's answer, and nothing is made twice.
 */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../kernel/clock.ts';
import type { Database, Migrations } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';

/** How long an answer is remembered, ms. */
export const REMEMBERED_MS = 24 * 3600_000;

/** One request with its key. */
export interface KeyedRequest {
  /** Whose key it is: two callers may choose the same. */
  readonly caller: string;
  readonly key: string;
  /** Method and path. */
  readonly route: string;
  /** Parameters, query and body, as they were validated. */
  readonly content: unknown;
  /** The answer shows a secret: it is given once and never again. */
  readonly shows_secret: boolean;
}

/** An answer, and whether it is the first one's. */
export interface Replayable<T> {
  readonly answer: T;
  readonly replayed: boolean;
}

/** Runs what has a key once. */
export interface Idempotency {
  /**
   * Does the work, or answers as the first time. Work that throws may be tried again under the same key. `answer` must be
   * what JSON can hold.
   * @throws {UserError} `IDEMPOTENCY_MISMATCH` (the key was used for another request), `IDEMPOTENCY_RUNNING` (the first
   * one is still at work), `IDEMPOTENCY_UNKNOWN` (the program ended in the middle of it), `IDEMPOTENCY_SECRET`
   */
  once<T>(request: KeyedRequest, work: () => Promise<T>): Promise<Replayable<T>>;
  /** Forgets what is older than {@link REMEMBERED_MS}. Answers how many. */
  forget(): Promise<number>;
}

interface Row {
  caller: string;
  key: string;
  fingerprint: string;
  /** `null` while the work goes on, and where its answer may not be given again. */
  answer: string | null;
  done: number;
  created_at: number;
}

interface Tables {
  idempotency_keys: Row;
}

/** Steps that make its table. */
export const idempotencyMigrations: Migrations = {
  server_001_idempotency: {
    async up(db) {
      await db.schema
        .createTable('idempotency_keys')
        .addColumn('caller', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('fingerprint', 'text', (column) => column.notNull())
        .addColumn('answer', 'text')
        .addColumn('done', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('idempotency_keys_pk', ['caller', 'key'])
        .execute();
      await db.schema
        .createIndex('idempotency_keys_by_age')
        .on('idempotency_keys')
        .column('created_at')
        .execute();
    },
  },
};

/** The same for the same content, whatever the order of its names; secrets in it cannot be read from it. */
function fingerprintOf({ route, content }: KeyedRequest): string {
  const inOrder = (_name: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return createHash('sha256')
    .update(`${route}\n${JSON.stringify(content, inOrder)}`)
    .digest('base64url');
}

/** Over the state database. Keys are remembered over a restart; what runs is known by this process alone. */
export function createIdempotency({ database, clock }: { database: Database; clock: Clock }): Idempotency {
  const db = (): Kysely<Tables> => database.query<Tables>();
  const running = new Set<string>();
  const place = ({ caller, key }: KeyedRequest): string => JSON.stringify([caller, key]);

  /** What is remembered of a key; what is too old is not. */
  async function known({ caller, key }: KeyedRequest): Promise<Row | undefined> {
    const row = await db()
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('caller', '=', caller)
      .where('key', '=', key)
      .executeTakeFirst();
    return row && clock.now() - row.created_at < REMEMBERED_MS ? row : undefined;
  }

  async function begin(request: KeyedRequest): Promise<Row | null> {
    return database.transact(async () => {
      const row = await known(request);
      if (row) return row;
      const { caller, key } = request;
      const fresh = { caller, key, fingerprint: fingerprintOf(request), answer: null, done: 0 };
      await db()
        .replaceInto('idempotency_keys')
        .values({ ...fresh, created_at: clock.now() })
        .execute();
      return null;
    });
  }

  return {
    async once<T>(request: KeyedRequest, work: () => Promise<T>): Promise<Replayable<T>> {
      const { caller, key } = request;
      const spot = place(request);
      const row = await begin(request);
      if (row) {
        if (row.fingerprint !== fingerprintOf(request)) throw new UserError('IDEMPOTENCY_MISMATCH');
        if (row.done === 0) {
          throw new UserError(running.has(spot) ? 'IDEMPOTENCY_RUNNING' : 'IDEMPOTENCY_UNKNOWN');
        }
        if (row.answer === null) throw new UserError('IDEMPOTENCY_SECRET');
        return { answer: JSON.parse(row.answer) as T, replayed: true };
      }
      running.add(spot);
      try {
        const answer = await work();
        const kept = request.shows_secret ? null : JSON.stringify(answer);
        await db()
          .updateTable('idempotency_keys')
          .set({ answer: kept, done: 1 })
          .where('caller', '=', caller)
          .where('key', '=', key)
          .execute();
        return { answer, replayed: false };
      } catch (error) {
        await db()
          .deleteFrom('idempotency_keys')
          .where('caller', '=', caller)
          .where('key', '=', key)
          .where('done', '=', 0)
          .execute();
        throw error;
      } finally {
        running.delete(spot);
      }
    },
    async forget() {
      const { numDeletedRows } = await db()
        .deleteFrom('idempotency_keys')
        .where('created_at', '<=', clock.now() - REMEMBERED_MS)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
