/** The tables of muting. They were checked before they were stored; they are read once, at the start. */
import type { Kysely } from 'kysely';
import type { Schedule } from '../../../shared/api/muting.ts';
import type { LabelMatcher } from '../../../shared/matchers.ts';
import type { Database } from '../../kernel/database.ts';
import type { StoredMaintenance, StoredQuietHours, StoredSilence } from './model.ts';

type Stored<T, Json extends keyof T> = {
  -readonly [K in keyof T]: K extends Json ? string : T[K] extends boolean ? number : T[K];
};

interface Tables {
  alert_silences: Stored<StoredSilence, 'matchers'>;
  alert_maintenance: Stored<StoredMaintenance, 'matchers' | 'schedule'>;
  alert_quiet_hours: Stored<StoredQuietHours, 'spans'> & { id: number };
}

const asMatchers = (text: string): readonly LabelMatcher[] => JSON.parse(text) as LabelMatcher[];

const silenceRow = (silence: StoredSilence): Tables['alert_silences'] => ({
  ...silence,
  matchers: JSON.stringify(silence.matchers),
});

const maintenanceRow = (maintenance: StoredMaintenance): Tables['alert_maintenance'] => ({
  ...maintenance,
  enabled: maintenance.enabled ? 1 : 0,
  matchers: JSON.stringify(maintenance.matchers),
  schedule: JSON.stringify(maintenance.schedule),
});

/** Reads and writes; joins the transaction it is called in. */
export type MutingStore = ReturnType<typeof createMutingStore>;

/** The store over the state database. */
export function createMutingStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();
  return {
    async silences(): Promise<StoredSilence[]> {
      const rows = await db().selectFrom('alert_silences').selectAll().orderBy('silence_id').execute();
      return rows.map((row) => ({ ...row, matchers: asMatchers(row.matchers) }));
    },
    async insertSilence(silence: StoredSilence): Promise<void> {
      await db().insertInto('alert_silences').values(silenceRow(silence)).execute();
    },
    async updateSilence(silence: StoredSilence): Promise<void> {
      await db()
        .updateTable('alert_silences')
        .set(silenceRow(silence))
        .where('silence_id', '=', silence.silence_id)
        .execute();
    },
    async removeSilences(ids: readonly string[]): Promise<void> {
      await db().deleteFrom('alert_silences').where('silence_id', 'in', ids).execute();
    },
    async maintenance(): Promise<StoredMaintenance[]> {
      const rows = await db().selectFrom('alert_maintenance').selectAll().orderBy('maintenance_id').execute();
      return rows.map((row) => ({
        ...row,
        enabled: row.enabled === 1,
        matchers: asMatchers(row.matchers),
        schedule: JSON.parse(row.schedule) as Schedule,
      }));
    },
    async insertMaintenance(maintenance: StoredMaintenance): Promise<void> {
      await db().insertInto('alert_maintenance').values(maintenanceRow(maintenance)).execute();
    },
    async updateMaintenance(maintenance: StoredMaintenance): Promise<void> {
      await db()
        .updateTable('alert_maintenance')
        .set(maintenanceRow(maintenance))
        .where('maintenance_id', '=', maintenance.maintenance_id)
        .execute();
    },
    async removeMaintenance(id: string): Promise<void> {
      await db().deleteFrom('alert_maintenance').where('maintenance_id', '=', id).execute();
    },
    /** `null` where they were never set. */
    async quietHours(): Promise<StoredQuietHours | null> {
      const row = await db().selectFrom('alert_quiet_hours').selectAll().executeTakeFirst();
      if (!row) return null;
      const { id: _, enabled, spans, ...rest } = row;
      return { ...rest, enabled: enabled === 1, spans: JSON.parse(spans) as StoredQuietHours['spans'] };
    },
    async saveQuietHours(hours: StoredQuietHours): Promise<void> {
      const row = { ...hours, enabled: hours.enabled ? 1 : 0, spans: JSON.stringify(hours.spans) };
      await db()
        .insertInto('alert_quiet_hours')
        .values({ id: 1, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
  };
}
