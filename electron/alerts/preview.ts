/** When a rule would have fired, by what was measured. */
import type { AlertRulePreview, AlertRuleTrial } from '../../shared/api/alert-rules.ts';
import { toTimestamp, toTimestampOrNull, type Clock } from '../kernel/clock.ts';
import { findingOf, type Reading } from './engine/finding.ts';
import { breathe } from './engine/slices.ts';
import { fresh, isFiring, step } from './engine/step.ts';
import type { MeasuredPoint, Measurements, NamedSeries, Objects } from './ports.ts';
import { isAbout } from './rules/glob.ts';
import { makeRule } from './rules/make.ts';
import type { Rule } from './rules/rule.ts';

const HOUR = 3600_000;
const STANDARD_HOURS = 24;
/** Points of one series that are gone through. */
const MOST_POINTS = 3000;
/** Series that are gone through, and those of them that are drawn. */
const MOST_SERIES = 100;
const MOST_DRAWN = 10;
const MOST_DRAWN_POINTS = 500;
const MOST_FIRED = 500;

/** One time that it would have fired. Times in ms UTC. */
export interface WouldFire {
  readonly fired_at: number;
  readonly resolved_at: number | null;
  readonly value: number | null;
}

/**
 * What stands for a step that is longer than the rule waits: its worst value, or a short peak would not be seen. Otherwise
 * the mean.
 */
export function valueOf(rule: Rule, { sum, count, min, max }: MeasuredPoint, stepMs: number): number {
  const { condition, threshold } = rule;
  if (condition === '==') return min === threshold ? min : max === threshold ? max : sum / count;
  if (condition === '!=') return min === threshold ? max : min;
  if (rule.for_seconds * 1000 >= stepMs) return sum / count;
  return condition.startsWith('>') ? max : min;
}

/** Goes through the points of one series. Pure. */
export function replay(
  rule: Rule,
  points: readonly MeasuredPoint[],
  span: { readonly from: number; readonly to: number; readonly step: number },
): WouldFire[] {
  const [first] = points;
  if (!first) return [];
  const found: WouldFire[] = [];
  const byTime = new Map(points.map((point) => [point.at, point]));
  let state = fresh;
  let reading: Reading = { value: null, at: first.at, gap: 0 };
  for (let now = first.at; now < span.to; now += span.step) {
    const point = byTime.get(now);
    if (point) {
      const gap = reading.value === null ? 0 : now - reading.at;
      reading = { value: valueOf(rule, point, span.step), at: now, gap };
    }
    const next = step(rule, state, findingOf(rule, isFiring(state), reading, now), now);
    if (isFiring(next) && !isFiring(state)) {
      found.push({ fired_at: now, resolved_at: null, value: reading.value });
    }
    const last = found.at(-1);
    if (!isFiring(next) && isFiring(state) && last) found[found.length - 1] = { ...last, resolved_at: now };
    state = next;
  }
  return found;
}

/** Makes the preview. */
export function createPreview(deps: {
  readonly measurements: Pick<Measurements, 'series' | 'stepOf' | 'read' | 'chart'>;
  readonly objects: Objects;
  readonly clock: Clock;
}) {
  const { measurements, objects, clock } = deps;

  /** @throws {UserError} `VALIDATION_ERROR` for what is no rule */
  return async ({ hours = STANDARD_HOURS, ...given }: AlertRuleTrial): Promise<AlertRulePreview> => {
    const now = clock.now();
    const rule = makeRule(given, { id: 'preview', template: null, now });
    const { metric_name: name } = rule;
    const about = measurements.series().flatMap((series): NamedSeries[] => {
      if (series.name !== name) return [];
      const { names, present } = objects.describe(name, series.object);
      return present && isAbout(rule, names) ? [{ name, object: series.object }] : [];
    });
    const stretch = { from: now - hours * HOUR, to: now + 1, most: MOST_POINTS };
    const step_ = measurements.stepOf(stretch);
    const fired: (WouldFire & { object: string })[] = [];
    for (const series of about.slice(0, MOST_SERIES)) {
      const points = await measurements.read(series, stretch);
      const found = replay(rule, points, { ...stretch, step: step_ });
      fired.push(...found.map((one) => ({ ...one, object: series.object })));
      await breathe();
    }
    const isOften = new Set(fired.map(({ object }) => object));
    const drawn = about.toSorted(
      (one, other) => Number(isOften.has(other.object)) - Number(isOften.has(one.object)),
    );
    const chart = await measurements.chart(drawn.slice(0, MOST_DRAWN), {
      ...stretch,
      most: MOST_DRAWN_POINTS,
    });
    return {
      from: toTimestamp(stretch.from),
      to: toTimestamp(now),
      step: step_ / 1000,
      objects: about.length,
      fired: fired
        .toSorted((one, other) => one.fired_at - other.fired_at)
        .slice(-MOST_FIRED)
        .map(({ object, fired_at, resolved_at, value }) => ({
          ...{ object, object_name: objects.describe(name, object).shown, value },
          fired_at: toTimestamp(fired_at),
          resolved_at: toTimestampOrNull(resolved_at),
        })),
      series: chart.series,
    };
  };
}
