/** The log's rows: written, counted, read and removed, a bounded number at a time. */
import { sql, type ExpressionBuilder, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../kernel/database.ts';
import { textOf, type LogFilter } from './filter.ts';
import type { KeptLine } from './line.ts';
import { firstLineOf, indexOfLine, indexOfTable, wordsTable, type LogTables } from './tables.ts';

/** A trigram index knows no shorter words (https://www.sqlite.org/fts5.html#the_trigram_tokenizer). */
const SHORTEST_INDEXED = 3;
/** Rows of one statement. */
const TOGETHER = 50;

const isIndexed = (word: string): boolean => [...word].length >= SHORTEST_INDEXED;

/** A word as a string of FTS5's query language, in which nothing but a quote has a meaning. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

/** A word as a pattern of LIKE that finds it anywhere. */
const anywhere = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;

function groups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, nth) =>
    all.slice(nth * size, (nth + 1) * size),
  );
}

/** Over a migrated `metrics.db`. */
export function createLogRows(database: Database) {
  const db = () => database.query<LogTables>();

  /** Lines of one index, before `upTo`, that are asked for. */
  const asked =
    (index: number, upTo: number, filter: LogFilter) => (e: ExpressionBuilder<LogTables, 'log_lines'>) => {
      const { level, minLevel, module, since, until, words = [] } = filter;
      const wanted = words.filter(isIndexed).map(quoted).join(' ');
      const table = sql.raw(wordsTable(index));
      const both: (RawBuilder<SqlBool> | ReturnType<typeof e>)[] = [
        e('id', '>=', firstLineOf(index)),
        e('id', '<', Math.min(upTo, firstLineOf(index + 1))),
        ...(level === undefined ? [] : [e('level', '=', level)]),
        ...(minLevel === undefined ? [] : [e('level', '>=', minLevel)]),
        ...(module === undefined ? [] : [e('module', '=', module)]),
        ...(since === undefined ? [] : [e('time', '>=', since)]),
        ...(until === undefined ? [] : [e('time', '<', until)]),
        ...(wanted === ''
          ? []
          : [sql<SqlBool>`id in (select rowid from ${table} where ${table} match ${wanted})`]),
        ...words
          .filter((word) => !isIndexed(word))
          .map((word) => {
            const pattern = anywhere(word);
            return sql<SqlBool>`(message like ${pattern} escape '\\' or details like ${pattern} escape '\\')`;
          }),
      ];
      return e.and(both);
    };

  return {
    /** Ids of the first and the last line; `null` where there is none. */
    async bounds(): Promise<{ first: number; last: number } | null> {
      const row = await db()
        .selectFrom('log_lines')
        .select((e) => [e.fn.min('id').as('first'), e.fn.max('id').as('last')])
        .executeTakeFirst();
      return row === undefined || (row.first as number | null) === null ? null : row;
    },
    async indexes(): Promise<number[]> {
      const { rows } = await sql<{
        name: string;
      }>`select name from sqlite_schema where type = 'table'`.execute(db());
      return rows.flatMap(({ name }) => indexOfTable(name) ?? []);
    },
    async makeIndex(index: number): Promise<void> {
      const table = sql.raw(wordsTable(index));
      await sql`create virtual table if not exists ${table} using fts5(words, content='', tokenize='trigram')`.execute(
        db(),
      );
    },
    async dropIndex(index: number): Promise<void> {
      await sql`drop table if exists ${sql.raw(wordsTable(index))}`.execute(db());
    },
    /** The indexes of the lines must be there. */
    async put(lines: readonly KeptLine[]): Promise<void> {
      for (const some of groups(lines, TOGETHER)) {
        await db().insertInto('log_lines').values(some).execute();
        for (const index of new Set(some.map(({ id }) => indexOfLine(id)))) {
          const values = some
            .filter(({ id }) => indexOfLine(id) === index)
            .map((line) => sql`(${line.id}, ${textOf(line)})`);
          await sql`insert into ${sql.raw(wordsTable(index))} (rowid, words) values ${sql.join(values)}`.execute(
            db(),
          );
        }
      }
    },
    async count(index: number, upTo: number, filter: LogFilter): Promise<number> {
      const row = await db()
        .selectFrom('log_lines')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where(asked(index, upTo, filter))
        .executeTakeFirstOrThrow();
      return row.count;
    },
    /** The newest first. */
    page(index: number, upTo: number, filter: LogFilter, limit: number, offset: number): Promise<KeptLine[]> {
      return db()
        .selectFrom('log_lines')
        .selectAll()
        .where(asked(index, upTo, filter))
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
    },
    /** From after a line on, the oldest first. */
    following(
      index: number,
      after: number,
      upTo: number,
      filter: LogFilter,
      limit: number,
    ): Promise<KeptLine[]> {
      return db()
        .selectFrom('log_lines')
        .selectAll()
        .where('id', '>', after)
        .where(asked(index, upTo, filter))
        .orderBy('id')
        .limit(limit)
        .execute();
    },
    get(id: number): Promise<KeptLine | undefined> {
      return db().selectFrom('log_lines').selectAll().where('id', '=', id).executeTakeFirst();
    },
    /** Removes lines of before a time or up to an id, at most `limit` of each. Answers how many. */
    async remove(before: { readonly time: number; readonly id: number }, limit: number): Promise<number> {
      const lines = () => db().selectFrom('log_lines').select('id');
      const old = lines().where('time', '<', before.time).orderBy('time').limit(limit);
      const surplus = lines().where('id', '<=', before.id).orderBy('id').limit(limit);
      let removed = 0n;
      for (const which of [old, surplus]) {
        const { numDeletedRows } = await db()
          .deleteFrom('log_lines')
          .where('id', 'in', which)
          .executeTakeFirstOrThrow();
        removed += numDeletedRows;
      }
      return Number(removed);
    },
  };
}

/** {@link createLogRows} as a type. */
export type LogRows = ReturnType<typeof createLogRows>;
