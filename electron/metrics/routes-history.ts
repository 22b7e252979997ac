/** What was measured before, over HTTP. */
import { durationMs } from '../../shared/api/durations.ts';
import { MOST_POINTS } from '../../shared/api/monitoring-history.ts';
import type { monitoringRoutes } from '../../shared/api/monitoring-routes.ts';
import { metricNames, metrics } from '../../shared/metric-names.ts';
import { UserError } from '../kernel/errors.ts';
import type { Handlers } from '../server/route.ts';
import { columnsOf } from './history/columns.ts';
import { valuesOf } from './history/flat.ts';
import { createMeasured } from './history/measured.ts';
import { readThinned, type ReadDeps, type Thinned } from './history/read.ts';
import { machineMetrics, metricsOf, objectsOf, select } from './history/selection.ts';
import { standardKeep } from './store/store.ts';
import { HOUR } from './store/times.ts';

type HistoryRoutes = Pick<
  typeof monitoringRoutes,
  'getSystemMetrics' | 'getSeries' | 'listSeries' | 'getHistoricalMetrics'
>;

const STANDARD_HOURS = 24;
const STANDARD_POINTS = 500;
/** Series of one chart at most: more cannot be told apart, and take long. */
const MOST_SERIES = 100;

const thinningOf = ({ step, capped }: Thinned) => ({ step_seconds: step / 1000, capped });

/** @throws {UserError} `VALIDATION_ERROR` where it is out of bounds */
function boundedMs(path: string, text: string, least: string, limit: string): number {
  const ms = durationMs(text);
  if (ms >= durationMs(least) && ms <= durationMs(limit)) return ms;
  const params = { path, keyword: 'duration', least, limit };
  throw new UserError('VALIDATION_ERROR', { params, details: [params] });
}

/** Their handlers. */
export function createHistoryHandlers(deps: ReadDeps): Handlers<HistoryRoutes> {
  const { store, clock } = deps;
  const measured = createMeasured(deps);
  const all = (names = metricNames) => select(store.series(), names, null);

  return {
    async getSystemMetrics({ query }) {
      const names = query.metric === undefined ? machineMetrics : metricsOf(query.metric);
      const objects = query.object === undefined ? null : objectsOf(query.object);
      const read = await readThinned(deps, {
        series: select(store.series(), names, objects),
        range: (query.hours ?? STANDARD_HOURS) * HOUR,
        wished: query.step === undefined ? null : query.step * 1000,
        most: MOST_POINTS,
      });
      return {
        data: read.series.flatMap(({ series, points }) => valuesOf(series, points)),
        metadata: thinningOf(read),
      };
    },
    async getSeries({ query, words }) {
      const now = clock.now();
      const to = Math.min(query.to === undefined ? now : Date.parse(query.to), now);
      const asked = query.from === undefined ? to - HOUR : Date.parse(query.from);
      const from = Math.max(asked, now - standardKeep.hour);
      if (from >= to) {
        const params = { path: 'from', keyword: 'before_end' };
        throw new UserError('VALIDATION_ERROR', { params, details: [params] });
      }
      const objects = query.object === undefined ? null : objectsOf(query.object);
      const chosen = select(store.series(), metricsOf(query.metric), objects);
      const most = query.points ?? STANDARD_POINTS;
      return {
        data: await measured.chart(chosen.slice(0, MOST_SERIES), { from, to, most }),
        ...(chosen.length > MOST_SERIES
          ? { message: words.say('monitoring.first_series', { shown: MOST_SERIES, total: chosen.length }) }
          : {}),
      };
    },
    listSeries: () => ({
      data: {
        series: all().map(({ name, object }) => ({ metric: name, object, unit: metrics[name].unit })),
      },
    }),
    async getHistoricalMetrics({ query }) {
      const { range = '1h', resolution = '1m' } = query;
      const read = await readThinned(deps, {
        series: all(machineMetrics),
        range: boundedMs('range', range, '1m', '731d'),
        wished: boundedMs('resolution', resolution, '1s', '31d'),
        most: MOST_POINTS,
      });
      return {
        data: {
          ...{ time_range: range, resolution },
          metrics: read.series.map(({ series, points }) => columnsOf(series, points)),
        },
        metadata: thinningOf(read),
      };
    },
  };
}
