/** What the table of settings tells of their changes: one row a change, never removed. */
import type { Database } from './database.ts';
import type { SettingTables } from './settings.ts';

/** One change; `at` in ms UTC. */
export interface SettingChange {
  readonly key: string;
  /** `null`: it had its default. */
  readonly old: unknown;
  /** `null`: it has its default again. */
  readonly new: unknown;
  readonly actor: string;
  readonly at: number;
}

/** Reads them. */
export interface SettingChanges {
  /** Grows with each change of any setting; 0 before the first. Inside a transaction nobody changes it meanwhile. */
  revision(): Promise<number>;
  /** The last change of each setting that was ever changed. */
  last(): Promise<ReadonlyMap<string, SettingChange>>;
  /** Changes of one setting, the newest first. */
  of(
    key: string,
    position: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly changes: readonly SettingChange[]; readonly total: number }>;
}

const changeOf = (row: SettingTables['settings']): SettingChange => ({
  key: row.key,
  old: row.old_value === null ? null : (JSON.parse(row.old_value) as unknown),
  new: JSON.parse(row.new_value) as unknown,
  actor: row.actor,
  at: row.changed_at,
});

/** Over a migrated database. */
export function createSettingChanges(database: Database): SettingChanges {
  const rows = () => database.query<SettingTables>().selectFrom('settings');
  const count = ({ number }: { number: string | number | bigint }): number => Number(number);
  return {
    revision: async () =>
      count(
        await rows()
          .select(({ fn }) => fn.countAll().as('number'))
          .executeTakeFirstOrThrow(),
      ),
    async last() {
      const newest = rows()
        .select(({ fn }) => fn.max('id').as('id'))
        .groupBy('key');
      const found = await rows().selectAll().where('id', 'in', newest).execute();
      return new Map(found.map((row) => [row.key, changeOf(row)]));
    },
    async of(key, { limit, offset }) {
      const ofKey = rows().where('key', '=', key);
      const counted = await ofKey.select(({ fn }) => fn.countAll().as('number')).executeTakeFirstOrThrow();
      const found = await ofKey.selectAll().orderBy('id', 'desc').limit(limit).offset(offset).execute();
      return { changes: found.map(changeOf), total: count(counted) };
    },
  };
}
