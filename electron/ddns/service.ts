/** The service: when updates run, how they are paused, and what is told of them. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { DdnsStatus, PlannedStep, Stage, Trigger, UpdateResult } from '../../shared/api/ddns.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { AuditEvent, AuditTrail } from '../kernel/audit.ts';
import { toTimestamp, toTimestampOrNull, type Cancel } from '../kernel/clock.ts';
import { messageOf } from '../kernel/errors.ts';
import { patiently, type Jobs, type RunningJob } from '../kernel/jobs.ts';
import type { Scheduler, ScheduledTask } from '../kernel/scheduler.ts';
import { look, settleOpen, type CycleOutcome, type CycleRequest } from './cycle.ts';
import { createGrounds, type Grounds, type GroundsDeps } from './grounds/grounds.ts';
import type { Runner } from './grounds/runner.ts';
import { createHosts, type Hosts } from './hosts.ts';
import type { Machine } from './machine/index.ts';
import type { HistoryRow, Zones } from './model.ts';
import type { Step } from './plan.ts';
import type { Publication } from './inbound/update.ts';
import { createRecords, type Records } from './records.ts';
import type { DdnsState } from './state.ts';
import { currentIp, describeHost, judgeAll, sentence } from './status.ts';
import type { HistoryQuery } from './store.ts';

/** What the service needs besides what its grounds need. */
export interface DdnsServiceDeps extends Omit<GroundsDeps, 'mayRetry' | 'onEnd'> {
  readonly machine: Machine;
  readonly audit: AuditTrail;
  readonly zones: Zones;
  /** The source that a public name in an account has unless told. */
  readonly standardSource: () => string | null;
  readonly knowsSource: (sourceId: string) => boolean;
  /** What a host's device told is dropped. */
  readonly forgetClaims: (hostId: string) => void;
  readonly scheduler: Scheduler;
  readonly jobs: Jobs;
  /** Time between two checks, seconds. */
  readonly intervalSeconds: () => number;
}

/** How often the machine's addresses are compared. Costs about 0.1 ms. */
const WATCH_MS = 2000;
/** A gap between two looks at the clock that only sleep explains. */
const SLEPT_MS = 30_000;
/** Checks are up to a tenth of the interval late, so that many installations do not act in one second. */
const JITTER = 0.1;
/** How long a device waits for its answer, ms: most give up after ten seconds. */
const PUBLISH_PATIENCE_MS = 8_000;
/** Name that the first start keeps. */
const FIRST_NAME = 'nas.home.arpa';

/** The `ddns` area. */
export interface DdnsService {
  readonly hosts: Hosts;
  readonly records: Records;
  readonly grounds: Grounds;
  /** Begins with a check at once. */
  start(): void;
  /** Ends after the running update. */
  stop(): Promise<void>;
  status(words: Words): DdnsStatus;
  history(query: HistoryQuery): Promise<{ rows: readonly HistoryRow[]; total: number }>;
  plan(): Promise<readonly PlannedStepDraft[]>;
  /** An update as a job; joins one that is under way. `beforeNew` is called, and may refuse, where it has to begin one. */
  update(force: boolean, beforeNew?: () => void): Promise<{ job: RunningJob<UpdateDraft>; joined: boolean }>;
  /** Updates the ground of a host, and waits for it a while. */
  settleHost(hostId: string): Promise<void>;
  /** Brings names to where their devices' claims say, and waits for it a while. One entry for each id. */
  publish(hostIds: readonly string[]): Promise<ReadonlyMap<string, Publication>>;
  /** Checks soon, without anybody waiting for it; not while checks are paused. */
  checkSoon(trigger: Trigger): void;
  pause(until: number | null): Promise<{ since: number; until: number | null }>;
  resume(): Promise<void>;
}

/** A planned step whose reason is not yet in words. */
export type PlannedStepDraft = Omit<PlannedStep, 'reason'> & { readonly reason: StoredReason | null };
/** An update's result whose rows are not yet in words. */
export type UpdateDraft = Omit<UpdateResult, 'changes' | 'job_id' | 'joined'> & {
  readonly changes: readonly HistoryRow[];
};

/** The updates of all grounds as one. */
type Outcome = Omit<CycleOutcome, 'next_try' | 'open' | 'is_held'>;

const stageOrder: readonly Stage[] = [
  'detect',
  'filter',
  'derive',
  'plan',
  'apply',
  'verify',
  'record',
  'announce',
];

/** One outcome of several. */
function together(outcomes: readonly CycleOutcome[], startedAt: number, now: number): Outcome {
  const sum = (pick: (outcome: CycleOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return {
    started_at: Math.min(startedAt, ...outcomes.map(({ started_at }) => started_at)),
    finished_at: Math.max(now, ...outcomes.map(({ finished_at }) => finished_at)),
    changed: sum(({ changed }) => changed),
    unchanged: sum(({ unchanged }) => unchanged),
    failed: sum(({ failed }) => failed),
    entries: outcomes.flatMap(({ entries }) => entries),
  };
}

/** Makes the service. Names of the first start are made here; open ends of a killed process are settled by updates. */
export async function createDdnsService(deps: DdnsServiceDeps): Promise<DdnsService> {
  const { store, state, audit, clock, scheduler, jobs, logger, zones } = deps;
  const grounds = createGrounds({
    ...deps,
    mayRetry: () => !isPaused(),
    onEnd: (ground) => {
      // The checks of all are counted from the last look at all: a look at our own zones alone must not put them off.
      if (ground.account_id !== null || !hasAskedAll) return;
      hasAskedAll = false;
      checks?.restart();
    },
  });
  const hosts = createHosts({ ...deps, grounds });
  const records = createRecords({ ...deps, grounds });
  const startedAt = clock.elapsed();
  let jobId: string | null = null;
  let job: { readonly force: boolean; readonly started: Promise<RunningJob<UpdateDraft>> } | null = null;
  let checks: ScheduledTask | null = null;
  let hasAskedAll = false;
  let cancelResume: Cancel = () => undefined;
  let signature = '';
  let lastLook = clock.now();
  const told = new Map<string, { version: number; nextAt: number | null; status: DdnsStatus }>();

  if ((await store.service()) === null) await firstStart();
  await settleOpen(deps, grounds.embedded.ground);

  async function firstStart(): Promise<void> {
    await deps.transact(async () => {
      if (state.hosts.size === 0 && zones.zoneOf(FIRST_NAME) !== null)
        await hosts.create({ name: FIRST_NAME });
      await store.putService(state.service);
    });
  }

  /** A check that nobody asked for holds a newer address back: who asks now and joined one asks once more then. */
  function askOne(
    runner: Runner,
    request: CycleRequest,
    mayJoin: boolean,
  ): { readonly outcome: Promise<CycleOutcome>; readonly joined: boolean } {
    const asked = runner.queue.ask(request, mayJoin);
    if (!asked.joined || request.trigger !== 'manual') return asked;
    const outcome = asked.outcome.then((first) =>
      first.is_held ? askOne(runner, request, mayJoin).outcome : first,
    );
    return { outcome, joined: true };
  }

  /** Asks every ground at once; none waits for another. */
  function ask(
    request: CycleRequest,
    mayJoin: boolean,
  ): { readonly outcomes: readonly Promise<CycleOutcome>[]; readonly joined: boolean } {
    signature = readSignature();
    hasAskedAll = true;
    const asked = grounds.active().map((runner) => askOne(runner, request, mayJoin));
    return { outcomes: asked.map(({ outcome }) => outcome), joined: asked.every(({ joined }) => joined) };
  }

  /** The least advanced of what runs. */
  function running(): { stage: Stage; progress: number; started_at: number } | null {
    const all = grounds.all().flatMap((runner) => runner.running() ?? []);
    const [first] = all;
    if (!first) return null;
    const progress = all.reduce((sum, one) => sum + one.progress, 0) / all.length;
    const stage = all.reduce((least, one) =>
      stageOrder.indexOf(one.stage) < stageOrder.indexOf(least.stage) ? one : least,
    ).stage;
    return { stage, progress, started_at: Math.min(...all.map(({ started_at }) => started_at)) };
  }

  /** For updates that nobody waits for: none while checks are paused. */
  function checkSoon(trigger: Trigger): void {
    if (isPaused()) return;
    for (const outcome of ask({ trigger, force: false }, false).outcomes) {
      outcome.catch((error: unknown) => {
        logger.error({ error, trigger }, 'An update failed');
      });
    }
  }

  const isPaused = (): boolean => state.service.paused_since !== null;

  /** A machine that cannot be asked has a signature too; why it cannot, the update tells. */
  function readSignature(): string {
    try {
      return deps.machine.signature();
    } catch (error) {
      return messageOf(error);
    }
  }

  function watch(): void {
    const now = clock.now();
    const slept = Math.abs(now - lastLook) > SLEPT_MS;
    lastLook = now;
    const seen = readSignature();
    if (seen === signature && !slept) return;
    signature = seen;
    checkSoon('address_change');
  }

  function armResume(): void {
    cancelResume();
    const { paused_until: until } = state.service;
    if (until === null) return;
    cancelResume = clock.after(until - clock.now(), () => {
      // A timer may fire early where the time is far away or the clock was set back.
      if (clock.now() < until) armResume();
      else {
        resume(null).catch((error: unknown) => {
          logger.error({ error }, 'Checks could not be resumed');
        });
      }
    });
  }

  /** With `asked`, somebody wanted it: it is told together with it. */
  async function putPause(
    since: number | null,
    until: number | null,
    asked: AuditEvent | null,
  ): Promise<void> {
    const pause = { paused_since: since, paused_until: until };
    const write = (): Promise<void> => store.putService(pause);
    await (asked ? audit.with(asked, write) : write());
    // An update may have ended meanwhile.
    state.service = { ...state.service, ...pause };
    state.touch();
    armResume();
  }

  async function resume(asked: AuditEvent | null): Promise<void> {
    await putPause(null, null, asked);
    checkSoon('resume');
  }

  function describe(words: Words): DdnsStatus {
    const { last_check: lastCheck, paused_since: since, paused_until: until } = state.service;
    const list = hosts.list().map((host) => describeHost(host, state, words));
    const settled = judgeAll(list, isPaused());
    const checked = toTimestampOrNull(lastCheck);
    const current = running();
    const next = toTimestampOrNull(isPaused() ? until : (checks?.nextAt() ?? null));
    return {
      ddns_enabled: !isPaused(),
      ddns_running: isAlive(),
      last_check: checked,
      current_ip: currentIp(hosts.list()[0], state.sighting),
      domain: list[0]?.name ?? null,
      status: current ? words.say('status.ddns.working') : sentence(settled, list, words),
      next_check: next,
      uptime: uptime(),
      state: current ? 'working' : settled,
      paused_since: toTimestampOrNull(since),
      paused_until: toTimestampOrNull(until),
      update: current && {
        job_id: jobId,
        stage: current.stage,
        progress: current.progress,
        started_at: toTimestamp(current.started_at),
      },
      hosts: list.map((host) => ({ ...host, last_check: checked, next_check: host.enabled ? next : null })),
    };
  }

  const isAlive = (): boolean => checks !== null && scheduler.overdue().length === 0;
  const uptime = (): number => Math.floor((clock.elapsed() - startedAt) / 1000);

  return {
    hosts,
    records,
    grounds,
    checkSoon,
    resume: () => resume({ action: 'ddns.resume' }),
    async publish(hostIds) {
      const results = new Map<string, Publication>(hostIds.map((id) => [id, 'waiting']));
      // What a device told is stored; while checks are paused, that is all.
      if (isPaused()) return results;
      const accountIds = new Set(hostIds.map((id) => hosts.get(id).account_id));
      const updates = [...accountIds].map(async (accountId) => {
        const own = hostIds.filter((id) => hosts.get(id).account_id === accountId);
        const { outcome } = grounds.of(accountId).queue.ask({ trigger: 'inbound', force: false }, false);
        const { entries } = await outcome;
        for (const id of own) results.set(id, publicationOf(id, entries, state));
      });
      try {
        await patiently(clock, Promise.all(updates), PUBLISH_PATIENCE_MS);
      } catch (error) {
        logger.error({ error }, 'An update failed');
        for (const [id, result] of results) if (result === 'waiting') results.set(id, 'failed');
      }
      return results;
    },
    async settleHost(hostId) {
      const { queue } = grounds.of(hosts.get(hostId).account_id);
      try {
        await patiently(clock, queue.ask({ trigger: 'host_change', force: false }, false).outcome);
      } catch (error) {
        logger.error({ error }, 'An update failed');
      }
    },
    start() {
      signature = readSignature();
      armResume();
      checks = scheduler.every({
        name: 'ddns.check',
        intervalMs: () => deps.intervalSeconds() * 1000,
        jitter: JITTER,
        run: async () => {
          // Our own zones answer at once; whoever is slow is not waited for.
          if (isPaused()) return;
          const [own, ...others] = ask({ trigger: 'schedule', force: false }, true).outcomes;
          for (const outcome of others) {
            outcome.catch((error: unknown) => {
              logger.error({ error }, 'An update failed');
            });
          }
          await own;
        },
      });
      scheduler.every({
        name: 'ddns.watch',
        intervalMs: () => WATCH_MS,
        run: async () => {
          watch();
          return Promise.resolve();
        },
      });
      checkSoon('start');
    },
    async stop() {
      cancelResume();
      await grounds.stop();
    },
    status(words) {
      // Every open page asks every few seconds; between updates hardly anything of it changes.
      const version = state.version();
      const nextAt = checks?.nextAt() ?? null;
      const known = told.get(words.language);
      const isRunning = running() !== null;
      if (!isRunning && known?.version === version && known.nextAt === nextAt) {
        return { ...known.status, ddns_running: isAlive(), uptime: uptime() };
      }
      const status = describe(words);
      if (!isRunning) told.set(words.language, { version, nextAt, status });
      return status;
    },
    history: (query) => store.history(query),
    async plan() {
      const looks = await Promise.all(
        grounds
          .active()
          .map(({ ground }) =>
            look(deps, ground, { force: false, manual: false, operations: [] }, () => undefined),
          ),
      );
      return looks.flatMap(({ steps }) =>
        steps.map((step) => toPlanned(step, (hostId) => state.hosts.get(hostId)?.name ?? '')),
      );
    },
    async update(force, beforeNew) {
      if (job && (job.force || !force)) return { job: await job.started, joined: true };
      beforeNew?.();
      let joined = false;
      const started = jobs.start<UpdateDraft>('ddns.update', async (ownId) => {
        const now = clock.now();
        for (const { ground } of grounds.active()) {
          if (ground.account_id !== null) grounds.ofAccount(ground.account_id).gate.tryNow();
        }
        const asked = ask({ trigger: 'manual', force }, true);
        joined = asked.joined;
        jobId ??= ownId;
        const outcome = together(await Promise.all(asked.outcomes), now, clock.now());
        const { entries, started_at: began, finished_at: ended, ...counts } = outcome;
        return {
          ...counts,
          forced: force,
          started_at: toTimestamp(began),
          finished_at: toTimestamp(ended),
          current_ip: currentIp(hosts.list()[0], state.sighting),
          changes: entries,
        };
      });
      // Before the job is stored, or whoever asks meanwhile would start another.
      const mine = { force, started };
      job = mine;
      const forget = (): void => {
        if (job !== mine) return;
        job = null;
        jobId = null;
      };
      started.then(({ done }) => done).then(forget, forget);
      return { job: await started, joined };
    },
    async pause(until) {
      const since = state.service.paused_since ?? clock.now();
      const payload = { until: toTimestampOrNull(until) };
      await putPause(since, until, { action: 'ddns.pause', payload });
      return { since, until };
    },
  };
}

/** What became of a name in an update. */
function publicationOf(hostId: string, entries: readonly HistoryRow[], state: DdnsState): Publication {
  const own = entries.filter((entry) => entry.host_id === hostId);
  const sightings = (['A', 'AAAA'] as const).map((family) => state.sighting(hostId, family));
  if (own.some(({ result }) => result === 'failed') || sightings.some((seen) => seen?.failed))
    return 'failed';
  return own.length > 0 ? 'changed' : 'unchanged';
}

function toPlanned(step: Step, nameOf: (hostId: string) => string): PlannedStepDraft {
  if (step.kind === 'delete') {
    const { owner, record } = step;
    return {
      host_id: owner.host_id,
      host: record.name,
      family: owner.family,
      action: 'delete',
      current: record.value,
      desired: null,
      reason: null,
    };
  }
  const { desired } = step;
  return {
    host_id: desired.host_id,
    host: nameOf(desired.host_id),
    family: desired.family,
    action: step.kind,
    current: currentOf(step),
    desired: desired.value,
    reason: step.kind === 'blocked' || step.kind === 'needs_adoption' ? step.reason : desired.reason,
  };
}

function currentOf(step: Exclude<Step, { kind: 'delete' }>): string | null {
  switch (step.kind) {
    case 'create':
      return null;
    case 'needs_adoption':
      return step.candidates.map(({ value }) => value).join(', ');
    case 'update':
    case 'keep':
    case 'blocked':
      return step.record?.value ?? null;
  }
}
