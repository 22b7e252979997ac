import { sql, type Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../electron/performance/plans.ts';
import { createReadSlow } from '../../../electron/performance/slow-queries.ts';
import { createStatements } from '../../../electron/performance/statements.ts';
import { newDatabase } from '../kernel/folder.ts';
import { install } from './installation.ts';

const migrations = {
  test_001: {
    async up(db: Kysely<unknown>) {
      await sql`create table things (id integer primary key, name text, size integer)`.execute(db);
      await sql`create index things_by_size on things (size)`.execute(db);
    },
  },
};

describe('slow statements', () => {
  it('are told by their text without values, with their plan and what it gives to think about', async () => {
    const { statistics, database: metrics } = await install();
    const state = await newDatabase(migrations);
    const statements = createStatements({
      slowMs: () => -1,
      onSlow: (database, text, ms) => {
        statistics.slow(database, text, ms);
      },
    });
    state.observe(statements.observerOf('state'));
    const secret = 'only a value';
    for (let i = 0; i < 3; i++) {
      await sql`select * from things where name = ${secret} order by name || size`.execute(state.query());
    }
    await sql`select * from things where size = ${1}`.execute(state.query());
    state.observe(null);
    await sql`select 1`.execute(state.query());

    const { slots } = await statistics.read('1h');
    const { shown, total } = createReadSlow({ databases: { state, metrics }, statements })(slots, 10);
    expect(total).toBe(2);
    const sorted = shown.find(({ query }) => query.includes('order by'));
    expect(sorted).toMatchObject({
      ...{ database: 'state', count: 3 },
      plan: ['SCAN things', 'USE TEMP B-TREE FOR ORDER BY'],
      findings: [
        { code: 'PERFORMANCE_FULL_SCAN', params: { table: 'things' } },
        { code: 'PERFORMANCE_TEMP_SORT', params: { what: 'ORDER BY' } },
      ],
      since_start: { count: 3 },
    });
    expect(JSON.stringify(shown)).not.toContain(secret);
    const searched = shown.find(({ query }) => query.includes('size ='));
    expect(searched?.plan?.[0]).toContain('SEARCH things USING INDEX things_by_size');
    expect(searched?.findings).toEqual([]);
  });

  it('are those over the threshold only', async () => {
    const slow: string[] = [];
    const statements = createStatements({ slowMs: () => 20, onSlow: (_, text) => void slow.push(text) });
    const observe = statements.observerOf('metrics');
    observe('fast', 20);
    observe('slow', 20.1);
    expect(slow).toEqual(['slow']);
    expect(statements.totals('metrics')).toMatchObject({ count: 2 });
    expect(statements.figuresOf('state', 'fast')).toBeNull();
  });

  it('know so many shapes and no more', () => {
    const statements = createStatements({ slowMs: () => 20, onSlow: () => undefined });
    const observe = statements.observerOf('state');
    for (let i = 0; i < 600; i++) observe(`select ${String(i)}`, 1);
    expect(statements.figuresOf('state', 'select 0')).toBeNull();
    expect(statements.figuresOf('state', 'select 599')).toMatchObject({ count: 1 });
    expect(statements.totals('state').count).toBe(600);
  });

  it('have no plan where SQLite has none', async () => {
    const database = await newDatabase();
    expect(database.planOf('begin immediate')).toBeNull();
    expect(database.planOf('select * from a_table_that_is_gone')).toBeNull();
  });

  it('are no worse for reading a constant, an index or a part of one', () => {
    expect(
      findingsOf([
        'SCAN CONSTANT ROW',
        'SCAN sqlite_schema',
        'SCAN things USING COVERING INDEX a',
        'SEARCH b USING INDEX c (d=?)',
      ]),
    ).toEqual([]);
    expect(findingsOf(['SCAN things AS t'])).toHaveLength(1);
    expect(findingsOf(null)).toEqual([]);
  });
});
