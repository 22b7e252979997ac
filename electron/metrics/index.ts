/** The `metrics` area: what is measured on this machine, and what it was. */
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Recorder } from '../kernel/recorder.ts';
import type { Scheduler } from '../kernel/scheduler.ts';
import { keyOf, type Values } from './series.ts';
import { createReader } from './choose-reader.ts';
import { createSlowParts, type HardwareFacts } from './slow/index.ts';
import type { SlowParts } from './slow-parts.ts';
import { createMetricStore, type MetricStore } from './store/store.ts';
import { MINUTE, startOf } from './store/times.ts';
import { startWatch, type Watch } from './watch.ts';

export { createPresent, type Present } from './present.ts';
export { createMonitoringRoutes } from './routes.ts';
export { createSystemRoutes, type SystemDeps } from './routes-system.ts';
export type { MetricStore } from './store/store.ts';
export type { Hardware as HardwareOf } from './slow/index.ts';
export { metricMigrations } from './store/tables.ts';
export { filesystemCapacities } from './capacity/filesystems.ts';
export { createMeasured, type Measured } from './history/measured.ts';
export { keyOf, seriesOf } from './series.ts';
export { createMachineFacts } from './telling/machine.ts';

/** What the area stands on. */
export interface MetricsDeps {
  /** A migrated `metrics.db`. */
  readonly database: Database;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly events: Pick<EventBus, 'on'>;
  /** Where Linux's `/proc` and `/sys` stand; `null` on other systems. */
  readonly machineRoot: string | null;
  /** The socket of the container engine; empty to look for it. */
  readonly containerSocket: () => string;
  /** How often the machine is looked at. */
  readonly intervalSeconds: () => number;
  /** How often what is in memory is written. */
  readonly flushSeconds: () => number;
  /** Whether file systems of other machines are looked at, too. */
  readonly networkFilesystems: () => boolean;
}

type Told = ReturnType<SlowParts['latest']>;

/** The running area. */
export interface Metrics {
  readonly store: MetricStore;
  readonly recorder: Recorder;
  readonly watch: Pick<Watch, 'latest' | 'latestOwn' | 'onSample'>;
  /** What the container engine and systemd told last. */
  readonly machine: { units(): Told['units']; containers(): Told['containers'] };
  readonly hardware: HardwareFacts;
  /** Calls `listener` with what was just measured or recorded, by the key of each series. Returns the way to stop it. */
  onValues(listener: (values: Values) => void): () => void;
  /** Does this at each flush as well, so that disks wake once for all that is written. */
  alongside(write: () => Promise<void>): void;
  /** Writes what is left. */
  stop(): Promise<void>;
}

/** ms before the end of a minute: all of its looks have come, and it is written once and whole. */
const BEFORE_END = 500;

/** ms to wait from `now` to the next flush: they are on the grid of their interval, each at the end of its step. */
export const untilFlush = (now: number, every: number): number =>
  startOf(now + BEFORE_END, every) + every - BEFORE_END - now;

/** Starts it. */
export async function createMetrics(deps: MetricsDeps): Promise<Metrics> {
  const { database, clock, scheduler, logger, events, machineRoot, networkFilesystems } = deps;
  const store = await createMetricStore({ database, clock, logger });
  const reader = createReader({ machineRoot, clock, networkFilesystems });
  const slowParts = createSlowParts({ clock, scheduler, containerSocket: deps.containerSocket });
  const listeners = new Set<(values: Values) => void>();
  const take = (at: number, step: number, values: Values): void => {
    store.add(at, step, values);
    for (const listener of listeners) listener(values);
  };
  const watch = startWatch({
    ...{ reader, clock, logger },
    slowParts,
    intervalSeconds: deps.intervalSeconds,
    keep: take,
  });
  const stopListening = events.on('settings.changed', ({ key }) => {
    if (key.startsWith('metrics.')) watch.replan();
  });
  const others: (() => Promise<void>)[] = [];
  const flush = async (): Promise<void> => {
    await store.flush();
    for (const write of others) await write();
  };
  const flushing = scheduler.every({
    name: 'metrics.flush',
    intervalMs: () => untilFlush(clock.now(), deps.flushSeconds() * 1000),
    run: flush,
  });
  return {
    store,
    watch,
    machine: {
      units: () => slowParts.latest().units,
      containers: () => slowParts.latest().containers,
    },
    hardware: slowParts.hardware,
    recorder: {
      record(name, object, value) {
        take(clock.now(), MINUTE, new Map([[keyOf({ name, object }), value]]));
      },
    },
    onValues(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    alongside(write) {
      others.push(write);
    },
    async stop() {
      stopListening();
      flushing.stop();
      await watch.stop();
      await slowParts.stop();
      try {
        await flush();
      } catch (error) {
        // A disk that takes nothing keeps nobody from ending; what is lost is one interval, as with a kill.
        logger.warn({ error }, 'The last measurements could not be stored');
      }
    },
  };
}
