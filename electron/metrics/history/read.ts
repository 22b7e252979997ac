/** Several series over one span, thinned so that all together stay within a number of points. */
import type { Clock } from '../../kernel/clock.ts';
import { standardKeep, type MetricStore } from '../store/store.ts';
import type { Point } from '../store/reading.ts';
import type { NamedSeries } from './selection.ts';
import { stepFor } from './steps.ts';

/** What reading stands on. */
export interface ReadDeps {
  readonly store: Pick<MetricStore, 'read' | 'series'>;
  readonly clock: Clock;
  /** ms between two looks at the machine */
  readonly rawStep: () => number;
}

/** What was read. */
export interface Thinned {
  /** ms */
  readonly step: number;
  /** The step is wider than was wished for, or series were left out. */
  readonly capped: boolean;
  readonly series: readonly { readonly series: NamedSeries; readonly points: readonly Point[] }[];
}

/** The last `range` ms of all these series: `most` points altogether. */
export async function readThinned(
  { store, clock, rawStep }: ReadDeps,
  asked: {
    readonly series: readonly NamedSeries[];
    readonly range: number;
    readonly wished: number | null;
    readonly most: number;
  },
): Promise<Thinned> {
  const now = clock.now();
  // Values of this very moment belong to it.
  const to = now + 1;
  const from = now - asked.range;
  const share = Math.floor(asked.most / Math.max(1, asked.series.length));
  const step = stepFor({
    ...{ from, to, now, raw: rawStep(), keep: standardKeep, wished: asked.wished },
    most: Math.max(1, share),
  });
  // Each has two points at most where even days are too fine: more series than that cannot be told at once.
  const told = asked.series.slice(0, Math.floor(asked.most / 2));
  const series: { series: NamedSeries; points: Point[] }[] = [];
  for (const one of told) series.push({ series: one, points: await store.read(one, { from, to, step }) });
  const isWidened = asked.wished !== null && step > asked.wished;
  return { step, capped: isWidened || told.length < asked.series.length, series };
}
