/** One update of one ground: detect → filter → derive → plan → apply → verify → record → announce. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family, Stage, Trigger } from '../../shared/api/ddns.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import { reasonOf } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Ages } from './ages.ts';
import { desire } from './desire.ts';
import type { Applied, Ground, Place, Snapshot } from './grounds/ground.ts';
import { intend } from './intend.ts';
import { isObstacle, type FamilyRecord, type HistoryRow, type Obstacle, type StoredHost } from './model.ts';
import { isChange, plan, type Change, type Desired, type Step } from './plan.ts';
import { settle, type Settled } from './recover.ts';
import { recording, revisionsOf } from './record.ts';
import type { Detector } from './sources/detector.ts';
import { stages } from './stages.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore, Operation } from './store.ts';
import type { Claim } from './verify.ts';

/** What an update needs. */
export interface CycleDeps {
  readonly store: DdnsStore;
  readonly state: DdnsState;
  readonly detector: Detector;
  readonly ages: Ages;
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

const DAY_MS = 24 * 3_600_000;
/** How long after a change its proof is looked for again, ms: soon, then with more patience. */
const PROOF_DELAYS_MS = [5_000, 15_000, 60_000];

/** The hosts of a ground, in their order. */
export function hostsOf(state: Pick<DdnsState, 'hosts'>, accountId: string | null): StoredHost[] {
  return [...state.hosts.values()].filter((host) => host.account_id === accountId);
}

/** What was found by looking: how it stands, what that settles, and what is to be done. */
interface Look {
  readonly snapshot: Snapshot;
  readonly settled: Settled;
  readonly steps: readonly Step[];
}

const nothingSettled: Settled = { history: [], records: [], closed: [], open: [] };

function stopOf(state: DdnsState, ground: Ground, hostId: string, family: Family): Obstacle | null {
  const { stopped } = state.record(hostId, family);
  if (stopped === null) return null;
  const isCurrent =
    stopped.host_revision === state.hosts.get(hostId)?.revision &&
    stopped.account_revision === ground.revision();
  return isCurrent ? { reason: stopped.reason, next_try: null, stops: false } : null;
}

/** What was written may not be seen yet: it is looked at again when it must be. Times in ms UTC. */
function waitObstacle(since: number, settleMs: number): Obstacle {
  const reason = { code: 'DDNS_OUTCOME_UNKNOWN', params: { seconds: Math.round(settleMs / 1000) } };
  return { reason, next_try: since + settleMs, stops: false };
}

/** Every name to look at: what is wanted, what is ours under an older name, and what is still open. */
function placesOf(
  desired: readonly Desired[],
  operations: readonly Operation[],
  state: DdnsState,
  ground: Ground,
): Place[] {
  const places = new Map<string, Place>();
  const open = new Set(operations.map(({ host, family }) => `${host} ${family}`));
  const add = (name: string, family: Family, record: FamilyRecord | null): void => {
    const key = `${name} ${family}`;
    if (places.has(key)) return;
    const isOurs = record?.record_id != null && record.record_name === name;
    places.set(key, {
      name,
      family,
      is_ours: isOurs,
      published: isOurs ? record.published : null,
      // What was sent after it may have arrived: then it is no use that this was sent a moment ago.
      published_at: isOurs && !open.has(key) ? record.sent_at : null,
    });
  };
  for (const { host_id: hostId, family, name } of desired) {
    if (stopOf(state, ground, hostId, family) === null) add(name, family, state.record(hostId, family));
  }
  for (const owner of state.ownedIn(ground.account_id).values()) {
    const record = state.record(owner.host_id, owner.family);
    const isStopped = stopOf(state, ground, owner.host_id, owner.family) !== null;
    const isEnabled = state.hosts.get(owner.host_id)?.enabled ?? false;
    if (record.record_name !== null && !isStopped && isEnabled) add(record.record_name, owner.family, record);
  }
  for (const { host, family } of operations) add(host, family, null);
  return [...places.values()];
}

/** Steps 1 to 4, for a dry run as for an update. */
export async function look(
  deps: CycleDeps,
  ground: Ground,
  options: { readonly force: boolean; readonly manual: boolean; readonly operations: readonly Operation[] },
  reach: (stage: Stage) => void,
): Promise<Look> {
  const { state, clock } = deps;
  const hosts = hostsOf(state, ground.account_id);
  reach('detect');
  const sightOf = await deps.detector.detect(hosts, options.manual);
  reach('filter');
  reach('derive');
  const desired = desire(sightOf, hosts, (id, family) => state.record(id, family).published);
  reach('plan');
  const traits = ground.traits();
  const snapshot = await ground.observe(placesOf(desired, options.operations, state, ground));
  const now = clock.now();
  const settled =
    options.operations.length === 0
      ? nothingSettled
      : settle(options.operations, snapshot, state, { traits, ages: deps.ages });
  // What turns out to be done is ours from now on, also for this plan: once it is stored, or it would be forgotten.
  await storeSettled(deps, settled);
  state.putRecords(settled.records);
  const open = new Map(
    settled.open.map((operation) => [`${operation.host_id} ${operation.family}`, operation]),
  );
  /** A name that moved: while it is not known whether its old record still stands, a new one would make it lost. */
  function unseen(hostId: string, family: Family): Obstacle | null {
    const { record_id: recordId, record_name: name } = state.record(hostId, family);
    if (recordId === null || name === null || name === state.hosts.get(hostId)?.name) return null;
    const found = snapshot.at(name, family);
    return isObstacle(found) ? found : null;
  }
  const steps = plan({
    desired,
    observedAt: snapshot.at,
    observed: snapshot.get,
    owned: state.ownedIn(ground.account_id),
    foreign: (hostId, family) => state.record(hostId, family).foreign_ids,
    hindered(hostId, family) {
      const operation = open.get(`${hostId} ${family}`);
      if (operation) {
        // Where nobody can look, that is what stands in the way, and when to look again.
        const found = snapshot.at(operation.host, family);
        return isObstacle(found) ? found : waitObstacle(now - deps.ages.of(operation.id), traits.settle_ms);
      }
      return stopOf(state, ground, hostId, family) ?? (traits.can_remove ? unseen(hostId, family) : null);
    },
    mayLag(hostId, family) {
      const { record_id: recordId, record_name: name, sent_at: sentAt } = state.record(hostId, family);
      const isRecent = sentAt !== null && Math.abs(now - sentAt) < traits.settle_ms;
      if (recordId === null || !isRecent || name !== state.hosts.get(hostId)?.name) return null;
      return waitObstacle(sentAt, traits.settle_ms);
    },
    frozen: new Set(hosts.filter((host) => !host.enabled).map((host) => host.host_id)),
    rewrite({ host_id: hostId, family }) {
      if (traits.may_rewrite) return options.force;
      const { sent_at: sentAt } = state.record(hostId, family);
      if (traits.refresh_ms === null || sentAt === null) return false;
      // Sent tomorrow: the clock was wrong then, and the time that passed since is not known.
      return now - sentAt >= traits.refresh_ms || sentAt - now > DAY_MS;
    },
    can_remove: traits.can_remove,
    can_stand_beside: traits.can_stand_beside,
  });
  return { snapshot, settled, steps };
}

/**
 * Settles what a killed process left open, without planning anything: what was done is known before anybody asks. For a
 * ground that can be looked at without waiting.
 */
export async function settleOpen(
  deps: Pick<CycleDeps, 'store' | 'state' | 'transact' | 'ages'>,
  ground: Ground,
): Promise<void> {
  const { store, state } = deps;
  const operations = await store.operations(ground.account_id);
  if (operations.length === 0) return;
  const snapshot = await ground.observe(placesOf([], operations, state, ground));
  const settled = settle(operations, snapshot, state, { traits: ground.traits(), ages: deps.ages });
  await storeSettled(deps, settled);
  state.putRecords(settled.records);
}

async function storeSettled(
  { store, transact, ages }: Pick<CycleDeps, 'store' | 'transact' | 'ages'>,
  { records, history, closed }: Settled,
): Promise<void> {
  if (closed.length === 0) return;
  await transact(async () => {
    await store.putFamilyRecords(records);
    await store.addHistory(history);
    await store.clearOperations(closed);
  });
  ages.end(closed);
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
  const claims = claimsOf(steps, applied, force);
  const proofs = claims.length === 0 ? [] : await ground.verify(claims);

  reach('record');
  const { history, records, closed } = recording(
    { steps, applied, proofs, now: clock.now(), trigger, revisions },
    state,
  );
  const unstored = await keep();

  reach('announce');
  remember();
  state.service = { ...state.service, last_check: clock.now() };
  state.touch();
  const entries = [...settled.history, ...history];
  announce(entries);
  return {
    started_at: startedAt,
    finished_at: clock.now(),
    changed: applied.filter(({ outcome }) => outcome.ok).length,
    unchanged: steps.filter(({ kind }) => kind === 'keep').length,
    failed:
      applied.filter(({ outcome }) => !outcome.ok).length +
      steps.filter(({ kind }) => kind === 'blocked' || kind === 'needs_adoption').length,
    entries,
    next_try: nextTry(),
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

  function remember(): void {
    for (const step of steps) {
      if (step.kind === 'delete') continue;
      const { host_id, family, value, reason } = step.desired;
      const adoption = step.kind === 'needs_adoption' ? step.candidates : [];
      const isObstructed = step.kind === 'blocked' || step.kind === 'needs_adoption';
      state.putSighting(host_id, family, {
        detected: value,
        reason: isObstructed ? step.reason : reason,
        failed: isObstructed,
        adoption: adoption.map(({ record_id, value: standing, ttl }) => ({
          record_id,
          value: standing,
          ttl,
        })),
        next_try: step.kind === 'blocked' ? step.next_try : step.desired.next_try,
      });
    }
    for (const { operation, outcome } of applied) {
      const reason = outcome.ok ? unstored : outcome.reason;
      if (reason === null || operation.kind === 'delete') continue;
      state.putSighting(operation.host_id, operation.family, {
        detected: operation.value,
        reason,
        failed: true,
        adoption: [],
        next_try: outcome.ok ? null : outcome.next_try,
      });
    }
    for (const { claim, verification, answer } of proofs) {
      if (verification !== 'mismatch') continue;
      const reason = {
        code: 'DDNS_VERIFY_MISMATCH',
        params: { answer: answer ?? '', expected: claim.value },
      };
      const sighting = { detected: claim.value, reason, failed: true, adoption: [], next_try: null };
      state.putSighting(claim.host_id, claim.family, sighting);
    }
  }

  /** The soonest of: a failure's next try, the end of a hold-down, the next look for a proof. */
  function nextTry(): number | null {
    const now = clock.now();
    const times: number[] = [];
    for (const step of steps) {
      if (step.kind === 'delete') continue;
      const time = step.kind === 'blocked' ? step.next_try : step.desired.next_try;
      if (time !== null) times.push(time);
    }
    for (const { outcome } of applied) {
      if (!outcome.ok && outcome.next_try !== null) times.push(outcome.next_try);
    }
    if (ground.account_id !== null) {
      for (const { claim, verification } of proofs) {
        const age = claim.since === null ? Infinity : now - claim.since;
        const delay = PROOF_DELAYS_MS.find((ms) => age < ms);
        if (verification === 'pending' && delay !== undefined && claim.since !== null)
          times.push(claim.since + delay);
      }
    }
    return times.length === 0 ? null : Math.min(...times);
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
      if (step.kind !== 'keep' && !isChange(step)) return [];
      if (step.kind === 'delete' || step.desired.value === null) return [];
      const { host_id: hostId, family, name, value } = step.desired;
      const record = state.record(hostId, family);
      const due = isChange(step) ? written.has(step) : everything || record.verification !== 'verified';
      const since = isChange(step) ? clock.now() : record.sent_at;
      return due ? [{ host_id: hostId, name, family, value, since }] : [];
    });
  }
}
