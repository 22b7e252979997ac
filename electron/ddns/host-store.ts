/** The tables of the names that are kept and of what stands under them. */
import type { Kysely } from 'kysely';
import type { Family, Scope } from '../../shared/api/ddns.ts';
import type { Source } from '../../shared/api/ddns-hosts.ts';
import type { Database } from '../kernel/database.ts';
import type { FamilyRecord, Stop, StoredHost, Verification } from './model.ts';
import { fromReason, inChunks, toReason } from './rows.ts';

interface Tables {
  ddns_hosts: {
    host_id: string;
    name: string;
    account_id: string | null;
    families: string;
    scope: Scope;
    /** 0 for none: the column came before the thought that there may be none. */
    ttl: number;
    source: string;
    ipv6_host: string | null;
    enabled: number;
    revision: number;
    created_at: number;
    updated_at: number;
  };
  ddns_family_records: {
    host_id: string;
    family: Family;
    record_id: string | null;
    record_name: string | null;
    published: string | null;
    foreign_ids: string;
    stopped: string | null;
    sent_at: number | null;
    verification: Verification;
    verified_at: number | null;
    last_change: number | null;
    failure: string | null;
  };
}

function toRow(host: StoredHost): Tables['ddns_hosts'] {
  return {
    ...host,
    families: JSON.stringify(host.families),
    ttl: host.ttl ?? 0,
    source: JSON.stringify(host.source),
    enabled: host.enabled ? 1 : 0,
  };
}

/** Reads and writes; joins the transaction it is called in. */
export function createHostStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();

  return {
    async hosts(): Promise<StoredHost[]> {
      const rows = await db().selectFrom('ddns_hosts').selectAll().orderBy('host_id').execute();
      return rows.map((row) => ({
        ...row,
        families: JSON.parse(row.families) as Family[],
        ttl: row.ttl === 0 ? null : row.ttl,
        source: JSON.parse(row.source) as Source,
        enabled: row.enabled === 1,
      }));
    },
    async insertHost(host: StoredHost): Promise<void> {
      await db().insertInto('ddns_hosts').values(toRow(host)).execute();
    },
    async updateHost(host: StoredHost): Promise<void> {
      await db().updateTable('ddns_hosts').set(toRow(host)).where('host_id', '=', host.host_id).execute();
    },
    async disown(hostId: string): Promise<void> {
      await db().deleteFrom('ddns_family_records').where('host_id', '=', hostId).execute();
    },
    async deleteHost(hostId: string): Promise<void> {
      await db().deleteFrom('ddns_hosts').where('host_id', '=', hostId).execute();
    },

    async familyRecords(): Promise<FamilyRecord[]> {
      const rows = await db().selectFrom('ddns_family_records').selectAll().execute();
      return rows.map((row) => ({
        ...row,
        foreign_ids: JSON.parse(row.foreign_ids) as string[],
        stopped: row.stopped === null ? null : (JSON.parse(row.stopped) as Stop),
        failure: toReason(row.failure),
      }));
    },
    async putFamilyRecords(records: readonly FamilyRecord[]): Promise<void> {
      await inChunks(records, (chunk) =>
        db()
          .replaceInto('ddns_family_records')
          .values(
            chunk.map((record) => ({
              ...record,
              foreign_ids: JSON.stringify(record.foreign_ids),
              stopped: record.stopped === null ? null : JSON.stringify(record.stopped),
              failure: fromReason(record.failure),
            })),
          )
          .execute(),
      );
    },
  };
}
