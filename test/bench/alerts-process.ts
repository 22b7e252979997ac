/**
 * Child process of the bench of alerts: rules over objects that are well, and objects that are not. Argument: a folder for
 * its state. Told `{rules, objects}`, it says what one look at all of them took.
 */
import { join } from 'node:path';
import { createEngine } from '../../electron/alerts/engine/engine.ts';
import { alertMigrations } from '../../electron/alerts/index.ts';
import { makeRule } from '../../electron/alerts/rules/make.ts';
import type { Rule } from '../../electron/alerts/rules/rule.ts';
import { createAlertStore } from '../../electron/alerts/store/alert-store.ts';
import { createRuleStore } from '../../electron/alerts/store/rule-store.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { openDatabase } from '../../electron/kernel/database.ts';
import { keyOf, seriesOf } from '../../electron/metrics/series.ts';

/** What was found, in ms. */
export interface AlertFigures {
  /** One look. */
  readonly look: number;
  /** The longest time in it that nothing else had its turn. */
  readonly hold: number;
}

/** What is asked. */
export interface AlertOrder {
  readonly rules: number;
  readonly objects: number;
  /** Objects that begin to be unwell with this look. */
  readonly unwell: number;
}

const [, , folder = '.'] = process.argv;
let files = 0;

async function measure({ rules: many, objects, unwell }: AlertOrder): Promise<AlertFigures> {
  const database = openDatabase(join(folder, `alerts-${String((files += 1))}.db`));
  await database.migrate(alertMigrations);
  const store = createRuleStore(database);
  const rules = Array.from({ length: many }, (_, index): Rule => {
    const terms = { condition: `system.disk.usage > ${String(90 + index / many)}`, clear_threshold: 85 };
    return makeRule(terms, { id: `rule${String(index)}`, template: null, now: Date.now() });
  });
  for (const rule of rules) await store.insert(rule);
  const engine = await createEngine(
    {
      ...{ database, clock: systemClock, rules: store, alerts: createAlertStore(database) },
      logger: { error: console.error } as never,
      events: { emit: () => undefined },
      measurements: { keyOf, seriesOf },
      objects: {
        describe: (_metric, object) => ({
          ...{ shown: object, names: [object], present: true, cause: null },
          ...{ host: null, check_kind: null, outside: null },
        }),
      },
      culprits: { of: () => Promise.resolve([]) },
      ...{
        muting: { judge: () => ({ kind: 'send' as const }) },
        outbox: { put: () => Promise.resolve(), noted: () => Promise.resolve() },
        hostname: 'nas',
      },
      graceSeconds: () => 0,
      turned: () => undefined,
    },
    rules,
  );
  const values = (bad: number): Map<string, number> =>
    new Map(
      Array.from({ length: objects }, (_, index) => [
        keyOf({ name: 'system.disk.usage', object: `/volume${String(index)}` }),
        index < bad ? 99 : 40 + (index % 40),
      ]),
    );
  engine.take(values(0));
  for (let round = 0; round < 20; round += 1) await engine.look();

  let [hold, last, isOver] = [0, performance.now(), false];
  const watch = (): void => {
    const now = performance.now();
    hold = Math.max(hold, now - last);
    last = now;
    if (!isOver) setImmediate(watch);
  };
  engine.take(values(unwell));
  await new Promise((resolve) => setImmediate(resolve));
  last = performance.now();
  setImmediate(watch);
  const begun = performance.now();
  await engine.look();
  const look = performance.now() - begun;
  await new Promise((resolve) => setImmediate(resolve));
  isOver = true;
  database.close();
  return { look, hold };
}

// Never outlives the bench.
process.once('disconnect', () => process.exit());
process.on('message', (order: AlertOrder) => {
  void measure(order).then((figures) => process.send?.(figures));
});
process.send?.({ ready: true });
