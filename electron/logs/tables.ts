/**
 * Tables of the log in `metrics.db`. The words of 10,000 lines have an index of their own, made with the first of them:
 * taking single lines out of an index costs more than putting them in and may hold up everything for seconds (measured),
 * while an index whose lines are all gone is dropped at once.
 */
import type { Migrations } from '../kernel/database.ts';
import type { KeptLine } from './line.ts';

/** Rows as they are stored. */
export interface LogTables {
  log_lines: KeptLine;
}

/** Steps that make the tables. */
export const logMigrations: Migrations = {
  logs_001_lines: {
    async up(db) {
      await db.schema
        .createTable('log_lines')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('time', 'integer', (column) => column.notNull())
        .addColumn('level', 'integer', (column) => column.notNull())
        .addColumn('module', 'text', (column) => column.notNull())
        .addColumn('message', 'text', (column) => column.notNull())
        .addColumn('request_id', 'text')
        .addColumn('trace_id', 'text')
        .addColumn('user_id', 'text')
        .addColumn('ip', 'text')
        .addColumn('details', 'text')
        .addColumn('stack', 'text')
        .execute();
      await db.schema.createIndex('log_lines_by_time').on('log_lines').columns(['time']).execute();
    },
  },
};

/** Lines of one index of words. */
const INDEXED_TOGETHER = 10_000;

/** Which index a line's words are in. */
export const indexOfLine = (id: number): number => Math.floor(id / INDEXED_TOGETHER);

/** The first line of an index. */
export const firstLineOf = (index: number): number => index * INDEXED_TOGETHER;

const NAME = /^log_words_(\d+)$/;

/** Name of its table. */
export const wordsTable = (index: number): string => `log_words_${String(index)}`;

/** The index that a table is; `null` for any other table. */
export function indexOfTable(name: string): number | null {
  const [, number] = NAME.exec(name) ?? [];
  return number === undefined ? null : Number(number);
}
