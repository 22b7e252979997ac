/** The operations that tell what is measured on this machine: now, before, and how long its disks will do. */
import { Type } from 'typebox';
import { defineRoutes } from './contract.ts';
import { Duration } from './durations.ts';
import {
  Capacity,
  ChartSeries,
  HistoricalMetrics,
  MetricValue,
  MOST_CHART_POINTS,
  MOST_POINTS,
  SeriesNames,
  Thinning,
} from './monitoring-history.ts';
import { MeasuredWhere, MonitoringDashboard, monitoringParts, MonitoringNow } from './monitoring.ts';
import {
  capacityExample,
  dashboardExample,
  nowExample,
  seriesExample,
  whereExample,
} from './monitoring-examples.ts';

const reading = { method: 'GET', tag: 'monitoring', access: 'monitoring:read' } as const;

/** Hours that the coarsest tier reaches back: two years. */
const MOST_HOURS = 731 * 24;

const metric = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'One name or several, separated by commas: `system.cpu.usage,system.memory.usage`',
});
const object = Type.String({
  minLength: 1,
  maxLength: 4000,
  description:
    'What it is measured on (mount, interface, disk …): one or several, separated by commas; a comma within a name is written twice',
});

/** Operations. */
export const monitoringRoutes = defineRoutes({
  getMonitoringSystem: {
    ...reading,
    path: '/monitoring/system',
    summary: 'What this machine does now',
    query: Type.Object({
      metrics: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          description: `\`all\`, or some of these, separated by commas: ${monitoringParts.join(', ')}`,
        }),
      ),
    }),
    data: MonitoringNow,
    metadata: MeasuredWhere,
    example: { data: nowExample, metadata: whereExample },
  },
  getMonitoringDashboard: {
    ...reading,
    path: '/monitoring/dashboard',
    summary: 'What this machine and CloudCube itself do, at a glance',
    data: MonitoringDashboard,
    example: { data: dashboardExample },
  },
  getSystemMetrics: {
    ...reading,
    path: '/monitoring/metrics/system',
    summary: `What was measured in the last hours, as a flat list of at most ${String(MOST_POINTS)} values`,
    query: Type.Object({
      hours: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_HOURS, description: '24 unless told' })),
      step: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 86_400 * 31,
          description:
            'Seconds from one value to the next; widened where there would be too many values or what is so old is kept more coarsely. As fine as fits unless told',
        }),
      ),
      metric: Type.Optional(metric),
      object: Type.Optional(object),
    }),
    data: Type.Array(MetricValue),
    metadata: Thinning,
    example: {
      data: [
        {
          name: 'system.cpu.usage',
          value: 45.2,
          timestamp: '2026-11-20T08:00:00.000Z',
          tags: { type: 'system' },
          metadata: { unit: 'percent', min: 3.5, max: 97, count: 60 },
        },
      ],
      metadata: { step_seconds: 300, capped: false },
    },
  },
  getSeries: {
    ...reading,
    path: '/monitoring/series',
    summary: 'Series for a chart, as columns',
    query: Type.Object({
      metric,
      object: Type.Optional(object),
      from: Type.Optional(
        Type.String({ format: 'date-time', description: 'An hour before the end unless told' }),
      ),
      to: Type.Optional(
        Type.String({ format: 'date-time', description: 'Now unless told, and at the latest' }),
      ),
      points: Type.Optional(
        Type.Integer({
          minimum: 2,
          maximum: MOST_CHART_POINTS,
          description: 'Of each series, at most; 500 unless told',
        }),
      ),
    }),
    data: ChartSeries,
    example: {
      data: {
        from: '2026-11-20T07:00:00.000Z',
        to: '2026-11-20T08:00:00.000Z',
        step: 60,
        tier: 'minute',
        series: [seriesExample],
      },
    },
  },
  listSeries: {
    ...reading,
    path: '/monitoring/series/names',
    summary: 'Every series that is kept, with its unit',
    data: SeriesNames,
    example: {
      data: {
        series: [
          { metric: 'system.cpu.usage', object: '', unit: 'percent' },
          { metric: 'system.disk.used', object: '/volume1', unit: 'bytes' },
        ],
      },
    },
  },
  getCurrentMetrics: {
    ...reading,
    access: 'debug:read',
    path: '/debug/metrics/current',
    summary: 'Everything that was measured last',
    data: MonitoringNow,
    metadata: MeasuredWhere,
    example: { data: nowExample, metadata: whereExample },
  },
  getHistoricalMetrics: {
    ...reading,
    access: 'debug:read',
    path: '/debug/metrics/historical',
    summary: `Every series of the machine over a span, of at most ${String(MOST_POINTS)} values`,
    query: Type.Object({
      range: Type.Optional(Duration),
      resolution: Type.Optional(Duration),
    }),
    data: HistoricalMetrics,
    metadata: Thinning,
    example: {
      data: { time_range: '1h', resolution: '1m', metrics: [seriesExample] },
      metadata: { step_seconds: 60, capped: false },
    },
  },
  getCapacity: {
    ...reading,
    access: 'production:admin',
    path: '/performance/capacity',
    summary: 'How long each file system will do, as a range, or that this cannot be told',
    data: Capacity,
    example: { data: capacityExample },
  },
});
