/** What stands in the tables, read past the program. */
import type { DatabaseSync } from 'node:sqlite';

/** One record of the zone. */
export interface RecordRow {
  readonly record_id: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** One row of the history. */
export interface ChangeRow {
  readonly host: string;
  readonly family: string;
  readonly previous_ip: string | null;
  readonly ip: string | null;
  readonly result: string;
}

/** The tables of an installation with one zone, at one moment. */
export interface Snapshot {
  readonly records: readonly RecordRow[];
  /** Oldest first. */
  readonly history: readonly ChangeRow[];
  /** Operations that were intended and have no outcome yet. */
  readonly operations: number;
  /** Records that are ours, with what the zone's server said of them. */
  readonly owned: readonly { readonly record_id: string; readonly verification: string | null }[];
  readonly serial: number;
}

/** Reads the tables. */
export function takeSnapshot(database: DatabaseSync): Snapshot {
  const all = <Row>(sql: string): Row[] => database.prepare(sql).all() as Row[];
  const number = (sql: string): number => all<{ n: number }>(sql)[0]?.n ?? 0;
  return {
    records: all('select record_id, name, type, value from dns_records order by name, type, value'),
    history: all('select host, family, previous_ip, ip, result from ddns_history order by id'),
    operations: number('select count(*) as n from ddns_operations'),
    owned: all('select record_id, verification from ddns_family_records where record_id is not null'),
    serial: number('select serial as n from dns_zones'),
  };
}
