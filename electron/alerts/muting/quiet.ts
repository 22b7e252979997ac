/**
 * When it is quiet. Pure. A span belongs to the clock on the wall: whatever that shows between its two times is quiet, and
 * where the hour of a change comes twice, so is all between. Spans that touch are one.
 */
import type { QuietSpan } from '../../../shared/api/muting.ts';
import { weekdayOf } from './recurrence.ts';
import { dayAt, edgeOf, minutesOf, type Span } from './zoned.ts';

/** The hours and their zone. */
export interface QuietPlan {
  readonly spans: readonly QuietSpan[];
  /** IANA. */
  readonly time_zone: string;
}

/** What they say of a moment. */
export interface QuietNow {
  /** When it ends being quiet; `null` where it is not. */
  readonly until: number | null;
  /** The next time that it becomes quiet. */
  readonly next: Span | null;
}

/** Minutes of a week. */
const WEEK = 7 * 1440;
/** Days to look ahead: two weeks, of which each leaves some time, and a change of the clocks may take one of them. */
const AHEAD = 16;

/** How long a span is, by the clock on the wall; 0 for one that ends when it starts. */
export function lengthOf({ from, to }: QuietSpan): number {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return end < start ? end + 1440 - start : end - start;
}

/** Whether no minute of a week is left in which alerts could be told. */
export function isAlwaysQuiet(spans: readonly QuietSpan[]): boolean {
  const quiet = new Set<number>();
  for (let day = 0; day < 7; day++) {
    for (const span of spans) {
      if (!span.days.includes(weekdayOf(day))) continue;
      const start = day * 1440 + minutesOf(span.from);
      for (let minute = 0; minute < lengthOf(span); minute++) quiet.add((start + minute) % WEEK);
    }
  }
  return quiet.size === WEEK;
}

function* spansFrom({ spans, time_zone }: QuietPlan, first: number, last: number): Generator<Span> {
  const inOrder = [...spans].sort((one, other) => minutesOf(one.from) - minutesOf(other.from));
  for (let day = first; day <= last; day++) {
    for (const span of inOrder) {
      if (!span.days.includes(weekdayOf(day))) continue;
      const from = minutesOf(span.from);
      const start = edgeOf(day, from, time_zone, 'first');
      const end = edgeOf(day, from + lengthOf(span), time_zone, 'last');
      // One that lies wholly in an hour that is left out does not happen.
      if (end > start) yield { start, end };
    }
  }
}

/** Spans in the order of their starts, those that touch as one. */
function* joined(spans: Iterable<Span>): Generator<Span> {
  let open: Span | null = null;
  for (const span of spans) {
    if (open && span.start <= open.end) {
      if (span.end > open.end) open = { start: open.start, end: span.end };
    } else {
      if (open) yield open;
      open = span;
    }
  }
  if (open) yield open;
}

/** Every quiet time that some of `[from, to)` is part of, the first first. */
export function quietBetween(plan: QuietPlan, from: number, to: number): readonly Span[] {
  // The first and the last are joined with what touches them outside: they are given as the whole that they are.
  const first = dayAt(from, plan.time_zone) - AHEAD;
  const last = dayAt(to, plan.time_zone) + AHEAD;
  return [...joined(spansFrom(plan, first, last))].filter(({ start, end }) => start < to && end > from);
}

/** See {@link QuietNow}. */
export function quietAt(plan: QuietPlan, at: number): QuietNow {
  const today = dayAt(at, plan.time_zone);
  let until: number | null = null;
  for (const span of joined(spansFrom(plan, today - 2, today + AHEAD))) {
    if (span.start > at) return { until, next: span };
    if (span.end > at) until = span.end;
  }
  return { until, next: null };
}
