import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/kernel/database.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import { OperationalError } from '../../../electron/kernel/errors.ts';
import {
  createJobs,
  JOB_PATIENCE_MS,
  jobMigrations,
  patiently,
  type ReportProgress,
} from '../../../electron/kernel/jobs.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder } from './folder.ts';

let clock: VirtualClock;
let folder: string;
let database: Database;

beforeEach(async () => {
  clock = createVirtualClock();
  folder = newFolder();
  database = await newDatabase(jobMigrations, folder);
});

const open = () => createJobs({ database, clock });

/** Work that ends when the test says so. */
function work() {
  let report: ReportProgress = () => undefined;
  let succeed: (result: unknown) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  return {
    run: (_id: string, tell: ReportProgress) => {
      report = tell;
      return new Promise<unknown>((resolve, reject) => {
        succeed = resolve;
        fail = reject;
      });
    },
    report: (progress: number, stage: string) => report(progress, stage),
    succeed: (result: unknown) => succeed(result),
    fail: (error: Error) => fail(error),
  };
}

describe('a job', () => {
  it('tells that it has begun, goes on and has ended, each once that can be seen', async () => {
    const events = createEventBus({ database, logger: listen() });
    const jobs = await createJobs({ database, clock, events });
    const seen: Promise<string>[] = [];
    events.on('jobs.changed', ({ job_id: id }) => {
      seen.push(jobs.get(id).then((job) => `${job?.state ?? 'none'} ${String(job?.progress)}`));
    });
    const { run, report, succeed } = work();
    const { done } = await jobs.start('test', run);
    expect(await Promise.all(seen)).toEqual(['running 0']);
    report(0.5, 'apply');
    expect(await seen[1]).toBe('running 0.5');
    succeed(1);
    await done;
    const failing = await jobs.start('test', () => Promise.reject(new Error('no')));
    await expect(failing.done).rejects.toThrow('no');
    expect((await Promise.all(seen)).slice(2)).toEqual(['succeeded 1', 'running 0', 'failed 0']);
  });

  it('tells how far it is while it runs, and its result when it has ended', async () => {
    const jobs = await open();
    const { run, report, succeed } = work();
    const { job_id, done } = await jobs.start('test', run);
    expect(await jobs.get(job_id)).toMatchObject({
      kind: 'test',
      state: 'running',
      progress: 0,
      stage: null,
    });
    report(0.5, 'apply');
    expect(await jobs.get(job_id)).toMatchObject({ progress: 0.5, stage: 'apply', finished_at: null });
    await clock.advance(5);
    succeed({ changed: 1 });
    expect(await done).toEqual({ changed: 1 });
    expect(await jobs.get(job_id)).toEqual({
      job_id,
      kind: 'test',
      state: 'succeeded',
      progress: 1,
      stage: null,
      created_at: clock.now() - 5,
      finished_at: clock.now(),
      result: { changed: 1 },
      reason: null,
    });
  });

  it.each([
    [new OperationalError('STORAGE_FULL'), { code: 'STORAGE_FULL', params: {} }],
    [new Error('secret'), { code: 'INTERNAL_ERROR', params: {} }],
  ])('that fails keeps the reason, of a bug nothing but that it is one', async (error, reason) => {
    const jobs = await open();
    const { run, fail } = work();
    const { job_id, done } = await jobs.start('test', run);
    fail(error);
    await expect(done).rejects.toBe(error);
    expect(await jobs.get(job_id)).toMatchObject({ state: 'failed', progress: 0, result: null, reason });
  });

  it('that cannot be stored is not begun', async () => {
    const jobs = await open();
    database.close();
    let begun = false;
    const asked = jobs.start('test', () => Promise.resolve((begun = true)));
    await expect(asked).rejects.toThrow();
    expect(begun).toBe(false);
  });

  it('that is not there is null', async () => expect(await (await open()).get('none')).toBeNull());
});

describe('after a restart', () => {
  it('what ran is interrupted, what had ended is as it was', async () => {
    const jobs = await open();
    const { run } = work();
    const running = await jobs.start('test', run);
    const ended = await jobs.start('test', () => Promise.resolve('done'));
    await ended.done;
    database.close();
    database = await newDatabase(jobMigrations, folder);
    const later = await open();
    expect(await later.get(running.job_id)).toMatchObject({
      state: 'interrupted',
      finished_at: clock.now(),
      reason: { code: 'JOB_INTERRUPTED', params: {} },
    });
    expect(await later.get(ended.job_id)).toMatchObject({ state: 'succeeded', result: 'done' });
  });

  it('what is older than a month is gone', async () => {
    const { job_id, done } = await (await open()).start('test', () => Promise.resolve(1));
    await done;
    clock.set(clock.now() + 29 * 24 * 3600_000);
    expect(await (await open()).get(job_id)).not.toBeNull();
    clock.set(clock.now() + 2 * 24 * 3600_000);
    expect(await (await open()).get(job_id)).toBeNull();
  });
});

describe('patience', () => {
  it('is rewarded with the result', async () => {
    expect(await patiently(clock, Promise.resolve('done'))).toEqual({ result: 'done' });
  });

  it('ends after ten seconds: the work goes on', async () => {
    const { run, succeed } = work();
    const { job_id, done } = await (await open()).start('test', run);
    let answer: unknown = 'waiting';
    const asked = patiently(clock, done).then((result) => (answer = result));
    await clock.advance(JOB_PATIENCE_MS - 1);
    expect(answer).toBe('waiting');
    await clock.advance(1);
    await asked;
    expect(answer).toBeUndefined();
    succeed('late');
    expect(await done).toBe('late');
    expect(job_id).toBeTruthy();
  });

  it('hands a failure on', async () => {
    await expect(patiently(clock, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
