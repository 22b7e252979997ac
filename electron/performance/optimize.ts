/**
 * Puts the databases in order and gives back memory: named pieces of work in small steps, each with the figures before
 * and after it. A whole VACUUM is not among them: it would hold up everything for as long as it takes.
 */
import { sql } from 'kysely';
import type { StoredReason } from '../../shared/api/common.ts';
import type { DatabaseName, optimizations, OptimizationAction } from '../../shared/api/performance.ts';
import type { Caches } from '../kernel/caches.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { ReportProgress } from '../kernel/jobs.ts';
import { fileStateOf, pragma } from './database-state.ts';

/** One of the kinds of work. */
export type OptimizationType = (typeof optimizations)[number];

/** An action before its reason is put into words. */
export type DoneAction = Omit<OptimizationAction, 'skipped'> & { readonly skipped: StoredReason | null };

/** Rows of each index that are looked at for the statistics (https://www.sqlite.org/lang_analyze.html, §2). */
const ANALYSIS_LIMIT = 400;
/** Free pages that one step gives back: a few milliseconds. */
const VACUUM_PAGES = 200;
const VACUUM_STEPS = 200;
/** Pages of the search index that one step merges (https://www.sqlite.org/fts5.html, §6.8). */
const MERGE_PAGES = 64;
const MERGE_STEPS = 200;

type Figures = Record<string, number>;

interface Work {
  readonly action: OptimizationAction['action'];
  readonly target: string;
  /** Same names before and after. */
  readonly figures: () => Promise<Figures>;
  /** Why there is nothing to do, or `null` when it has been done. */
  readonly run: () => Promise<StoredReason | null>;
}

const run = async (database: Database, statement: string): Promise<void> => {
  await sql.raw(statement).execute(database.query());
};

/** Lets what waits have its turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function planned(database: Database): Promise<Figures> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from sqlite_schema where name = 'sqlite_stat1'`.execute(database.query());
  if (rows[0]?.count === 0) return { indexes_with_statistics: 0 };
  const found = await sql<{ count: number }>`select count(*) as count from sqlite_stat1`.execute(
    database.query(),
  );
  return { indexes_with_statistics: found.rows[0]?.count ?? 0 };
}

async function searchIndexes(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and sql like '%using fts5%'`.execute(
    database.query(),
  );
  return rows.map(({ name }) => name);
}

/** Rows that were ever written through this connection. */
async function totalChanges(database: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(database.query());
  return rows[0]?.n ?? 0;
}

async function mergeIndex(database: Database, table: string): Promise<void> {
  const quoted = `"${table.replaceAll('"', '""')}"`;
  // A negative number begins to merge all into one, a positive one goes on; fewer than two changes are the end.
  for (let step = 0, pages = -MERGE_PAGES; step < MERGE_STEPS; step++, pages = MERGE_PAGES) {
    const before = await totalChanges(database);
    await run(database, `insert into ${quoted}(${quoted}, rank) values ('merge', ${String(pages)})`);
    if ((await totalChanges(database)) - before < 2) return;
    await breathe();
  }
}

async function giveBackPages(database: Database): Promise<StoredReason | null> {
  const { auto_vacuum: kind, free_pages: free, page_bytes: bytes } = await fileStateOf(database);
  if (free === 0) return { code: 'PERFORMANCE_NO_FREE_PAGES', params: {} };
  if (kind !== 2) return { code: 'PERFORMANCE_NO_AUTO_VACUUM', params: { bytes: free * bytes } };
  for (let step = 0; step < VACUUM_STEPS; step++) {
    await run(database, `pragma incremental_vacuum(${String(VACUUM_PAGES)})`);
    await breathe();
    if ((await pragma(database, 'freelist_count')) === 0) break;
  }
  return null;
}

function databaseWork(target: DatabaseName, database: Database): Work[] {
  return [
    {
      action: 'search_index',
      target,
      figures: async () => ({ indexes: (await searchIndexes(database)).length }),
      async run() {
        const tables = await searchIndexes(database);
        for (const table of tables) await mergeIndex(database, table);
        return tables.length === 0 ? { code: 'PERFORMANCE_NO_SEARCH_INDEX', params: {} } : null;
      },
    },
    {
      action: 'vacuum',
      target,
      figures: async () => ({ free_pages: await pragma(database, 'freelist_count') }),
      run: () => giveBackPages(database),
    },
    {
      action: 'checkpoint',
      target,
      async figures() {
        const { file_bytes, wal_bytes } = await fileStateOf(database);
        return { file_bytes, wal_bytes };
      },
      async run() {
        await run(database, 'pragma wal_checkpoint(truncate)');
        return null;
      },
    },
  ];
}

const statisticsWork = (target: DatabaseName, database: Database): Work => ({
  action: 'statistics',
  target,
  figures: () => planned(database),
  async run() {
    await run(database, `pragma analysis_limit = ${String(ANALYSIS_LIMIT)}`);
    await run(database, 'analyze');
    return null;
  },
});

const pageCacheWork = (target: DatabaseName, database: Database): Work => ({
  action: 'page_cache',
  target,
  figures: () => Promise.resolve({ resident_bytes: process.memoryUsage.rss() }),
  async run() {
    await run(database, 'pragma shrink_memory');
    return null;
  },
});

/** Does the work of one kind. */
export type Optimize = (type: OptimizationType, report: ReportProgress) => Promise<DoneAction[]>;

/** Over both databases and all caches. */
export function createOptimize(deps: {
  databases: Readonly<Record<DatabaseName, Database>>;
  caches: Caches;
  clock: Clock;
}): Optimize {
  const { caches, clock } = deps;
  const databases = Object.entries(deps.databases) as [DatabaseName, Database][];

  function workOf(type: OptimizationType): Work[] {
    const isWanted = (kind: OptimizationType): boolean => type === 'all' || type === kind;
    return [
      ...(isWanted('statistics') ? databases.map(([name, database]) => statisticsWork(name, database)) : []),
      ...(isWanted('memory')
        ? [
            ...caches.list().map((cache): Work => ({
              action: 'cache',
              target: cache.name,
              figures: () => Promise.resolve({ entries: cache.size() }),
              run: () => {
                cache.clear();
                return Promise.resolve(null);
              },
            })),
            ...databases.map(([name, database]) => pageCacheWork(name, database)),
          ]
        : []),
      // Last, so that the log of all before is written back as well.
      ...(isWanted('database') ? databases.flatMap(([name, database]) => databaseWork(name, database)) : []),
    ];
  }

  return async (type, report) => {
    const work = workOf(type);
    const done: DoneAction[] = [];
    for (const [index, { action, target, figures, run: begin }] of work.entries()) {
      report(index / work.length, action);
      const before = await figures();
      const begun = clock.elapsed();
      const skipped = await begin();
      const duration_ms = Math.round((clock.elapsed() - begun) * 1000) / 1000;
      done.push({ action, target, duration_ms, before, after: await figures(), skipped });
      await breathe();
    }
    return done;
  };
}
