import { expect, it } from 'vitest';
import { createMetrics, metricMigrations } from '../../../electron/metrics/index.ts';
import { createScheduler } from '../../../electron/kernel/scheduler.ts';
import { createRates } from '../../../electron/performance/rates.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, newDatabase } from '../kernel/folder.ts';
import { answered } from './installation.ts';

it('requests of a minute become series: how many a second, how many failed, how long one in twenty took', async () => {
  const clock = createVirtualClock();
  const told: [string, number][] = [];
  const rates = createRates({
    clock,
    recorder: { record: (name, _, value) => void told.push([name, value]) },
  });
  await clock.advance(60_000);
  for (let i = 0; i < 120; i++) rates.count(answered({ duration: 0.512, status: i < 6 ? 500 : 200 }));
  rates.tell();
  expect(told).toEqual([
    ['api.requests', 2],
    ['api.errors', 0.1],
    ['api.latency', 0.512],
  ]);
  told.length = 0;
  await clock.advance(60_000);
  rates.tell();
  // Without a request there is no latency: not a zero.
  expect(told).toEqual([
    ['api.requests', 0],
    ['api.errors', 0],
  ]);
});

it('what is written alongside is written at each flush, and at the end', async () => {
  const clock = createVirtualClock();
  const scheduler = createScheduler({ clock, logger: listen(), random: () => 0 });
  const database = await newDatabase(metricMigrations);
  const metrics = await createMetrics({
    ...{ database, clock, scheduler, logger: listen(), events: { on: () => () => undefined } },
    ...{ machineRoot: '/', intervalSeconds: () => 60, flushSeconds: () => 60 },
    ...{ networkFilesystems: () => false, containerSocket: () => '' },
  });
  let writes = 0;
  metrics.alongside(() => {
    writes += 1;
    return Promise.resolve();
  });
  await clock.advance(60_000);
  await expect.poll(() => writes).toBe(1);
  await metrics.stop();
  expect(writes).toBe(2);
});
