/** The first half of an update, which writes nothing outside: how it stands, what that settles, and what is to be done. */
import type { Family, Stage } from '../../shared/api/ddns.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Ages } from './ages.ts';
import { desire } from './desire.ts';
import type { Ground, Snapshot } from './grounds/ground.ts';
import { isObstacle, type Obstacle } from './model.ts';
import { placesOf, stopOf } from './places.ts';
import { plan, type Step } from './plan.ts';
import { settle, type Settled } from './recover.ts';
import type { Detector } from './sources/detector.ts';
import { hostsOf, type DdnsState } from './state.ts';
import type { DdnsStore } from './store.ts';
import type { Operation } from './operation-store.ts';

/** What looking needs. */
export interface LookDeps {
  readonly store: DdnsStore;
  readonly state: DdnsState;
  readonly detector: Detector;
  readonly ages: Ages;
  readonly transact: <T>(body: () => Promise<T>) => Promise<T>;
  readonly clock: Clock;
}

/** What was found by looking: how it stands, what that settles, and what is to be done. */
export interface Look {
  readonly snapshot: Snapshot;
  readonly settled: Settled;
  readonly steps: readonly Step[];
}

const nothingSettled: Settled = { history: [], records: [], closed: [], open: [] };

const DAY_MS = 24 * 3_600_000;

/** What was written may not be seen yet: it is looked at again when it must be. Times in ms UTC. */
function waitObstacle(since: number, settleMs: number): Obstacle {
  const reason = { code: 'DDNS_OUTCOME_UNKNOWN', params: { seconds: Math.round(settleMs / 1000) } };
  return { reason, next_try: since + settleMs, stops: false };
}

/** Steps 1 to 4, for a dry run as for an update. */
export async function look(
  deps: LookDeps,
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
  deps: Pick<LookDeps, 'store' | 'state' | 'transact' | 'ages'>,
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
  { store, transact, ages }: Pick<LookDeps, 'store' | 'transact' | 'ages'>,
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
