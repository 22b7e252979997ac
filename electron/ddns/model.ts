/** The words of this area: what a host wants, what stands in a zone, what is to be done. Times in ms UTC. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family, HistoryResult, Scope, Trigger } from '../../shared/api/ddns.ts';
import type { Source } from '../../shared/api/ddns-hosts.ts';

/** Both of them. */
export const families: readonly Family[] = ['A', 'AAAA'];

/** A name to keep, as it is stored. */
export interface StoredHost {
  readonly host_id: string;
  readonly name: string;
  /** The account whose zone the name is in; `null`: a zone of our own. */
  readonly account_id: string | null;
  readonly families: readonly Family[];
  readonly scope: Scope;
  /** Seconds; `null` leaves it as it stands, or to the provider. */
  readonly ttl: number | null;
  readonly source: Source;
  /** Whose AAAA this is, as `ipv6-host.ts` reads it; `null`: this machine's own. */
  readonly ipv6_host: string | null;
  readonly enabled: boolean;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** What the zone's servers said of the last write. */
export type Verification = 'pending' | 'verified' | 'mismatch' | null;

/** A failure that nobody tries again until host or account is edited. */
export interface Stop {
  readonly reason: StoredReason;
  readonly host_revision: number;
  /** 0 for a zone of our own. */
  readonly account_revision: number;
}

/** What is remembered of one family of one host: the record we own and how it stands. */
export interface FamilyRecord {
  readonly host_id: string;
  readonly family: Family;
  /** The record that is ours; `null` when none is. */
  readonly record_id: string | null;
  /** The name that it stands under. */
  readonly record_name: string | null;
  readonly published: string | null;
  /** Records beside it that their owner declared foreign. */
  readonly foreign_ids: readonly string[];
  readonly stopped: Stop | null;
  /** When it was last sent to its provider, changed or not. */
  readonly sent_at: number | null;
  readonly verification: Verification;
  readonly verified_at: number | null;
  readonly last_change: number | null;
  /** The last failure that was told in the history, so that it is told once. */
  readonly failure: StoredReason | null;
}

/** One row of the history. */
export interface HistoryRow {
  readonly id: string;
  readonly timestamp: number;
  readonly host_id: string;
  readonly host: string;
  readonly family: Family;
  readonly ip: string | null;
  readonly previous_ip: string | null;
  readonly result: HistoryResult;
  readonly trigger: Trigger;
  readonly reason: StoredReason | null;
}

/** A record as it stands under a name, wherever that is. */
export interface Standing {
  readonly record_id: string;
  readonly name: string;
  /** In capitals. */
  readonly type: string;
  readonly value: string;
  /** Seconds; `null` where the provider chooses. */
  readonly ttl: number | null;
  /** Ms UTC; `null` where the provider does not tell. */
  readonly created_at: number | null;
  readonly updated_at: number | null;
}

/** Why it is not known what stands there. */
export interface Obstacle {
  readonly reason: StoredReason;
  /** When it is looked at again by itself, ms UTC; `null`: at the next check. */
  readonly next_try: number | null;
  /** Nobody tries again until host or account is edited. */
  readonly stops: boolean;
  /** What may be taken over all the same by its owner's word, although nobody can see what it holds (`value` is empty). */
  readonly unseen?: Standing;
}

/** Tells the two answers to "what stands there?" apart. */
export function isObstacle(found: readonly Standing[] | Obstacle): found is Obstacle {
  return !Array.isArray(found);
}

/** A record as our own zones list it. */
export interface ZoneRow {
  readonly record_id: string;
  readonly zone: string;
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'TXT';
  readonly value: string;
  readonly ttl: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** What a record is to hold. */
export type RecordInput = Pick<ZoneRow, 'name' | 'type' | 'value' | 'ttl'>;

/** One change to a zone. */
export type ZoneStep =
  | { readonly kind: 'create'; readonly input: RecordInput }
  | {
      readonly kind: 'update';
      readonly record_id: string;
      readonly change: Partial<RecordInput>;
      /** Write even what is right already. */
      readonly rewrite?: boolean;
    }
  | { readonly kind: 'remove'; readonly record_id: string };

/** The zones that this area writes to, filled by the `dns` area. */
export interface Zones {
  zones(): readonly string[];
  /** The zone a name falls into, `null` for none. */
  zoneOf(name: string): string | null;
  list(filter?: { zone?: string; name?: string; type?: ZoneRow['type'] }): readonly ZoneRow[];
  get(recordId: string): ZoneRow | null;
  create(input: RecordInput): Promise<ZoneRow>;
  update(recordId: string, change: Partial<RecordInput>): Promise<ZoneRow>;
  remove(recordId: string): Promise<ZoneRow>;
  /** All or nothing, in order. */
  applyAll(steps: readonly ZoneStep[]): Promise<readonly ZoneRow[]>;
}

/** Asks the zone's own servers, over the network, what they answer. @throws where they do not answer. */
export type AskZone = (
  questions: readonly { readonly name: string; readonly type: Family }[],
) => Promise<readonly (readonly string[] | null)[]>;
