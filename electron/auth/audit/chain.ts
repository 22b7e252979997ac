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

/** What is wrong with a chain, and at which entry; `null` for nothing. */
export type Fault = { readonly seq: number; readonly problem: 'altered' | 'missing' | 'checkpoint' } | null;

/** The seal before the first entry. */
export const NO_SEAL = '';

/** In one order, whatever the order of an object's keys. */
const inOrder = ({
  seq,
  id,
  created_at,
  actor_kind,
  actor_id,
  actor,
  action,
  target_type,
  target_id,
  payload_redacted,
  ip,
  ua,
  result,
  request_id,
}: SealedFields): string =>
  JSON.stringify([
    seq,
    id,
    created_at,
    actor_kind,
    actor_id,
    actor,
    action,
    target_type,
    target_id,
    payload_redacted,
    ip,
    ua,
    result,
    request_id,
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
    /** `newest` is the last entry there ever was: without it, entries cut off the end could not be told. */
    end(newest: number): Fault {
      return fault ?? (seq < newest ? { seq: seq + 1, problem: 'missing' } : null);
    },
  };
}
