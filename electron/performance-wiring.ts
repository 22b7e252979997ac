/** What the `performance` area asks of the others, and how it is switched. */
import { createWords } from '../shared/i18n/index.ts';
import { performanceEnabled, slowQueryMs } from './app-settings.ts';
import type { ChecksArea, CheckView } from './checks/index.ts';
import type { DdnsService } from './ddns/service.ts';
import type { EventBus } from './kernel/events.ts';
import type { Logger } from './kernel/logger.ts';
import type { Settings } from './kernel/settings.ts';
import { version } from './kernel/version.ts';
import type { Metrics } from './metrics/index.ts';
import {
  createPerformance,
  type CheckFigures,
  type Performance,
  type PerformanceDeps,
  type ReadSeries,
  type UpdateCounts,
} from './performance/index.ts';

const HOUR_MS = 3600 * 1000;
const PAGE = 1000;

/** Means and maxima out of the store: by the minute for short times, by the hour for longer ones. */
function seriesOf({ store }: Pick<Metrics, 'store'>): ReadSeries {
  return async (names, from, to) => {
    const step = to - from <= 2 * HOUR_MS ? 60_000 : HOUR_MS;
    const wanted = store.series().filter(({ name }) => names.includes(name));
    const read = await Promise.all(
      wanted.map(async (series) => {
        const points = await store.read(series, { from, to, step });
        const count = points.reduce((sum, point) => sum + point.count, 0);
        const sum = points.reduce((total, point) => total + point.sum, 0);
        const max = points.reduce((most, point) => Math.max(most, point.max), -Infinity);
        return count === 0 ? [] : [{ ...series, mean: sum / count, max }];
      }),
    );
    return read.flat();
  };
}

/** Updates of names, out of their history. */
async function updatesSince(ddns: Pick<DdnsService, 'history'>, from: number): Promise<UpdateCounts> {
  let [updates, failures, offset] = [0, 0, 0];
  let lastAt: number | null = null;
  for (;;) {
    const { rows } = await ddns.history({ limit: PAGE, offset });
    for (const { timestamp, result } of rows) {
      lastAt ??= timestamp;
      if (timestamp < from) return { updates, failures, last_update_at: lastAt };
      updates += 1;
      if (result === 'failed') failures += 1;
    }
    if (rows.length < PAGE) return { updates, failures, last_update_at: lastAt };
    offset += PAGE;
  }
}

/** A check that has said whether it is up. */
function figuresOf({ check, standing, last }: CheckView): CheckFigures[] {
  if (!check.enabled || standing.unreachable || standing.settled === 'unknown') return [];
  const latency = last?.latency_ms ?? null;
  return [
    {
      name: check.name,
      up: standing.settled === 'up',
      latency_seconds: latency === null ? null : latency / 1000,
    },
  ];
}

/** Starts the area over the others. */
export async function startPerformance(
  deps: Omit<
    PerformanceDeps,
    | 'recorder'
    | 'version'
    | 'slowMs'
    | 'isEnabled'
    | 'setEnabled'
    | 'readSeries'
    | 'updatesSince'
    | 'ddns'
    | 'sample'
    | 'checks'
  > & {
    readonly metrics: Metrics;
    readonly checkArea: Pick<ChecksArea, 'checks'>;
    readonly ddns: Pick<DdnsService, 'history' | 'status'>;
    readonly settings: Settings;
    readonly events: EventBus;
    readonly logger: Logger;
  },
): Promise<Performance> {
  const { metrics, checkArea, ddns, settings, events, logger } = deps;
  const words = createWords('en');
  const updates = new Map<string, number>();
  let lastUpdateAt: number | null = (await ddns.history({ limit: 1, offset: 0 })).rows[0]?.timestamp ?? null;
  events.on('ddns.updated', ({ at, entries }) => {
    if (entries.length > 0) lastUpdateAt = at;
    for (const { result } of entries) updates.set(result, (updates.get(result) ?? 0) + 1);
  });

  const performance = await createPerformance({
    ...deps,
    version,
    recorder: metrics.recorder,
    slowMs: () => settings.get(slowQueryMs),
    isEnabled: () => settings.get(performanceEnabled),
    setEnabled: (enabled, actor) => settings.set(performanceEnabled.key, enabled, actor),
    readSeries: seriesOf(metrics),
    sample: () => metrics.watch.latest(),
    checks: () => checkArea.checks.list().flatMap(figuresOf),
    updatesSince: (from) => updatesSince(ddns, from),
    ddns: () => ({ hosts: ddns.status(words).hosts, last_update_at: lastUpdateAt, updates }),
  });
  metrics.alongside(() => performance.flush());
  events.on('settings.changed', ({ key }) => {
    if (key !== performanceEnabled.key) return;
    performance.retune().catch((error: unknown) => {
      logger.error({ error }, 'Measuring of performance could not be switched');
    });
  });
  return performance;
}
