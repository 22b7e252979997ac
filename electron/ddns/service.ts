/** The service: when updates run, and who may ask for them. */
import type { Trigger } from '../../shared/api/ddns.ts';
import type { FamilyProof } from '../../shared/api/ddns-hosts.ts';
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Jobs } from '../kernel/jobs.ts';
import type { Scheduler, ScheduledTask } from '../kernel/scheduler.ts';
import { createAllUpdates, type AllUpdates, type Asked } from './all-updates.ts';
import type { CycleRequest } from './cycle.ts';
import { look, settleOpen } from './look.ts';
import { createGrounds, type Grounds, type GroundsDeps } from './grounds/grounds.ts';
import { createHosts, type Hosts } from './hosts.ts';
import type { Machine } from './machine/index.ts';
import type { HistoryRow, Zones } from './model.ts';
import { createPauses, type Pauses } from './pauses.ts';
import { toPlanned, type PlannedStepDraft } from './planned.ts';
import { proveNow } from './prove-now.ts';
import { createRecords, type Records } from './records.ts';
import { createServiceStatus } from './service-status.ts';
import { createSingleUpdates, type SingleUpdates } from './single-updates.ts';
import { currentIp } from './status.ts';
import type { HistoryQuery } from './operation-store.ts';
import { createUpdateJob, type UpdateJob } from './update-job.ts';

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
/** Name that the first start keeps. */
const FIRST_NAME = 'nas.home.arpa';

/** The `ddns` area. */
export interface DdnsService
  extends
    SingleUpdates,
    Pick<Pauses, 'pause' | 'resume'>,
    Pick<UpdateJob, 'update'>,
    Pick<AllUpdates, 'running'> {
  readonly hosts: Hosts;
  readonly records: Records;
  readonly grounds: Grounds;
  /** What stands under a name and is ours; `null` where it is not kept, or nothing stands there yet. */
  published(name: string, type: string): readonly string[] | null;
  /** Begins with a check at once. */
  start(): void;
  /** Ends after the running update. */
  stop(): Promise<void>;
  status(words: Words): DdnsStatus;
  history(query: HistoryQuery): Promise<{ rows: readonly HistoryRow[]; total: number }>;
  /** Of one name where it is given. @throws {UserError} `RESOURCE_NOT_FOUND` */
  plan(hostId?: string): Promise<readonly PlannedStepDraft[]>;
  /** What the servers that speak for a name say of it now. @throws {UserError} `RESOURCE_NOT_FOUND` */
  prove(hostId: string): Promise<readonly FamilyProof[]>;
  /** Checks soon, without anybody waiting for it; not while checks are paused. */
  checkSoon(trigger: Trigger): void;
}

/** Makes the service. Names of the first start are made here; open ends of a killed process are settled by updates. */
export async function createDdnsService(deps: DdnsServiceDeps): Promise<DdnsService> {
  const { store, state, audit, clock, scheduler, jobs, logger, zones } = deps;
  const pauses = createPauses({
    ...{ state, store, audit, clock, logger },
    onResume: () => {
      checkSoon('resume');
    },
  });
  const { isPaused } = pauses;
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
  let checks: ScheduledTask | null = null;
  let hasAskedAll = false;
  let signature = '';
  let lastLook = clock.now();
  const updates = createAllUpdates(grounds);
  const single = createSingleUpdates({ grounds, hosts, state, clock, logger, isPaused });
  const job = createUpdateJob({
    ...{ jobs, clock, grounds, ask },
    addressNow: () => currentIp(hosts.list()[0], state.sighting),
  });
  const isAlive = (): boolean => checks !== null && scheduler.overdue().length === 0;
  const status = createServiceStatus({
    ...{ state, hosts, clock, isPaused, isAlive },
    nextAt: () => checks?.nextAt() ?? null,
    running: updates.running,
    jobId: job.id,
  });

  if ((await store.service()) === null) await firstStart();
  await settleOpen(deps, grounds.embedded.ground);

  async function firstStart(): Promise<void> {
    await deps.transact(async () => {
      if (state.hosts.size === 0 && zones.zoneOf(FIRST_NAME) !== null)
        await hosts.create({ name: FIRST_NAME });
      await store.putService(state.service);
    });
  }

  /** The machine's addresses are looked at anew with it. */
  function ask(request: CycleRequest, mayJoin: boolean): Asked {
    signature = readSignature();
    hasAskedAll = true;
    return updates.ask(request, mayJoin);
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

  return {
    hosts,
    records,
    grounds,
    checkSoon,
    status,
    pause: pauses.pause,
    resume: pauses.resume,
    update: job.update,
    running: updates.running,
    settleHost: single.settleHost,
    publish: single.publish,
    published(name, type) {
      const host = hosts.list().find((one) => one.name === name);
      const family = host?.families.find((one) => one === type);
      const value = host && family ? state.record(host.host_id, family).published : null;
      return value === null ? null : [value];
    },
    start() {
      signature = readSignature();
      pauses.start();
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
      pauses.stop();
      await grounds.stop();
    },
    history: (query) => store.history(query),
    async plan(hostId) {
      const asked = hostId === undefined ? grounds.active() : [grounds.of(hosts.get(hostId).account_id)];
      const looks = await Promise.all(
        asked.map(({ ground }) =>
          look(deps, ground, { force: false, manual: false, operations: [] }, () => undefined),
        ),
      );
      const nameOf = (id: string): string => state.hosts.get(id)?.name ?? '';
      return looks
        .flatMap(({ steps }) => steps.map((step) => toPlanned(step, nameOf)))
        .filter((step) => hostId === undefined || step.host_id === hostId);
    },
    prove: (hostId) => proveNow(hosts.get(hostId), { state, grounds, clock }),
  };
}
