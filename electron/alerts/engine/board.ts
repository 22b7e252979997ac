/** Which rule looks at which object, how it stands there, and what was measured last. In memory. */
import type { MetricName } from '../../../shared/metric-names.ts';
import type { Described, Measurements, Objects } from '../ports.ts';
import { isAbout } from '../rules/glob.ts';
import type { Rule } from '../rules/rule.ts';
import { fresh, isFiring, shift, type State } from './step.ts';

/** A series that some rule looks at. Times in ms of the engine's clock. */
export interface Watched {
  readonly name: MetricName;
  readonly object: string;
  value: number | null;
  at: number;
  gap: number;
  instances: Instance[];
}

/** A rule on one object. */
export interface Instance {
  rule: Rule;
  readonly series: Watched;
  state: State;
  /** As it is in the database. */
  saved: State;
  /** Of the alert, while there is one. */
  alert_id: string | null;
}

/** What stands on the board after a change of rules or objects. */
export interface Matching {
  /** Rules on objects that they are no longer about. */
  readonly dropped: readonly Instance[];
  /** Puts it into effect. */
  apply(): void;
}

/** The board. */
export type Board = ReturnType<typeof createBoard>;

/** Series without any news for so long (ms) are forgotten where nothing is wrong with them. */
const FORGET = 24 * 3600_000;

/** An empty one. */
export function createBoard(deps: {
  readonly measurements: Pick<Measurements, 'seriesOf' | 'keyOf'>;
  readonly objects: Objects;
}) {
  const { measurements, objects } = deps;
  const watched = new Map<string, Watched>();
  /** Series that no rule looks at. */
  const ignored = new Set<string>();
  let rules: readonly Rule[] = [];
  let byMetric = new Map<string, Rule[]>();

  const describe = ({ name, object }: Watched): Described => objects.describe(name, object);
  const looksAt = (rule: Rule, { present, names }: Described): boolean => present && isAbout(rule, names);

  function matched(series: Watched, by: ReadonlyMap<string, readonly Rule[]>): Instance[] {
    const described = describe(series);
    return (by.get(series.name) ?? [])
      .filter((rule) => looksAt(rule, described))
      .map((rule) => {
        const before = series.instances.find((instance) => instance.rule.id === rule.id);
        return before ?? { rule, series, state: fresh, saved: fresh, alert_id: null };
      });
  }

  function watch(key: string, now: number): Watched | null {
    const { name, object } = measurements.seriesOf(key);
    if (!byMetric.has(name)) {
      ignored.add(key);
      return null;
    }
    const series: Watched = {
      ...{ name: name as MetricName, object, value: null, at: now, gap: 0, instances: [] },
    };
    series.instances = matched(series, byMetric);
    watched.set(key, series);
    return series;
  }

  return {
    watched: (): IterableIterator<Watched> => watched.values(),
    *instances(): Generator<Instance> {
      for (const { instances } of watched.values()) yield* instances;
    },
    describe,
    /** Takes what was just measured. */
    take(values: ReadonlyMap<string, number>, now: number): void {
      for (const [key, value] of values) {
        if (ignored.has(key)) continue;
        const series = watched.get(key) ?? watch(key, now);
        if (!series) continue;
        if (series.value !== null) series.gap = now - series.at;
        series.value = value;
        series.at = now;
      }
    },
    /** A rule on an object as it stood before the start; `null` where it looks there no more. */
    restore(ruleId: string, object: string, state: State, now: number): Instance | null {
      const rule = rules.find(({ id }) => id === ruleId);
      if (!rule?.enabled) return null;
      const key = measurements.keyOf({ name: rule.metric_name, object });
      const series = watched.get(key) ?? watch(key, now);
      const instance = series?.instances.find((one) => one.rule.id === ruleId);
      if (!instance) return null;
      instance.state = state;
      instance.saved = state;
      return instance;
    },
    /** Other rules, or the same over objects that have changed. */
    match(next: readonly Rule[] = rules): Matching {
      const enabled = next.filter((rule) => rule.enabled);
      const by = Map.groupBy(enabled, (rule): string => rule.metric_name);
      const ids = new Map(enabled.map((rule) => [rule.id, rule]));
      const planned = [...watched.values()].map((series) => ({ series, instances: matched(series, by) }));
      const dropped = planned.flatMap(({ series, instances }) =>
        series.instances.filter((instance) => !instances.includes(instance)),
      );
      return {
        dropped,
        apply() {
          [rules, byMetric] = [next, by];
          ignored.clear();
          for (const { series, instances } of planned) {
            series.instances = instances;
            for (const instance of instances) instance.rule = ids.get(instance.rule.id) ?? instance.rule;
          }
        },
      };
    },
    /** The clock was set by `by` ms, or nobody looked for so long. */
    shift(by: number): void {
      for (const series of watched.values()) {
        series.at += by;
        for (const instance of series.instances) instance.state = shift(instance.state, by);
      }
    },
    /** Forgets series that are gone; answers what stood on them. */
    forget(now: number): Instance[] {
      const forgotten: Instance[] = [];
      for (const [key, series] of watched) {
        const { at, instances } = series;
        if (now - at <= FORGET || instances.some(({ state }) => isFiring(state))) continue;
        watched.delete(key);
        forgotten.push(...instances);
      }
      ignored.clear();
      return forgotten;
    },
  };
}
