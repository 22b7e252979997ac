/** The service: when updates run, how they are paused, and what is told of them. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { DdnsStatus, PlannedStep, Stage, Trigger, UpdateResult } from '../../shared/api/ddns.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestamp, toTimestampOrNull, type Cancel } from '../kernel/clock.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Jobs, RunningJob } from '../kernel/jobs.ts';
import { createLock } from '../kernel/lock.ts';
import type { Scheduler, ScheduledTask } from '../kernel/scheduler.ts';
import { look, runCycle, type CycleDeps, type CycleOutcome } from './cycle.ts';
import { createHosts, type Hosts } from './hosts.ts';
import type { HistoryRow } from './model.ts';
import type { Step } from './plan.ts';
import { createRecords, type Records } from './records.ts';
import { recover } from './recover.ts';
import { currentIp, describeHost, judgeAll, sentence } from './status.ts';
import type { HistoryQuery } from './store.ts';
import { createUpdateQueue } from './update-queue.ts';

/** What the service needs besides what an update needs. */
export interface DdnsServiceDeps extends CycleDeps {
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
/** Name that the first start keeps. */
const FIRST_NAME = 'nas.home.arpa';

/** An update under way, as it is told. */
interface Running {
  stage: Stage;
  progress: number;
  readonly started_at: number;
  job_id: string | null;
}

/** The `ddns` area. */
export interface DdnsService {
  readonly hosts: Hosts;
  readonly records: Records;
  /** Begins with a check at once. */
  start(): void;
  /** Ends after the running update. */
  stop(): Promise<void>;
  status(words: Words): DdnsStatus;
  history(query: HistoryQuery): Promise<{ rows: readonly HistoryRow[]; total: number }>;
  plan(): Promise<readonly PlannedStepDraft[]>;
  /** An update as a job; joins one that is under way. */
  update(force: boolean): Promise<{ job: RunningJob<UpdateDraft>; joined: boolean }>;
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

/** Makes the service. Names of the first start are made here; open ends of a killed process are settled here. */
export async function createDdnsService(deps: DdnsServiceDeps): Promise<DdnsService> {
  const { store, state, clock, scheduler, jobs, logger, zones } = deps;
  const withoutUpdate = createLock();
  const hosts = createHosts({ ...deps, withoutUpdate });
  const records = createRecords(deps);
  const queue = createUpdateQueue(runNow);
  const startedAt = clock.elapsed();
  let running: Running | null = null;
  let job: { readonly force: boolean; readonly started: Promise<RunningJob<UpdateDraft>> } | null = null;
  let checks: ScheduledTask | null = null;
  let cancelResume: Cancel = () => undefined;
  let signature = '';
  let lastLook = clock.now();
  const told = new Map<string, { version: number; nextAt: number | null; status: DdnsStatus }>();

  if ((await store.service()) === null) await firstStart();
  await recover(deps);

  async function firstStart(): Promise<void> {
    await deps.transact(async () => {
      if (state.hosts.size === 0 && zones.zoneOf(FIRST_NAME) !== null)
        await hosts.create({ name: FIRST_NAME });
      await store.putService(state.service);
    });
  }

  async function runNow(request: { trigger: Trigger; force: boolean }): Promise<CycleOutcome> {
    const current: Running = { stage: 'detect', progress: 0, started_at: clock.now(), job_id: null };
    running = current;
    signature = readSignature();
    try {
      return await withoutUpdate(() =>
        runCycle(deps, request, (stage, progress) => {
          current.stage = stage;
          current.progress = progress;
        }),
      );
    } finally {
      running = null;
      checks?.restart();
    }
  }

  /** For updates that nobody waits for: none while checks are paused. */
  function checkSoon(trigger: Trigger): void {
    if (isPaused()) return;
    queue.ask({ trigger, force: false }, false).outcome.catch((error: unknown) => {
      logger.error({ error, trigger }, 'An update failed');
    });
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
        resume().catch((error: unknown) => {
          logger.error({ error }, 'Checks could not be resumed');
        });
      }
    });
  }

  async function putPause(since: number | null, until: number | null): Promise<void> {
    const pause = { paused_since: since, paused_until: until };
    await store.putService({ ...state.service, ...pause });
    // An update may have ended meanwhile.
    state.service = { ...state.service, ...pause };
    state.touch();
    armResume();
  }

  async function resume(): Promise<void> {
    await putPause(null, null);
    checkSoon('resume');
  }

  function describe(words: Words): DdnsStatus {
    const { last_check: lastCheck, paused_since: since, paused_until: until } = state.service;
    const list = hosts.list().map((host) => describeHost(host, state, words));
    const settled = judgeAll(list, isPaused());
    const checked = toTimestampOrNull(lastCheck);
    const next = toTimestampOrNull(isPaused() ? until : (checks?.nextAt() ?? null));
    return {
      ddns_enabled: !isPaused(),
      ddns_running: isAlive(),
      last_check: checked,
      current_ip: currentIp(hosts.list()[0], state.sighting),
      domain: list[0]?.name ?? null,
      status: running ? words.say('status.ddns.working') : sentence(settled, list, words),
      next_check: next,
      uptime: uptime(),
      state: running ? 'working' : settled,
      paused_since: toTimestampOrNull(since),
      paused_until: toTimestampOrNull(until),
      update: running && {
        job_id: running.job_id,
        stage: running.stage,
        progress: running.progress,
        started_at: toTimestamp(running.started_at),
      },
      hosts: list.map((host) => ({ ...host, last_check: checked, next_check: host.enabled ? next : null })),
    };
  }

  const isAlive = (): boolean => checks !== null && scheduler.overdue().length === 0;
  const uptime = (): number => Math.floor((clock.elapsed() - startedAt) / 1000);

  return {
    hosts,
    records,
    checkSoon,
    resume,
    start() {
      signature = readSignature();
      armResume();
      checks = scheduler.every({
        name: 'ddns.check',
        intervalMs: () => deps.intervalSeconds() * 1000,
        jitter: JITTER,
        run: async () => {
          if (!isPaused()) await queue.ask({ trigger: 'schedule', force: false }, true).outcome;
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
      await queue.stop();
    },
    status(words) {
      // Every open page asks every few seconds; between updates hardly anything of it changes.
      const version = state.version();
      const nextAt = checks?.nextAt() ?? null;
      const known = told.get(words.language);
      if (!running && known?.version === version && known.nextAt === nextAt) {
        return { ...known.status, ddns_running: isAlive(), uptime: uptime() };
      }
      const status = describe(words);
      if (!running) told.set(words.language, { version, nextAt, status });
      return status;
    },
    history: (query) => store.history(query),
    async plan() {
      const steps = await look(deps, false, () => undefined);
      return steps.map((step) => toPlanned(step, (hostId) => state.hosts.get(hostId)?.name ?? ''));
    },
    async update(force) {
      if (job && (job.force || !force)) return { job: await job.started, joined: true };
      let joined = false;
      const started = jobs.start<UpdateDraft>('ddns.update', async (jobId) => {
        const asked = queue.ask({ trigger: 'manual', force }, true);
        joined = asked.joined;
        if (running) running.job_id ??= jobId;
        const outcome = await asked.outcome;
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
        if (job === mine) job = null;
      };
      started.then(({ done }) => done).then(forget, forget);
      return { job: await started, joined };
    },
    async pause(until) {
      const since = state.service.paused_since ?? clock.now();
      await putPause(since, until);
      return { since, until };
    },
  };
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
    current: step.kind === 'create' ? null : (step.record?.value ?? null),
    desired: desired.value,
    reason: step.kind === 'blocked' ? step.reason : desired.reason,
  };
}
