/** Requests of the last minute, as series: how many a second, how many failed, how long one in twenty took. */
import type { Clock } from '../kernel/clock.ts';
import { bucketOf, createHistogram, quantileOf } from '../kernel/histogram.ts';
import type { Recorder } from '../kernel/recorder.ts';
import type { CountedRequest } from './request.ts';

/** The counters. */
export interface Rates {
  count(answered: CountedRequest): void;
  /** Records what came since the last time, and begins anew. */
  tell(): void;
  /** Begins anew. */
  begin(): void;
}

/** Nothing counted yet. */
export function createRates({ recorder, clock }: { recorder: Recorder; clock: Clock }): Rates {
  const histogram = createHistogram();
  let since = clock.elapsed();
  let count = 0;
  let errors = 0;
  function begin(): void {
    histogram.fill(0);
    since = clock.elapsed();
    count = errors = 0;
  }
  return {
    begin,
    count({ status, duration }) {
      const bucket = bucketOf(duration);
      histogram[bucket] = (histogram[bucket] ?? 0) + 1;
      count += 1;
      if (status >= 500) errors += 1;
    },
    tell() {
      const seconds = (clock.elapsed() - since) / 1000;
      if (seconds <= 0) return;
      recorder.record('api.requests', '', count / seconds);
      recorder.record('api.errors', '', errors / seconds);
      const latency = quantileOf(histogram, 0.95);
      if (latency !== null) recorder.record('api.latency', '', latency);
      begin();
    },
  };
}
