/** Follows the whole chain, a part at a time: requests are answered in between. */
import type { Clock } from '../../kernel/clock.ts';
import { OperationalError } from '../../kernel/errors.ts';
import { createFollower, type Fault } from './chain.ts';
import type { AuditState, AuditStore } from './store.ts';

/** What following the chain found. Moments in ms UTC. */
export interface Verification {
  /** Entries that were followed. */
  readonly entries: number;
  readonly checked_at: number;
  /** `null` where nothing was written yet. */
  readonly begun_at: number | null;
  /** The last entry there ever was, with its seal: written down elsewhere, they show a log that was put back. */
  readonly newest: number;
  readonly last_seal: string;
  readonly fault: Fault;
  /** The last of the entries that were pruned. */
  readonly checkpoint: { readonly seq: number; readonly pruned_at: number } | null;
}

const CHUNK = 500;

/** A way to verify. Who asks while it is under way is given the same answer. */
export function createVerify(deps: {
  store: AuditStore;
  /** The key of the seals. @throws {OperationalError} while the secret box is locked; an Error where it was altered */
  keyOf: (state: AuditState) => Uint8Array;
  clock: Clock;
}): () => Promise<Verification> {
  const { store, keyOf, clock } = deps;
  let running: Promise<Verification> | null = null;

  async function follow(): Promise<Verification> {
    const state = await store.state();
    const checkpoint = (await store.checkpoint()) ?? null;
    const found = {
      checked_at: clock.now(),
      begun_at: state?.begun_at ?? null,
      newest: state?.newest ?? 0,
      last_seal: state?.last_seal ?? '',
      checkpoint: checkpoint && { seq: checkpoint.seq, pruned_at: checkpoint.pruned_at },
    };
    const headless = { ...found, entries: 0, fault: { seq: found.newest, problem: 'head' as const } };
    if (!state) return (await store.following(0, 1)).length > 0 ? headless : { ...headless, fault: null };
    let key: Uint8Array;
    try {
      key = keyOf(state);
    } catch (error) {
      if (error instanceof OperationalError) throw error;
      // Its ciphertext was altered.
      return headless;
    }
    const follower = createFollower(key, checkpoint);
    let entries = 0;
    let seq = 0;
    for (;;) {
      const rows = await store.following(seq, CHUNK);
      for (const row of rows) {
        entries += 1;
        if (!follower.next(row)) return { ...found, entries, fault: follower.end(state) };
      }
      const last = rows.at(-1);
      if (!last) return { ...found, entries, fault: follower.end(state) };
      ({ seq } = last);
      // The database answers without ever letting go: others are let in here.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Entries that were pruned meanwhile are not missing. */
  async function followWhole(): Promise<Verification> {
    for (;;) {
      const found = await follow();
      const checkpoint = await store.checkpoint();
      if (found.fault === null || checkpoint?.seq === found.checkpoint?.seq) return found;
    }
  }

  return () =>
    (running ??= followWhole().finally(() => {
      running = null;
    }));
}
