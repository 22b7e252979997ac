import { statSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createCaches } from '../../../electron/kernel/caches.ts';
import { createOptimize } from '../../../electron/performance/optimize.ts';
import { createMemory } from '../../../electron/auth/memory.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { newDatabase } from '../kernel/folder.ts';

async function home() {
  const state = await newDatabase();
  const metrics = await newDatabase();
  const caches = createCaches();
  const remembered = createMemory<number>();
  caches.register(remembered.asCache('keys'));
  caches.register(state.statementCache('statements_state'));
  const optimize = createOptimize({ databases: { state, metrics }, caches, clock: createVirtualClock() });
  return { state, metrics, caches, remembered, optimize };
}

const walOf = (file: string): number => statSync(`${file}-wal`).size;

describe('optimising', () => {
  it('writes the write-ahead log back and cuts it, and tells its size before and after', async () => {
    const { state, optimize } = await home();
    await sql`create table things (id integer primary key, text text)`.execute(state.query());
    for (let i = 0; i < 200; i++) {
      await sql`insert into things (text) values (${'x'.repeat(2000)})`.execute(state.query());
    }
    const before = walOf(state.file);
    expect(before).toBeGreaterThan(100_000);
    const actions = await optimize('database', () => undefined);
    const done = actions.find(({ action, target }) => action === 'checkpoint' && target === 'state');
    expect(done).toMatchObject({ before: { wal_bytes: before }, after: { wal_bytes: 0 }, skipped: null });
    expect(walOf(state.file)).toBe(0);
    const { rows } = await sql<{ n: number }>`select count(*) as n from things`.execute(state.query());
    expect(rows[0]?.n).toBe(200);
  });

  it('says why it gives no pages back, and gives them back where the file can', async () => {
    const { state, metrics, optimize } = await home();
    await sql`pragma auto_vacuum = incremental`.execute(metrics.query());
    await sql`vacuum`.execute(metrics.query());
    for (const database of [state, metrics]) {
      await sql`create table things (text text)`.execute(database.query());
      for (let i = 0; i < 100; i++) {
        await sql`insert into things values (${'x'.repeat(4000)})`.execute(database.query());
      }
      await sql`delete from things`.execute(database.query());
    }
    const actions = await optimize('database', () => undefined);
    const of = (target: string) => actions.find((one) => one.action === 'vacuum' && one.target === target)!;
    expect(of('state').skipped?.code).toBe('PERFORMANCE_NO_AUTO_VACUUM');
    expect(of('metrics').skipped).toBeNull();
    expect(of('metrics').before['free_pages']).toBeGreaterThan(50);
    expect(of('metrics').after['free_pages']).toBe(0);
  });

  it('gathers the statistics that SQLite plans with', async () => {
    const { state, optimize } = await home();
    await sql`create table things (size integer)`.execute(state.query());
    await sql`create index by_size on things (size)`.execute(state.query());
    await sql`insert into things values (1), (2), (2)`.execute(state.query());
    const [done] = await optimize('statistics', () => undefined);
    expect(done).toMatchObject({
      ...{ action: 'statistics', target: 'state', skipped: null },
      before: { indexes_with_statistics: 0 },
    });
    expect(done!.after['indexes_with_statistics']).toBeGreaterThan(0);
    const { rows } = await sql<{ stat: string }>`
      select stat from sqlite_stat1 where idx = 'by_size'`.execute(state.query());
    expect(rows).toEqual([{ stat: '3 2' }]);
  });

  it('merges a search index and loses nothing of it', async () => {
    const { state, optimize } = await home();
    await sql`create virtual table words using fts5(text)`.execute(state.query());
    for (let i = 0; i < 300; i++) {
      await sql`insert into words values (${`word${String(i)} common`})`.execute(state.query());
    }
    const actions = await optimize('database', () => undefined);
    const of = (target: string) =>
      actions.find((one) => one.action === 'search_index' && one.target === target)!;
    expect(of('state')).toMatchObject({ before: { indexes: 1 }, skipped: null });
    expect(of('metrics').skipped?.code).toBe('PERFORMANCE_NO_SEARCH_INDEX');
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from words where words match 'common'`.execute(state.query());
    expect(rows[0]?.n).toBe(300);
  });

  it('empties the caches, and everything goes on', async () => {
    const { state, remembered, optimize } = await home();
    remembered.set('a', 1);
    await sql`select 1`.execute(state.query());
    const actions = await optimize('memory', () => undefined);
    expect(actions.filter(({ action }) => action === 'cache')).toMatchObject([
      { target: 'keys', before: { entries: 1 }, after: { entries: 0 } },
      { target: 'statements_state', after: { entries: 0 } },
    ]);
    expect(remembered.get('a')).toBeUndefined();
    await sql`select 1`.execute(state.query());
  });

  it('does all of it for all, the log last', async () => {
    const { optimize } = await home();
    const actions = await optimize('all', () => undefined);
    expect(new Set(actions.map(({ action }) => action))).toEqual(
      new Set(['statistics', 'cache', 'page_cache', 'search_index', 'vacuum', 'checkpoint']),
    );
    expect(actions.at(-1)).toMatchObject({ action: 'checkpoint', target: 'metrics' });
  });
});
