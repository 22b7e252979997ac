/**
 * Kysely over `node:sqlite`: one connection, one statement at a time, statements kept prepared.
 *
 * `node:sqlite` has traps that this shim closes: an object as first argument is taken as named parameters (a `Date`
 * would silently store NULL), rows have a null prototype, and integers over 2^53 throw when read.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';

/** Told of each statement that was run: its text, which holds no values, and how long it took (ms). */
export type SqlObserver = (sql: string, ms: number) => void;

type SqlValue = null | number | bigint | string | Uint8Array;

const STATEMENTS_KEPT = 256;

/** Statements that are kept prepared, and who is told how long they take. */
export interface Statements {
  readonly kept: Map<string, StatementSync>;
  readonly limit: number;
  hits: number;
  misses: number;
  /** Nobody unless told; then the time is not even looked at. */
  observer: SqlObserver | null;
}

/** None yet. */
export const createStatements = (): Statements => ({
  kept: new Map(),
  limit: STATEMENTS_KEPT,
  hits: 0,
  misses: 0,
  observer: null,
});

/** Refuses what SQLite would store as something else. Booleans become 0 and 1. */
function sqlValue(value: unknown): SqlValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`Not a SQL value: ${Object.prototype.toString.call(value)}`);
}

/** Called with each error that SQLite throws, to be turned into an operational error where it is one. */
export type ErrorMapper = (error: unknown) => unknown;

function createConnection(
  database: DatabaseSync,
  mapError: ErrorMapper,
  statements: Statements,
): DatabaseConnection {
  const { kept } = statements;

  function prepare(sql: string): StatementSync {
    const known = kept.get(sql);
    if (known) {
      statements.hits += 1;
      return known;
    }
    statements.misses += 1;
    const statement = database.prepare(sql);
    if (kept.size >= STATEMENTS_KEPT) {
      const oldest = kept.keys().next().value;
      if (oldest !== undefined) kept.delete(oldest);
    }
    kept.set(sql, statement);
    return statement;
  }

  function run<R>(query: CompiledQuery): QueryResult<R> {
    const statement = prepare(query.sql);
    const parameters = query.parameters.map(sqlValue);
    if (statement.columns().length > 0) {
      const rows = statement.all(...parameters).map((row) => ({ ...row }));
      return { rows: rows as R[] };
    }
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  return {
    // oxlint-disable-next-line typescript/require-await -- the interface is asynchronous, SQLite is not
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { observer } = statements;
      const begun = observer ? performance.now() : 0;
      try {
        return run<R>(query);
      } catch (error) {
        throw mapError(error);
      } finally {
        observer?.(query.sql, performance.now() - begun);
      }
    },
    streamQuery() {
      throw new Error('Streaming is not offered: page through a table by its key instead');
    },
  };
}

/** Hands the one connection to one user at a time, in the order of asking. */
function createTurnstile(): { enter(): Promise<void>; leave(): void } {
  let busy = false;
  const waiting: (() => void)[] = [];
  return {
    enter() {
      if (!busy) {
        busy = true;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else busy = false;
    },
  };
}

function createDriver(database: DatabaseSync, mapError: ErrorMapper, statements: Statements): Driver {
  const connection = createConnection(database, mapError, statements);
  const turnstile = createTurnstile();
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: () => Promise.resolve(),
    async acquireConnection() {
      await turnstile.enter();
      return connection;
    },
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    async rollbackTransaction() {
      // A full disk makes SQLite roll back by itself; a second rollback would hide the reason.
      if (database.isTransaction) await run('rollback');
    },
    releaseConnection() {
      turnstile.leave();
      return Promise.resolve();
    },
    destroy: () => Promise.resolve(),
  };
}

/** SQLite's DDL is transactional; Kysely leaves that aside, and a process killed in a migration would leave half of it. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The dialect for an open database. Closing the database is the owner's. */
export function createSqliteDialect(
  database: DatabaseSync,
  mapError: ErrorMapper,
  statements: Statements = createStatements(),
): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => createDriver(database, mapError, statements),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
