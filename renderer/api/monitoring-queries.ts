/** What the page reads of what is measured on this machine. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Capacity, SeriesColumns } from '../../shared/api/monitoring-history.ts';
import type { MetricName } from '../../shared/metric-names.ts';
import { useLanguage } from '../i18n.ts';
import { useLive, useLiveMetrics } from '../live/use-live.ts';
import { useMay } from '../me.ts';
import { useServices } from '../services.ts';
import type { Metadata, Now, Reasons } from './now.ts';
import { calm } from './queries.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Points of each series: finer than that no screen shows. */
const chartPoints = 600;
/** As long as its values come by themselves nobody asks for them (ms). */
const longest = 12_000;
/** Longer than this a chart does not wait for its next points (ms). */
const seldom = 5 * MINUTE;

const reasonsOf = ({ unavailable = [] }: Pick<Metadata, 'unavailable'>): Reasons =>
  new Map(unavailable.map(({ path, message }) => [path, message]));

/** What this machine does now. Its values come every few seconds; it is asked where they do not. */
export function useNow() {
  useLiveMetrics();
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<Now>({
    ...useLive('monitoring'),
    queryKey: ['monitoring', 'now', language],
    queryFn: async ({ signal }) => {
      const { data, metadata } = await client.ask('GET /monitoring/system', { signal });
      // The contract of this operation names them.
      const told = metadata as unknown as Metadata;
      const { hostname, uptime, measured_at } = told;
      return { data, hostname, uptime, measured_at, reasons: reasonsOf(told) };
    },
    placeholderData: keepPreviousData,
    meta: { atMost: longest },
  });
}

/** Names of everything that is kept. */
export function useKeptSeries() {
  const { client } = useServices();
  return useQuery({
    ...useLive('monitoring'),
    queryKey: ['monitoring', 'names'],
    queryFn: async ({ signal }) => (await client.call('GET /monitoring/series/names', { signal })).series,
    meta: { atMost: seldom },
  });
}

/** How long file systems will do; nothing where the reader may not know. */
export function useCapacity() {
  const { client } = useServices();
  const { language } = useLanguage();
  const enabled = useMay()('production:admin');
  return useQuery<{ readonly data: Capacity; readonly reasons: Reasons }>({
    ...useLive('monitoring'),
    queryKey: ['monitoring', 'capacity', language],
    queryFn: async ({ signal }) => {
      const { data, metadata = {} } = await client.ask('GET /performance/capacity', { signal });
      return { data, reasons: reasonsOf(metadata) };
    },
    enabled,
    placeholderData: keepPreviousData,
    meta: { atMost: seldom },
  });
}

/** A comma within a name is written twice. */
const listed = (objects: readonly string[]): string =>
  objects.map((object) => object.replaceAll(',', ',,')).join(',');

/** The last hour of several series, by the minute. */
export function useLastHour(metrics: readonly MetricName[]) {
  const { client } = useServices();
  return useQuery<readonly SeriesColumns[]>({
    ...useLive('monitoring'),
    queryKey: ['monitoring', 'last-hour', metrics],
    queryFn: async ({ signal }) => {
      const query = { metric: metrics.join(','), points: 61 };
      return (await client.call('GET /monitoring/series', { signal, query })).series;
    },
    placeholderData: keepPreviousData,
    meta: { atMost: MINUTE },
  });
}

/** What a chart asks. */
export interface ChartQuestion {
  readonly metrics: readonly MetricName[];
  /** Empty: there is one of each only. */
  readonly objects: readonly string[];
  /** Up to now: how long (ms). Or from when to when. */
  readonly span: { readonly last: number } | { readonly from: number; readonly to: number };
  /** How far before the time that is asked for; 0 is that time itself. */
  readonly shift: (at: number) => number;
  /** Part of what tells questions apart: the name of `shift`. */
  readonly shiftName: string;
  readonly enabled: boolean;
}

/** Series of a time, and how far before they were. */
export interface ChartAnswer {
  readonly from: number;
  readonly to: number;
  /** ms from one point to the next */
  readonly step: number;
  readonly shift: number;
  readonly series: readonly SeriesColumns[];
}

/** Series over a time; read again as often as there is a new point, while the time ends now. */
export function useSeries({ metrics, objects, span, shift, shiftName, enabled }: ChartQuestion) {
  const { client, clock } = useServices();
  return useQuery<ChartAnswer>({
    ...useLive('monitoring'),
    queryKey: ['monitoring', 'series', metrics, objects, span, shiftName],
    queryFn: async ({ signal }) => {
      const to = 'to' in span ? span.to : clock.now();
      const from = 'to' in span ? span.from : to - span.last;
      const by = shift(to);
      const answer = await client.call('GET /monitoring/series', {
        signal,
        query: {
          metric: metrics.join(','),
          from: new Date(from - by).toISOString(),
          to: new Date(to - by).toISOString(),
          points: chartPoints,
          ...(objects.length === 0 ? {} : { object: listed(objects) }),
        },
      });
      return { from, to, step: answer.step * 1000, shift: by, series: answer.series };
    },
    enabled,
    placeholderData: keepPreviousData,
    // What is over does not change.
    staleTime: 'to' in span ? HOUR : 0,
    meta: { atMost: 'to' in span ? Infinity : Math.min(Math.max(span.last / chartPoints, calm), seldom) },
  });
}
