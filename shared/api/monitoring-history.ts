/** What was measured on this machine before, as the API tells it. */
import { Type, type Static } from 'typebox';
import { Nullable, Timestamp } from './common.ts';

const Unit = Type.String({ description: 'See `GET /monitoring/series/names`' });

/** Points that one answer of a list holds at most. */
export const MOST_POINTS = 5000;
/** Points of each series that one answer for a chart holds at most. */
export const MOST_CHART_POINTS = 2000;

/** One value of the flat list. */
export const MetricValue = Type.Object({
  name: Type.String({ description: '`system.cpu.usage`' }),
  value: Type.Number({ description: 'Mean of the step' }),
  timestamp: Type.String({ format: 'date-time', description: 'Start of the step' }),
  tags: Type.Record(Type.String(), Type.String(), {
    description: '`type`, and what it is measured on: `mount`, `interface`, `disk` …',
  }),
  metadata: Type.Object({ unit: Unit, min: Type.Number(), max: Type.Number(), count: Type.Integer() }),
});
/** {@link MetricValue} as a type. */
export type MetricValue = Static<typeof MetricValue>;

/** How fine an answer is. */
export const Thinning = Type.Object({
  step_seconds: Type.Integer({ description: 'Seconds from one value to the next' }),
  capped: Type.Boolean({ description: 'The step is wider than was asked for' }),
});

const Column = Type.Array(Nullable(Type.Number()));

/**
 * One series as columns of equal length. Steps without values are left out; where values are missing that should be
 * there, one row of nulls stands for the gap.
 */
export const SeriesColumns = Type.Object({
  metric: Type.String(),
  object: Type.String({ description: 'Mount, interface, core …; empty where there is one only' }),
  unit: Unit,
  at: Type.Array(Type.Integer({ description: 'Start of the step, ms UTC' })),
  mean: Column,
  min: Column,
  max: Column,
});
/** {@link SeriesColumns} as a type. */
export type SeriesColumns = Static<typeof SeriesColumns>;

/** Several series for one chart. */
export const ChartSeries = Type.Object({
  from: Timestamp,
  to: Timestamp,
  step: Type.Integer({ description: 'Seconds' }),
  tier: Type.Union([Type.Literal('raw'), Type.Literal('minute'), Type.Literal('hour')], {
    description: 'What it was read from',
  }),
  series: Type.Array(SeriesColumns),
});

/** {@link ChartSeries} as a type. */
export type ChartSeries = Static<typeof ChartSeries>;

/** What is kept under which name. */
export const SeriesNames = Type.Object({
  series: Type.Array(Type.Object({ metric: Type.String(), object: Type.String(), unit: Unit })),
});

/** Several series over a span that was asked for in words. */
export const HistoricalMetrics = Type.Object({
  time_range: Type.String(),
  resolution: Type.String(),
  metrics: Type.Array(SeriesColumns),
});

const Range = (description: string) =>
  Type.Object(
    {
      low: Type.Number(),
      likely: Type.Number(),
      high: Nullable(Type.Number({ description: 'Null: more than ten years' })),
    },
    { description },
  );

/** How something that can run out goes on. */
export const CapacityOutlook = Type.Object({
  trend: Type.Union([Type.Literal('growing'), Type.Literal('shrinking'), Type.Literal('none')], {
    description: '`none`: what it gains and loses cannot be told from chance',
  }),
  per_day: Type.Object(
    { low: Type.Number(), likely: Type.Number(), high: Type.Number() },
    { description: 'Bytes, or percent of all inodes. The range holds nine times of ten' },
  ),
  days_to_full: Nullable(Range('From now on; known only where it grows')),
  method: Type.Union([Type.Literal('weekly_differences'), Type.Literal('theil_sen')], {
    description: '`theil_sen` as long as there are less than three weeks',
  }),
  days_of_history: Type.Integer(),
});

/** One file system and how long it will do. */
export const FilesystemCapacity = Type.Object({
  mount: Type.String(),
  used: Type.Integer(),
  available: Type.Integer(),
  space: Nullable(CapacityOutlook),
  inodes_percent: Nullable(Type.Number()),
  inodes: Nullable(CapacityOutlook),
});

/** All of them. */
export const Capacity = Type.Object({
  filesystems: Type.Array(FilesystemCapacity),
});
/** {@link Capacity} as a type. */
export type Capacity = Static<typeof Capacity>;
/** {@link CapacityOutlook} as a type. */
export type CapacityOutlook = Static<typeof CapacityOutlook>;
