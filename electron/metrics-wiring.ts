/** The measuring of this machine, as its settings want it. */
import type { AppPorts } from './app.ts';
import {
  metricsContainerSocket,
  metricsFlush,
  metricsInterval,
  metricsNetworkFilesystems,
} from './app-settings.ts';
import type { Database } from './kernel/database.ts';
import type { EventBus } from './kernel/events.ts';
import type { Scheduler } from './kernel/scheduler.ts';
import type { Settings } from './kernel/settings.ts';
import { createMetrics, type Metrics } from './metrics/index.ts';

/** Starts it. */
export const startMetrics = ({
  ports: { clock, logger, machineRoot },
  measured,
  settings,
  scheduler,
  events,
}: {
  readonly ports: Pick<AppPorts, 'clock' | 'logger' | 'machineRoot'>;
  readonly measured: Database;
  readonly settings: Settings;
  readonly scheduler: Scheduler;
  readonly events: EventBus;
}): Promise<Metrics> =>
  createMetrics({
    ...{ database: measured, clock, scheduler, logger: logger.of('metrics'), events, machineRoot },
    containerSocket: () => settings.get(metricsContainerSocket),
    intervalSeconds: () => settings.get(metricsInterval),
    flushSeconds: () => settings.get(metricsFlush),
    networkFilesystems: () => settings.get(metricsNetworkFilesystems),
  });
