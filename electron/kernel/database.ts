/**
 * A database: one SQLite file under Kysely, one writer, transactions that travel with the call.
 * A failure of the disk is an operational error with a code of its own, and {@link Database.trouble} remembers it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql, type Transaction } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Cache } from './caches.ts';
import { tryWriting } from './data-folder.ts';
import { OperationalError, StartError, messageOf } from './errors.ts';
import { createSqliteDialect, createStatements, type SqlObserver } from './sqlite-dialect.ts';

/** An area's tables and the steps that make them, by names that sort: `ddns_001_hosts`. */
export type Migrations = Readonly<Record<string, Migration>>;

/** A database. */
export interface Database {
  readonly file: string;
  /** Query builder over an area's own tables; inside {@link transact} it is the transaction's. */
  query<Tables>(): Kysely<Tables>;
  /**
   * Runs `body` in one transaction; queries made inside join it, nested calls too. Only database calls may be awaited
   * inside. Nothing is kept when it throws.
   */
  transact<T>(body: () => Promise<T>): Promise<T>;
  /** Runs `fn` once the current transaction is committed, at once when there is none, never after a rollback. */
  afterCommit(fn: () => void): void;
  /** Names of the given migrations that this file has not seen. */
  pending(migrations: Migrations): Promise<string[]>;
  migrate(migrations: Migrations): Promise<void>;
  /**
   * What is wrong with the file, or `null`. Reads only, so that disks may sleep; after a failure it tries a write, to
   * see whether the trouble has passed.
   */
  health(): Promise<ErrorCode | null>;
  /** Tells how long each statement takes; nobody unless told. */
  observe(observer: SqlObserver | null): void;
  /** What SQLite means to do for a statement (EXPLAIN QUERY PLAN); `null` for one that has no plan, or fits no longer. */
  planOf(statement: string): readonly string[] | null;
  /** Its prepared statements. */
  statementCache(name: string): Cache;
  /** Copies the whole database, consistent, to a file that does not exist yet. */
  copyTo(file: string): Promise<void>;
  close(): void;
}

interface Scope {
  readonly transaction: Transaction<unknown>;
  readonly afterCommit: (() => void)[];
}

/** SQLite result codes (https://www.sqlite.org/rescode.html) that mean something to the owner. */
const codeOfResult: Readonly<Record<number, ErrorCode>> = {
  5: 'STORAGE_BUSY',
  8: 'STORAGE_READ_ONLY',
  10: 'STORAGE_FAILED',
  11: 'STORAGE_DAMAGED',
  13: 'STORAGE_FULL',
  14: 'STORAGE_FAILED',
  26: 'STORAGE_DAMAGED',
};

/** The code for an error of SQLite's that is about the disk or the file; `undefined` for a bug in a query. */
export function storageCode(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return codeOfResult[error.errcode & 0xff];
}

/** How sure a committed transaction is to outlive a loss of power. */
export interface Durability {
  /**
   * `full`: every commit waits for the disk. `normal`: the last ones may be lost with the power, never with the process,
   * and the disk may sleep in between (https://www.sqlite.org/pragma.html#pragma_synchronous).
   */
  readonly synchronous: 'full' | 'normal';
}

/**
 * Opens or creates the file. The whole file is locked for this process for as long as it is open.
 * @throws {OperationalError} `STORAGE_DAMAGED` where the file is not a sound database.
 * @throws {StartError} where it cannot be opened or is held by another process.
 */
export function openDatabase(file: string, { synchronous }: Durability = { synchronous: 'full' }): Database {
  let trouble: ErrorCode | null = null;

  const mapError = (error: unknown): unknown => {
    const code = storageCode(error);
    if (!code) return error;
    const cause = causeOf(code, file);
    // A damaged file does not mend itself, whatever else fails or works from now on.
    if (trouble !== 'STORAGE_DAMAGED') trouble = cause;
    return new OperationalError(cause, { cause: error });
  };

  const sqlite = openFile(file, synchronous);
  const statements = createStatements();
  const root = new Kysely<unknown>({ dialect: createSqliteDialect(sqlite, mapError, statements) });
  const scopes = new AsyncLocalStorage<Scope>();

  const query = <Tables>(): Kysely<Tables> => (scopes.getStore()?.transaction ?? root) as Kysely<Tables>;

  async function transact<T>(body: () => Promise<T>): Promise<T> {
    if (scopes.getStore()) return body();
    const afterCommit: (() => void)[] = [];
    const result = await root
      .transaction()
      .execute((transaction) => scopes.run({ transaction, afterCommit }, body));
    if (trouble !== 'STORAGE_DAMAGED') trouble = null;
    for (const fn of afterCommit) fn();
    return result;
  }

  const migrator = (migrations: Migrations): Migrator =>
    new Migrator({
      db: root,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
      // Areas are added over time: a new area's first step may sort before another's last.
      allowUnorderedMigrations: true,
    });

  return {
    file,
    query,
    transact,
    afterCommit(fn) {
      const scope = scopes.getStore();
      if (scope) scope.afterCommit.push(fn);
      else fn();
    },
    async pending(migrations) {
      const known = await migrator(migrations).getMigrations();
      return known
        .filter((migration) => migration.executedAt === undefined)
        .map((migration) => migration.name);
    },
    async migrate(migrations) {
      const { error } = await migrator(migrations).migrateToLatest();
      if (error === undefined) return;
      if (messageOf(error).includes('previously executed migration')) {
        throw new StartError(
          `${file} was written by a newer CloudCube: update this one, or use another data folder`,
        );
      }
      throw error instanceof Error ? error : new Error(messageOf(error));
    },
    async health() {
      if (trouble === 'STORAGE_DAMAGED') return trouble;
      try {
        if (trouble === null) await sql`select count(*) from sqlite_schema`.execute(query());
        else await transact(() => sql`pragma user_version = 1`.execute(query()));
        return null;
      } catch (error) {
        return storageFailure(error);
      }
    },
    observe(observer) {
      statements.observer = observer;
    },
    planOf(statement) {
      try {
        const steps = sqlite.prepare(`explain query plan ${statement}`).all();
        return steps.length === 0 ? null : steps.map(({ detail }) => String(detail));
      } catch (error) {
        // A statement from before a table was changed, or one that is none of SQLite's.
        if (storageCode(error) === undefined) return null;
        throw mapError(error);
      }
    },
    statementCache: (name) => ({
      name,
      size: () => statements.kept.size,
      limit: statements.limit,
      hits: () => statements.hits,
      misses: () => statements.misses,
      ttl_seconds: null,
      clear() {
        statements.kept.clear();
      },
    }),
    // oxlint-disable-next-line typescript/require-await -- an asynchronous port over a synchronous database
    async copyTo(target) {
      try {
        sqlite.prepare('vacuum into ?').run(target);
      } catch (error) {
        throw mapError(error);
      }
    },
    close() {
      sqlite.close();
    },
  };
}

/** SQLite calls every refused write a failure of the disk; a file system that became read-only says so itself. */
function causeOf(code: ErrorCode, file: string): ErrorCode {
  if (code !== 'STORAGE_FAILED') return code;
  try {
    tryWriting(dirname(file));
    return code;
  } catch (error) {
    const isReadOnly = error instanceof Error && 'code' in error && error.code === 'EROFS';
    return isReadOnly ? 'STORAGE_READ_ONLY' : code;
  }
}

function storageFailure(error: unknown): ErrorCode {
  return error instanceof OperationalError ? error.code : 'STORAGE_FAILED';
}

function openFile(file: string, synchronous: Durability['synchronous']): DatabaseSync {
  try {
    const sqlite = new DatabaseSync(file, { timeout: 1000 });
    // Exclusive locking before WAL: no shared-memory file, and a second process cannot open the same data.
    sqlite.exec(
      `pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = ${synchronous}`,
    );
    sqlite.exec('pragma foreign_keys = on; begin immediate; commit');
    const [row] = sqlite.prepare('pragma quick_check(1)').all();
    if (row?.['quick_check'] !== 'ok') {
      sqlite.close();
      throw new OperationalError('STORAGE_DAMAGED');
    }
    return sqlite;
  } catch (error) {
    if (error instanceof OperationalError) throw error;
    const code = storageCode(error);
    if (code === 'STORAGE_DAMAGED') throw new OperationalError(code, { cause: error });
    if (code === 'STORAGE_BUSY') throw new StartError(`${file} is held by another process`);
    throw new StartError(`Cannot open ${file}: ${messageOf(error)}`);
  }
}
