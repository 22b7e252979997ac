/** A process that does nothing but look at the machine and store what it saw, as the daemon does. */
import { join } from 'node:path';
import { createEventBus } from '../../electron/kernel/events.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { openDatabase } from '../../electron/kernel/database.ts';
import { createLogger } from '../../electron/kernel/logger.ts';
import { createScheduler } from '../../electron/kernel/scheduler.ts';
import { createMetrics, metricMigrations } from '../../electron/metrics/index.ts';

const [folder = '', interval = '5'] = process.argv.slice(2);
const logger = createLogger('error');
const database = openDatabase(join(folder, 'metrics.db'), { synchronous: 'normal' });
await database.migrate(metricMigrations);
const metrics = await createMetrics({
  database,
  clock: systemClock,
  logger,
  scheduler: createScheduler({ clock: systemClock, logger, random: Math.random }),
  events: createEventBus({ database, logger }),
  machineRoot: '/',
  intervalSeconds: () => Number(interval),
  // The writes are to be in the time that is watched.
  flushSeconds: () => Number(interval) * 12,
  networkFilesystems: () => false,
  containerSocket: () => '',
});
let looks = 0;
metrics.watch.onSample(() => (looks += 1));
process.on('message', () => process.send?.({ looks, series: metrics.store.series().length }));
process.send?.({ ready: true });
