/**
 * The chain of the audit log: each entry's seal covers the entry and the seal before it, under a key that is not in the
 * database. Whoever changes, removes, adds or reorders entries without the key cannot make the seals fit again.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What an entry says. Everything of it is sealed. */
export interface SealedFields {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly id: string;
  /** ms UTC. */
  readonly created_at: number;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor: string;
  readonly action: string;
  readonly target_type: string | null;
  readonly target_id: string | null;
  /** JSON, secrets taken out. */
  readonly payload_redacted: string | null;
  readonly ip: string | null;
  readonly ua: string | null;
  readonly result: string;
  readonly request_id: string | null;
}

/** An entry with its seal. */
export interface AuditRow extends SealedFields {
  readonly seal: string;
}

/** Where entries before it were pruned: the last of them, and a MAC over that. */
export interface Checkpoint {
  readonly seq: number;
  readonly seal: string;
  readonly pruned_at: number;
  readonly mac: string;
}

/** Where the chain ends now: without it, entries cut off its end could not be told. */
export interface Head {
  /** The last entry there ever was; 0 for none. */
  readonly newest: number;
  /** Its seal. */
  readonly last_seal: string;
  /** When the log was begun, ms UTC: one that was emptied and begun anew is younger than its installation. */
  readonly begun_at: number;
  readonly mac: string;
}

/** What is wrong with a chain, and at which entry; `null` for nothing. */
export type Fault = {
  readonly seq: number;
  readonly problem: 'altered' | 'missing' | 'checkpoint' | 'head';
} | null;

/** The seal before the first entry. */
export const NO_SEAL = '';

/** In one order, whatever the order of an object's keys. */
const inOrder = (entry: SealedFields): string =>
  JSON.stringify([
    entry.seq,
    entry.id,
    entry.created_at,
    entry.actor_kind,
    entry.actor_id,
    entry.actor,
    entry.action,
    entry.target_type,
    entry.target_id,
    entry.payload_redacted,
    entry.ip,
    entry.ua,
    entry.result,
    entry.request_id,
  ]);

const mac = (key: Uint8Array, ...parts: readonly string[]): string =>
  createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');

/** The seal of an entry that follows one with `before`. */
export const sealOf = (key: Uint8Array, before: string, fields: SealedFields): string =>
  mac(key, 'entry', before, inOrder(fields));

/** A checkpoint after an entry. */
export function checkpointAt(key: Uint8Array, seq: number, seal: string, prunedAt: number): Checkpoint {
  return { seq, seal, pruned_at: prunedAt, mac: mac(key, 'checkpoint', String(seq), seal, String(prunedAt)) };
}

/** The end of the chain after an entry. */
export function headAt(key: Uint8Array, newest: number, lastSeal: string, begunAt: number): Head {
  const sealed = mac(key, 'head', String(newest), lastSeal, String(begunAt));
  return { newest, last_seal: lastSeal, begun_at: begunAt, mac: sealed };
}

const same = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Follows a chain entry by entry, so that it need never be in memory as a whole. */
export function createFollower(key: Uint8Array, checkpoint: Checkpoint | null) {
  let seq = checkpoint?.seq ?? 0;
  let seal = checkpoint?.seal ?? NO_SEAL;
  let fault: Fault = null;
  if (checkpoint && !same(checkpointAt(key, seq, seal, checkpoint.pruned_at).mac, checkpoint.mac)) {
    fault = { seq, problem: 'checkpoint' };
  }
  return {
    /** The next entry. Answers whether all is well so far. */
    next(row: AuditRow): boolean {
      if (fault) return false;
      if (row.seq !== seq + 1) fault = { seq: seq + 1, problem: 'missing' };
      else if (!same(sealOf(key, seal, row), row.seal)) fault = { seq: row.seq, problem: 'altered' };
      ({ seq, seal } = row);
      return fault === null;
    },
    /** After the last entry; more of them than the head knew of may have come meanwhile. */
    end({ newest, last_seal: lastSeal, begun_at: begunAt, mac: sealed }: Head): Fault {
      if (fault) return fault;
      if (!same(headAt(key, newest, lastSeal, begunAt).mac, sealed)) return { seq: newest, problem: 'head' };
      return seq < newest ? { seq: seq + 1, problem: 'missing' } : null;
    },
  };
}
