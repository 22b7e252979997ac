/** The audit log: who did what, from where, and what became of it. An entry commits with the change it tells of. */
import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { SecretBox, SecretPlace } from '../../kernel/secret-box.ts';
import {
  checkpointAt,
  createFollower,
  NO_SEAL,
  sealOf,
  type AuditRow,
  type Fault,
  type SealedFields,
} from './chain.ts';
import { redactPayload } from './redact.ts';
import { createAuditStore, type AuditFilter } from './store.ts';

/** Who acts, and on whose request. */
export interface Actor {
  /** `system` for what CloudCube does by itself, `cli` for the command line. */
  readonly kind: 'token' | 'session' | 'key' | 'anonymous' | 'system' | 'cli';
  readonly id: string | null;
  readonly name: string;
  readonly ip: string | null;
  readonly ua: string | null;
  readonly request_id: string | null;
}

/** What happened. */
export interface AuditEvent {
  /** `area.verb`: `user.create`. */
  readonly action: string;
  readonly target_type?: string;
  readonly target_id?: string;
  /** Stored without what looks secret. */
  readonly payload?: unknown;
  readonly result: 'success' | 'failure' | 'denied';
}

/** What following the whole chain found. */
export interface Verification {
  readonly entries: number;
  readonly fault: Fault;
}

/** The log. */
export interface Audit {
  /**
   * Writes an entry; inside a transaction it commits with the rest of it, or neither does.
   * @throws {OperationalError} `SECRETS_KEY_MISSING`, `SECRETS_KEY_WRONG`: what cannot be told is not done
   */
  record(actor: Actor, event: AuditEvent): Promise<void>;
  list(
    filter: AuditFilter,
    page: { limit: number; offset: number },
  ): Promise<{ rows: AuditRow[]; total: number }>;
  /** Follows the chain from the newest checkpoint to its end. */
  verify(): Promise<Verification>;
  /** Removes entries from before a moment (ms UTC) and leaves a checkpoint. Answers how many went. */
  prune(before: number): Promise<number>;
}

const KEY_BYTES = 32;
const KEY_PLACE: SecretPlace = { table: 'audit_state', column: 'sealing_key', row: '1' };
const CHUNK = 1000;

/** The log over its tables. The key of the seals is made with the first entry. */
export function createAudit(deps: { database: Database; secretBox: SecretBox; clock: Clock }): Audit {
  const { database, secretBox, clock } = deps;
  const store = createAuditStore(database);

  async function sealing(): Promise<{ key: Uint8Array; newest: number }> {
    const state = await store.state();
    if (state) return { key: secretBox.open(KEY_PLACE, state.sealing_key), newest: state.newest };
    const key = randomBytes(KEY_BYTES);
    await store.begin(secretBox.seal(KEY_PLACE, key));
    return { key, newest: 0 };
  }

  /** The seal of the last entry, or what stands for it. */
  const lastSeal = async (): Promise<string> =>
    ((await store.last()) ?? (await store.checkpoint()))?.seal ?? NO_SEAL;

  return {
    record: (actor, event) =>
      database.transact(async () => {
        const { key, newest } = await sealing();
        const fields: SealedFields = {
          seq: newest + 1,
          id: uuid(),
          created_at: clock.now(),
          actor_kind: actor.kind,
          actor_id: actor.id,
          actor: actor.name,
          action: event.action,
          target_type: event.target_type ?? null,
          target_id: event.target_id ?? null,
          payload_redacted: event.payload === undefined ? null : JSON.stringify(redactPayload(event.payload)),
          ip: actor.ip,
          ua: actor.ua,
          result: event.result,
          request_id: actor.request_id,
        };
        await store.append({ ...fields, seal: sealOf(key, await lastSeal(), fields) });
      }),
    list: (filter, page) => store.list(filter, page),
    async verify() {
      const state = await store.state();
      if (!state) return { entries: 0, fault: null };
      const checkpoint = (await store.checkpoint()) ?? null;
      const follower = createFollower(secretBox.open(KEY_PLACE, state.sealing_key), checkpoint);
      let entries = 0;
      let seq = 0;
      for (;;) {
        const rows = await store.following(seq, CHUNK);
        for (const row of rows) {
          entries += 1;
          if (!follower.next(row)) return { entries, fault: follower.end(state.newest) };
        }
        const last = rows.at(-1);
        if (!last) return { entries, fault: follower.end(state.newest) };
        ({ seq } = last);
      }
    },
    prune: (before) =>
      database.transact(async () => {
        const last = await store.lastBefore(before);
        if (!last) return 0;
        const { key } = await sealing();
        return store.prune(checkpointAt(key, last.seq, last.seal, clock.now()));
      }),
  };
}
