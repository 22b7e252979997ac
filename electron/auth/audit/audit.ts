/** The audit log: who did what, from where, and what became of it. An entry commits with the change it tells of. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { SYSTEM, type Acting, type Actor } from '../../kernel/acting.ts';
import { addressKey } from '../../kernel/address-key.ts';
import type { AuditEvent, AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { EventBus } from '../../kernel/events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { SecretBox, SecretPlace } from '../../kernel/secret-box.ts';
import { visible } from '../../kernel/visible.ts';
import { checkpointAt, headAt, NO_SEAL, sealOf, type AuditRow, type SealedFields } from './chain.ts';
import { createCollapse, type Noted } from './collapse.ts';
import { redactPayload } from './redact.ts';
import { createAuditStore, type AuditFilter, type AuditState } from './store.ts';
import { createVerify, type Verification } from './verify.ts';

/** The log. */
export interface Audit extends AuditTrail {
  /**
   * Does the work also while the secret box is locked; its entry is written as soon as it is open, with the time it
   * tells of. For the one thing that must be possible then: to come in from this machine and see what is wrong.
   */
  withLater<T>(eventOf: (done: T) => AuditEvent, work: () => Promise<T>): Promise<T>;
  list(
    filter: AuditFilter,
    page: { limit: number; offset: number },
  ): Promise<{ rows: AuditRow[]; total: number }>;
  /** All of them, the newest first, `most` at the most. */
  all(filter: AuditFilter, most: number): AsyncGenerator<AuditRow>;
  /** Follows the chain from the newest checkpoint to its end. @throws {OperationalError} while the secret box is locked */
  verify(): Promise<Verification>;
  /** Removes entries from before a moment (ms UTC) and leaves a checkpoint, and an entry. Answers how many went. */
  prune(before: number): Promise<number>;
  /**
   * Prunes what is older than `ageMs`, once a day at most; not where the chain is broken, for that would take away what
   * shows it.
   */
  keepUp(ageMs: number): Promise<void>;
  /** Tells what was only counted so far. */
  stop(): Promise<void>;
}

const KEY_BYTES = 32;
const KEY_PLACE: SecretPlace = { table: 'audit_state', column: 'sealing_key', row: '1' };
const CHUNK = 500;
const DAY_MS = 24 * 3600_000;
const LONGEST_NAME = 200;

const clean = (text: string | null | undefined): string | null =>
  text == null ? null : visible(text.slice(0, LONGEST_NAME));

/** Over the state database. `events` tells of each entry; without it nobody is told. */
export function createAudit(deps: {
  database: Database;
  secretBox: Pick<SecretBox, 'seal' | 'open' | 'status' | 'whenOpen'>;
  clock: Clock;
  acting: Acting;
  logger: Logger;
  events?: Pick<EventBus, 'emit'>;
}): Audit {
  const { database, secretBox, clock, acting, logger, events } = deps;
  const store = createAuditStore(database);
  // A note is no part of what its caller does, which may be a transaction that is undone.
  const apart = AsyncLocalStorage.snapshot();
  const writing = new Set<Promise<void>>();
  /** Opened once: by its ciphertext, for a transaction that made one may have been undone. */
  let opened: { readonly sealed: Uint8Array; readonly key: Uint8Array } | null = null;

  function keyOf({ sealing_key: sealed }: Pick<AuditState, 'sealing_key'>): Uint8Array {
    if (!opened || Buffer.compare(opened.sealed, sealed) !== 0) {
      opened = { sealed, key: secretBox.open(KEY_PLACE, sealed) };
    }
    return opened.key;
  }

  async function begun(): Promise<AuditState> {
    const key = randomBytes(KEY_BYTES);
    const state = {
      sealing_key: secretBox.seal(KEY_PLACE, key),
      ...headAt(key, 0, NO_SEAL, clock.now()),
    };
    await store.begin(state);
    return state;
  }

  function fieldsOf(actor: Actor, event: AuditEvent, seq: number): SealedFields {
    const { action, payload, result = 'success' } = event;
    const { target_type = action.split('.')[0] ?? '', target_id } = event;
    return {
      seq,
      id: uuid(),
      created_at: clock.now(),
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor: clean(actor.name) ?? '',
      action,
      target_type,
      target_id: clean(target_id),
      payload_redacted: payload === undefined ? null : JSON.stringify(redactPayload(payload)),
      ip: actor.ip,
      ua: clean(actor.ua),
      result,
      request_id: actor.request_id,
    };
  }

  const write = (actor: Actor, event: AuditEvent): Promise<void> =>
    database.transact(async () => {
      const state = (await store.state()) ?? (await begun());
      const key = keyOf(state);
      const fields = fieldsOf(actor, event, state.newest + 1);
      const seal = sealOf(key, state.last_seal, fields);
      await store.append({ ...fields, seal }, headAt(key, fields.seq, seal, state.begun_at));
      events?.emit('audit.recorded', { action: event.action });
    });

  const actorOf = (event: AuditEvent): Actor => ({ ...acting.current(), ...event.actor });

  const withEntry: AuditTrail['with'] = (event, work) =>
    database.transact(async () => {
      const done = await work();
      const told = typeof event === 'function' ? event(done) : event;
      await write(actorOf(told), told);
      return done;
    });

  function writeApart({ actor, event }: Noted): void {
    const done: Promise<void> = apart(() => write(actor, event))
      .catch((error: unknown) => {
        logger.warn({ error, action: event.action }, 'The audit log could not be told');
      })
      .finally(() => writing.delete(done));
    writing.add(done);
  }

  const collapse = createCollapse({
    clock,
    tell: writeApart,
    others: (times) => ({
      actor: SYSTEM,
      event: { action: 'audit.others', result: 'failure', payload: { times } },
    }),
  });

  /** What counts as the same: the same thing, tried by the same person or from the same network. */
  const kindOf = ({ actor, event }: Noted): string =>
    JSON.stringify([
      actor.id ?? (actor.ip === null ? null : addressKey(actor.ip)),
      event.action,
      event.target_id,
      event.result,
    ]);

  const verify = createVerify({ store, keyOf, clock });

  const prune = (before: number): Promise<number> =>
    database.transact(async () => {
      const last = await store.lastBefore(before);
      if (!last) return 0;
      const state = (await store.state()) ?? (await begun());
      const count = await store.prune(checkpointAt(keyOf(state), last.seq, last.seal, clock.now()));
      await write(acting.current(), {
        action: 'audit.prune',
        payload: { entries: count, up_to: last.seq, before: new Date(before).toISOString() },
      });
      return count;
    });

  return {
    record: (event) => write(actorOf(event), event),
    with: withEntry,
    async withLater(eventOf, work) {
      if (secretBox.status().state === 'open') return withEntry(eventOf, work);
      const done = await work();
      const event = eventOf(done);
      const payload = { ...(event.payload as object | undefined), at: new Date(clock.now()).toISOString() };
      const actor = actorOf(event);
      logger.warn({ action: event.action, actor: actor.id }, 'Done while the audit log cannot be written');
      void secretBox.whenOpen().then(() => {
        writeApart({ actor, event: { ...event, payload } });
      });
      return done;
    },
    note(event) {
      const noted = { actor: actorOf(event), event };
      collapse.note(kindOf(noted), noted);
    },
    list: (filter, page) => store.list(filter, page),
    async *all(filter, most) {
      let seq = Number.MAX_SAFE_INTEGER;
      for (let left = most; left > 0;) {
        const rows = await store.before(filter, seq, Math.min(CHUNK, left));
        yield* rows;
        left -= rows.length;
        const last = rows.at(-1);
        if (!last) return;
        ({ seq } = last);
        // The database answers without ever letting go: others are let in here.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    verify,
    prune,
    async keepUp(ageMs) {
      const now = clock.now();
      const checkpoint = await store.checkpoint();
      if (checkpoint && now - checkpoint.pruned_at < DAY_MS) return;
      if (!(await store.lastBefore(now - ageMs))) return;
      const { fault } = await verify();
      if (fault) logger.error({ ...fault }, 'The audit log is broken and is not pruned');
      else await prune(now - ageMs);
    },
    async stop() {
      collapse.flush();
      await Promise.all(writing);
    },
  };
}
