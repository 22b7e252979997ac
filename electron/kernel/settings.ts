/**
 * Settings that can be changed while the program runs. Each is declared once with its schema and default; its meaning
 * stands in the catalogue under `settings.<key>`. A change is one row of one table and is never lost.
 */
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { v7 as uuid } from 'uuid';
import type { AuditTrail } from './audit.ts';
import type { Clock } from './clock.ts';
import type { Database, Migrations } from './database.ts';
import { UserError } from './errors.ts';
import type { EventBus } from './events.ts';

/** One setting. */
export interface Setting<S extends TSchema> {
  /** `area.name`. */
  readonly key: string;
  readonly schema: S;
  readonly standard: Static<S>;
}

/** Any setting, whatever its value is. (To hold each one against `Setting<TSchema>` takes the compiler twenty seconds.) */
export interface AnySetting {
  readonly key: string;
  readonly schema: TSchema;
  readonly standard: unknown;
}

/** Declares a setting; keeps the type of its value. */
export function defineSetting<S extends TSchema>(setting: Setting<S>): Setting<S> {
  return setting;
}

/** A setting with its value, for a list. */
export interface SettingValue {
  readonly key: string;
  readonly value: unknown;
  readonly standard: unknown;
}

/** The values in force. */
export interface Settings {
  get<S extends TSchema>(setting: Setting<S>): Static<S>;
  list(): readonly SettingValue[];
  /** @throws {UserError} `SETTING_UNKNOWN`, `SETTING_INVALID` */
  set(key: string, value: unknown, actor: string): Promise<void>;
  /** Back to its default, whatever that will be. @throws {UserError} `SETTING_UNKNOWN` */
  reset(key: string, actor: string): Promise<void>;
}

interface SettingRow {
  id: string;
  key: string;
  /** JSON; `null` where it had its default. */
  old_value: string | null;
  /** JSON; `null` in JSON, which is no setting's value, where it has its default again. */
  new_value: string;
  actor: string;
  /** ms UTC */
  changed_at: number;
}

/** Tables of this part. */
export interface SettingTables {
  settings: SettingRow;
}

/** Steps that make its tables. */
export const settingMigrations: Migrations = {
  kernel_001_settings: {
    async up(db) {
      await db.schema
        .createTable('settings')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('old_value', 'text')
        .addColumn('new_value', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('settings_by_key').on('settings').columns(['key', 'id']).execute();
    },
  },
};

/** Reads the values in force. A stored value that the schema no longer takes is passed over for the default. */
export async function createSettings(deps: {
  database: Database;
  clock: Clock;
  events: EventBus;
  audit: Pick<AuditTrail, 'record'>;
  definitions: readonly AnySetting[];
}): Promise<Settings> {
  const { database, clock, events, audit } = deps;
  const definitions = new Map(deps.definitions.map((definition) => [definition.key, definition]));
  const values = new Map<string, unknown>();

  const rows = await database
    .query<SettingTables>()
    .selectFrom('settings')
    .selectAll()
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const definition = definitions.get(row.key);
    const value: unknown = JSON.parse(row.new_value);
    if (value === null) values.delete(row.key);
    else if (definition && Value.Check(definition.schema, value)) values.set(row.key, value);
  }

  const defined = (key: string): AnySetting => {
    const definition = definitions.get(key);
    if (!definition) throw new UserError('SETTING_UNKNOWN', { params: { key } });
    return definition;
  };

  /** `value` is what it has from now on; `null` leaves it its default. */
  async function write({ key, standard }: AnySetting, value: unknown, actor: string): Promise<void> {
    await database.transact(async () => {
      await database
        .query<SettingTables>()
        .insertInto('settings')
        .values({
          id: uuid(),
          key,
          old_value: values.has(key) ? JSON.stringify(values.get(key)) : null,
          new_value: JSON.stringify(value),
          actor,
          changed_at: clock.now(),
        })
        .execute();
      await audit.record({
        action: 'setting.change',
        target_id: key,
        payload: { old: values.has(key) ? values.get(key) : standard, new: value ?? standard },
      });
      database.afterCommit(() => {
        if (value === null) values.delete(key);
        else values.set(key, value);
      });
      events.emit('settings.changed', { key });
    });
  }

  return {
    get: (setting) => (values.has(setting.key) ? values.get(setting.key) : setting.standard) as never,
    list: () =>
      [...definitions.values()].map(({ key, standard }) => ({
        key,
        value: values.has(key) ? values.get(key) : standard,
        standard,
      })),
    async set(key, value, actor) {
      const definition = defined(key);
      const [problem] = Value.Errors(definition.schema, value);
      if (problem) throw new UserError('SETTING_INVALID', { params: { key, problem: problem.message } });
      await write(definition, value, actor);
    },
    async reset(key, actor) {
      await write(defined(key), null, actor);
    },
  };
}
