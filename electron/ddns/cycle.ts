/** One update: detect → filter → derive → plan → apply → verify → record → announce. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Stage, Trigger } from '../../shared/api/ddns.ts';
import type { Clock } from '../kernel/clock.ts';
import { messageOf, reasonOf } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import { toTimestamp } from '../kernel/clock.ts';
import { apply, intend, type Applied } from './apply.ts';
import { desire, type Reading } from './desire.ts';
import type { Machine } from './machine/index.ts';
import type { AskZone, HistoryRow, Zones } from './model.ts';
import { isChange, plan, type Change, type Desired, type Step } from './plan.ts';
import { recover } from './recover.ts';
import { recording } from './record.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore } from './store.ts';
import { verify, type Claim, type Proof } from './verify.ts';

/** What an update needs. */
export interface CycleDeps {
  readonly store: DdnsStore;
  readonly state: DdnsState;
  readonly zones: Zones;
  readonly askZone: AskZone;
  readonly machine: Machine;
  readonly transact: <T>(body: () => Promise<T>) => Promise<T>;
  readonly clock: Clock;
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
}

const stages: readonly Stage[] = [
  'detect',
  'filter',
  'derive',
  'plan',
  'apply',
  'verify',
  'record',
  'announce',
];

/** Steps 1 to 4, for a dry run as for an update. */
export async function look(deps: CycleDeps, force: boolean, reach: (stage: Stage) => void): Promise<Step[]> {
  const { state, zones } = deps;
  reach('detect');
  const reading: Reading = await deps.machine.read().catch((error: unknown) => {
    deps.logger.warn({ error }, 'The addresses of this machine could not be read');
    return { code: 'DDNS_DETECTION_FAILED', params: { problem: messageOf(error) } };
  });
  reach('filter');
  reach('derive');
  const desired = desire(reading, state.hosts.values(), (id, family) => state.record(id, family).published);
  reach('plan');
  return plan({
    desired,
    observedAt: (name) => zones.list({ name }),
    observed: (recordId) => zones.get(recordId),
    owned: state.owned,
    frozen: new Set([...state.hosts.values()].filter((host) => !host.enabled).map((host) => host.host_id)),
    force,
  });
}

/** Runs one update to its end. It fails only where not even the outcome can be known; a failed name is an outcome. */
export async function runCycle(
  deps: CycleDeps,
  options: { readonly trigger: Trigger; readonly force: boolean },
  onStage: (stage: Stage, progress: number) => void,
): Promise<CycleOutcome> {
  const { store, state, zones, clock, events, logger } = deps;
  const { trigger, force } = options;
  const startedAt = clock.now();
  const reach = (stage: Stage): void => {
    const progress = stages.indexOf(stage) / stages.length;
    onStage(stage, progress);
    events.emit('ddns.stage', { stage, progress });
    logger.debug({ stage, trigger }, 'An update reached a stage');
  };

  const owed = await recover(deps);
  const steps = await look(deps, force, reach);

  reach('apply');
  const changes = steps.filter(isChange);
  const applied = await carryOut(changes);

  reach('verify');
  const proofs = await verify(deps.askZone, claimsOf(steps, applied, force), logger);

  reach('record');
  const { history, records } = recording({ steps, applied, proofs, now: clock.now(), trigger }, state);
  const unstored = await keep();

  reach('announce');
  remember(steps, applied, proofs, unstored);
  state.service = { ...state.service, last_check: clock.now() };
  state.touch();
  const entries = [...owed, ...history];
  announce(entries);
  const failed =
    applied.filter(({ outcome }) => !outcome.ok).length +
    steps.filter(({ kind }) => kind === 'blocked').length;
  return {
    started_at: startedAt,
    finished_at: clock.now(),
    changed: applied.filter(({ outcome }) => outcome.ok).length,
    unchanged: steps.filter(({ kind }) => kind === 'keep').length,
    failed,
    entries,
  };

  async function carryOut(list: readonly Change[]): Promise<Applied[]> {
    if (list.length === 0) return [];
    const operations = intend(list, { now: clock.now(), trigger });
    try {
      await deps.transact(() => store.addOperations(operations));
    } catch (error) {
      // What cannot be remembered is not begun.
      logger.warn({ error }, 'Changes could not be stored, so they were not made');
      const reason = reasonOf(error);
      return list.flatMap((change, index) => {
        const operation = operations[index];
        return operation ? [{ change, operation, outcome: { ok: false as const, reason } }] : [];
      });
    }
    return apply(zones, list, operations);
  }

  /** Resolves to why the outcome could not be stored, `null` when it is. */
  async function keep(): Promise<StoredReason | null> {
    if (history.length === 0 && records.length === 0 && applied.length === 0) return null;
    try {
      await deps.transact(async () => {
        await store.putFamilyRecords(records);
        await store.addHistory(history);
        await store.clearOperations();
        await store.putService({ ...state.service, last_check: clock.now() });
      });
      state.putRecords(records);
      return null;
    } catch (error) {
      // The operations are still stored: the next update finds out what became of them.
      logger.warn({ error }, 'The outcome of an update could not be stored');
      return reasonOf(error);
    }
  }

  function remember(
    all: readonly Step[],
    done: readonly Applied[],
    found: readonly Proof[],
    notStored: StoredReason | null,
  ): void {
    for (const step of all) {
      if (step.kind === 'delete') continue;
      const { host_id, family, value, reason } = step.desired;
      const blocked = step.kind === 'blocked';
      state.putSighting(host_id, family, {
        detected: value,
        reason: blocked ? step.reason : reason,
        failed: blocked,
      });
    }
    for (const { operation, outcome } of done) {
      const reason = outcome.ok ? notStored : outcome.reason;
      if (reason === null || operation.kind === 'delete') continue;
      state.putSighting(operation.host_id, operation.family, {
        detected: operation.value,
        reason,
        failed: true,
      });
    }
    for (const { claim, verification, answer } of found) {
      if (verification !== 'mismatch') continue;
      const reason = {
        code: 'DDNS_VERIFY_MISMATCH',
        params: { answer: answer ?? '', expected: claim.value },
      };
      state.putSighting(claim.host_id, claim.family, { detected: claim.value, reason, failed: true });
    }
  }

  function announce(rows: readonly HistoryRow[]): void {
    for (const row of rows) {
      const fields = { host: row.host, family: row.family, ip: row.ip, previous_ip: row.previous_ip };
      if (row.result === 'failed')
        logger.warn({ ...fields, reason: row.reason }, 'A name could not be updated');
      else logger.info({ ...fields, result: row.result, trigger: row.trigger }, 'A name was updated');
    }
    events.emit('ddns.updated', {
      at: clock.now(),
      entries: rows.map(({ reason: _reason, timestamp, ...row }) => ({
        ...row,
        timestamp: toTimestamp(timestamp),
      })),
    });
  }

  /** What was written now, and what stands there but was never proven; with force, everything. */
  function claimsOf(all: readonly Step[], done: readonly Applied[], everything: boolean): Claim[] {
    const written = new Set(done.filter(({ outcome }) => outcome.ok).map(({ change }) => change));
    return all.flatMap((step) => {
      if (step.kind === 'delete' || step.kind === 'blocked' || step.desired.value === null) return [];
      const proven = state.record(step.desired.host_id, step.desired.family).verification === 'verified';
      const due = isChange(step) ? written.has(step) : everything || !proven;
      return due ? [claim(step.desired, step.desired.value)] : [];
    });
  }
}

function claim({ host_id, name, family }: Desired, value: string): Claim {
  return { host_id, name, family, value };
}
