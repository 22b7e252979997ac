import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerData } from '../../../shared/events.ts';
import type { LogEntry } from '../../../shared/api/logs.ts';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { createJobs, jobMigrations } from '../../../electron/kernel/jobs.ts';
import { createLogger, type RootLogger } from '../../../electron/kernel/logger.ts';
import { createScheduler, type Scheduler } from '../../../electron/kernel/scheduler.ts';
import { tellLogLines } from '../../../electron/live-logs.ts';
import { createLogs, logMigrations, type Logs } from '../../../electron/logs/index.ts';
import { createFakeAudit } from '../../fakes/audit.ts';
import { createFakeTeller, type FakeTeller } from '../../fakes/live-teller.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { newFolder } from '../kernel/folder.ts';

let clock: VirtualClock;
let teller: FakeTeller;
let database: Database;
let logger: RootLogger;
let logs: Logs;
let scheduler: Scheduler;
let stop: () => void;

beforeEach(async () => {
  const folder = newFolder();
  clock = createVirtualClock();
  teller = createFakeTeller();
  database = openDatabase(join(folder, 'metrics.db'), { synchronous: 'normal' });
  await database.migrate({ ...logMigrations, ...jobMigrations });
  logger = createLogger('silent', { write: () => undefined });
  scheduler = createScheduler({ clock, logger, random: () => 0 });
  logs = await createLogs({
    ...{ folder, database, clock, logger, scheduler, audit: createFakeAudit() },
    jobs: await createJobs({ database, clock }),
    ...{ level: () => 'info', keepDays: () => 14, fileMb: () => 10, flushSeconds: () => 60 },
  });
  stop = tellLogLines({ teller, logs, clock });
});
afterEach(async () => {
  stop();
  await scheduler.stop();
  await logs.stop();
  database.close();
});

const ofTopic = (topic: string): unknown[] =>
  teller.events.filter((one) => one.topic === topic).map((one) => one.data());
const lines = () => ofTopic('logs') as LogEntry[];
const errors = () => ofTopic('error_logs') as ServerData<'error_logs'>[];
const changed = (): number => teller.changes.filter(({ part }) => part === 'logs').length;

describe('a line of the log', () => {
  it('is told a moment later as the log shows it, under the id that it is found by', async () => {
    logger.of('ddns').info({ host: 'nas' }, 'A name was updated');
    logger.debug({}, 'Nobody keeps this');
    expect(teller.events).toEqual([]);
    await clock.advance(100);
    const [told] = lines();
    expect(lines().length).toBe(1);
    expect(told).toMatchObject({ module: 'ddns', level: 'INFO', message: 'A name was updated' });
    expect(changed()).toBe(1);
    const get = logs.routes.find(({ contract }) => contract.path === '/logs/{log_id}');
    const found = async () =>
      ((await get?.handler({ params: { log_id: told?.id } } as never))?.data ?? null) as LogEntry | null;
    expect(await found()).toMatchObject({ ...told });
    // The same once it is on disk.
    await clock.advance(120_000);
    expect(await found()).toMatchObject({ ...told });
  });

  it('that is an error is told with those of the next second, the last ten of them', async () => {
    for (let at = 1; at <= 14; at++) logger.error({ at }, `Error ${String(at)}`);
    logger.warn({}, 'No error');
    await clock.advance(999);
    expect(errors()).toEqual([]);
    await clock.advance(1);
    const [told] = errors();
    expect(errors().length).toBe(1);
    expect(told?.dropped).toBe(4);
    expect(told?.logs.map(({ message }) => message)).toEqual(
      Array.from({ length: 10 }, (_, at) => `Error ${String(at + 5)}`),
    );
    await clock.advance(10_000);
    logger.error({}, 'Another');
    await clock.advance(1000);
    expect(errors()[1]).toMatchObject({ dropped: 0, logs: [{ message: 'Another' }] });
  });

  it('is told alone up to a hundred a second; beyond that only that the log is longer', async () => {
    for (let second = 0; second < 3; second++) {
      for (let at = 0; at < 400; at++) logger.info({ at }, 'One of many');
      await clock.advance(1000);
    }
    expect(lines().length).toBe(300);
    expect(changed()).toBe(3);
  });

  it('that is said while lines are told waits for the next time, and nothing is told after the end', async () => {
    const { publish } = teller;
    teller.publish = (topic, type, render, severity) => {
      publish(topic, type, render, severity);
      if (lines().length < 3) logger.info({}, 'Said by telling');
    };
    logger.info({}, 'First');
    await clock.advance(100);
    expect(lines().length).toBe(1);
    await clock.advance(100);
    expect(lines().map(({ message }) => message)).toEqual(['First', 'Said by telling']);
    await clock.advance(100);
    stop();
    logger.error({}, 'Too late');
    await clock.advance(10_000);
    expect([lines().length, errors().length]).toEqual([3, 0]);
  });
});
