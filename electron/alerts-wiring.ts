/** Puts the alerts together with what they ask of the other areas. */
import { availableParallelism } from 'node:os';
import { createAlertObjects, createCulprits, type ObjectParts } from './alert-objects.ts';
import { createAlertSeries, type AlertSeriesDeps } from './alert-series.ts';
import { createAlerts, type Alerts, type AlertsDeps } from './alerts/index.ts';
import { createMuting } from './alerts/muting/index.ts';
import type { AppPorts } from './app.ts';
import { alertsGrace, metricsInterval } from './app-settings.ts';
import type { Settings } from './kernel/settings.ts';
import type { Notify } from './notify/index.ts';
import { createMeasured, keyOf, seriesOf, type Metrics } from './metrics/index.ts';

/** What is put together. */
export type AlertWiring = Pick<AlertsDeps, 'database' | 'scheduler' | 'audit' | 'events'> &
  Pick<AlertSeriesDeps, 'folder' | 'checks' | 'parts'> &
  ObjectParts & {
    readonly ports: Pick<AppPorts, 'clock' | 'logger' | 'resolver' | 'hostname'>;
    readonly settings: Settings;
    readonly metrics: Metrics;
    readonly notify: Pick<Notify, 'put' | 'noted' | 'deliveriesOf' | 'failedSince'>;
  };

const MINUTE_MS = 60_000;

/** Starts the alerts. */
export async function startAlerts(deps: AlertWiring): Promise<Alerts> {
  const { ports, settings, database, audit, metrics, scheduler, events, notify } = deps;
  const { clock, logger, hostname } = ports;
  const { store } = metrics;
  const measured = createMeasured({ store, clock, rawStep: () => settings.get(metricsInterval) * 1000 });
  const muting = await createMuting({
    ...{ database, clock, audit, scheduler },
    activeAlerts: () => alerts.firing(),
    onTurned: () => {
      events.emit('alerts.muting_turned', {});
    },
  });
  const alerts: Alerts = await createAlerts({
    ...{
      ...deps,
      muting,
      outbox: notify,
      clock,
      hostname,
      logger: logger.of('alerts'),
      cores: availableParallelism(),
    },
    measurements: {
      ...{ ...measured, keyOf, seriesOf },
      series: () => store.series(),
      onValues: (listener) => metrics.onValues(listener),
    },
    objects: createAlertObjects(deps),
    culprits: createCulprits({ metrics, clock }),
    graceSeconds: () => settings.get(alertsGrace),
  });
  const record = createAlertSeries({
    ...{ ...deps, recorder: metrics.recorder },
    undelivered: (since) => notify.failedSince(since),
  });
  scheduler.every({ name: 'alerts.series', intervalMs: () => MINUTE_MS, run: record });
  metrics.alongside(() => alerts.flush());
  events.on('checks.changed', () => {
    alerts.objectsChanged();
  });
  events.on('ddns.hosts_changed', () => {
    alerts.objectsChanged();
  });
  return {
    ...alerts,
    routes: [...alerts.routes, ...muting.routes],
    async stop() {
      muting.stop();
      await alerts.stop();
    },
  };
}
