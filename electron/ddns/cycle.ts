/** One update of one ground: detect → filter → derive → plan → apply → verify → record → announce. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Stage, Trigger } from '../../shared/api/ddns.ts';
import { reasonOf } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import { announce } from './announce.ts';
import { claimsOf } from './claims.ts';
import type { Applied, Ground } from './grounds/ground.ts';
import { intend } from './intend.ts';
import { look, type LookDeps } from './look.ts';
import type { HistoryRow } from './model.ts';
import { nextTry } from './next-try.ts';
import { isChange, type Change } from './plan.ts';
import { recording, revisionsOf } from './record.ts';
import { rememberSightings } from './sightings.ts';
import { stages } from './stages.ts';

/** What an update needs. */
export interface CycleDeps extends LookDeps {
  readonly events: EventBus;
  readonly logger: Logger;
}

/** What an update did. Times in ms UTC. */
export interface CycleOutcome {
  readonly started_at: number;
  readonly finished_at: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly entries: readonly HistoryRow[];
  /** When to look again before the next check, ms UTC; `null`: no need. */
  readonly next_try: number | null;
  /** Writes whose outcome is still not known. */
  readonly open: number;
  /** A newer address was seen, and has to last a while. */
  readonly is_held: boolean;
}

/** What is asked of an update. */
export interface CycleRequest {
  readonly trigger: Trigger;
  readonly force: boolean;
}

/** Runs one update to its end. It fails only where not even the outcome can be known; a failed name is an outcome. */
export async function runCycle(
  deps: CycleDeps,
  ground: Ground,
  { trigger, force }: CycleRequest,
  onStage: (stage: Stage, progress: number) => void,
): Promise<CycleOutcome> {
  const { store, state, clock, events, logger } = deps;
  const startedAt = clock.now();
  const reach = (stage: Stage): void => {
    const progress = stages.indexOf(stage) / stages.length;
    onStage(stage, progress);
    events.emit('ddns.stage', { stage, progress });
    logger.debug({ stage, trigger }, 'An update reached a stage');
  };

  const revisions = revisionsOf(ground, state);
  const operations = await store.operations(ground.account_id);
  const { settled, steps } = await look(
    deps,
    ground,
    { force, manual: trigger === 'manual', operations },
    reach,
  );

  reach('apply');
  const changes = steps.filter(isChange);
  const applied = await carryOut(changes);

  reach('verify');
  const claims = claimsOf(state, steps, applied, { everything: force, now: clock.now() });
  const proofs = claims.length === 0 ? [] : await ground.verify(claims);

  reach('record');
  const { history, records, closed } = recording(
    { steps, applied, proofs, now: clock.now(), trigger, revisions },
    state,
  );
  const unstored = await keep();

  reach('announce');
  rememberSightings(state, { steps, applied, proofs, unstored });
  state.service = { ...state.service, last_check: clock.now() };
  state.touch();
  const entries = [...settled.history, ...history];
  announce(entries, { clock, events, logger });
  return {
    started_at: startedAt,
    finished_at: clock.now(),
    changed: applied.filter(({ outcome }) => outcome.ok).length,
    unchanged: steps.filter(({ kind }) => kind === 'keep').length,
    failed:
      applied.filter(({ outcome }) => !outcome.ok).length +
      steps.filter(({ kind }) => kind === 'blocked' || kind === 'needs_adoption').length,
    entries,
    // Our own zones answer at once: no proof of theirs is waited for.
    next_try: nextTry({ steps, applied, proofs: ground.account_id === null ? [] : proofs }, clock.now()),
    open: settled.open.length + applied.filter(({ outcome }) => !outcome.ok && outcome.open).length,
    is_held: steps.some((step) => step.kind !== 'delete' && step.desired.next_try !== null),
  };

  async function carryOut(list: readonly Change[]): Promise<readonly Applied[]> {
    if (list.length === 0) return [];
    const intended = intend(list, { account_id: ground.account_id, now: clock.now(), trigger });
    try {
      await deps.transact(() => store.addOperations(intended));
    } catch (error) {
      // What cannot be remembered is not begun.
      logger.warn({ error }, 'Changes could not be stored, so they were not made');
      const outcome = {
        ok: false,
        reason: reasonOf(error),
        open: false,
        stops: false,
        next_try: null,
      } as const;
      return list.flatMap((change, index) => {
        const operation = intended[index];
        return operation ? [{ change, operation, outcome }] : [];
      });
    }
    for (const { id } of intended) deps.ages.begin(id);
    return ground.apply(list, intended);
  }

  /** Resolves to why the outcome could not be stored, `null` when it is. */
  async function keep(): Promise<StoredReason | null> {
    if (history.length === 0 && records.length === 0 && closed.length === 0) return null;
    try {
      await deps.transact(async () => {
        await store.putFamilyRecords(records);
        await store.addHistory(history);
        await store.clearOperations(closed);
        await store.putService({ last_check: clock.now() });
      });
      state.putRecords(records);
      deps.ages.end(closed);
      return null;
    } catch (error) {
      // The operations are still stored: the next update finds out what became of them.
      logger.warn({ error }, 'The outcome of an update could not be stored');
      return reasonOf(error);
    }
  }
}
