import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../../electron/kernel/clock.ts';
import { openDataFolder } from '../../../electron/kernel/data-folder.ts';
import {
  answerOf,
  OperationalError,
  reasonOf,
  StartError,
  UserError,
} from '../../../electron/kernel/errors.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import { createLock } from '../../../electron/kernel/lock.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder, turn } from './folder.ts';

describe('the data folder', () => {
  it('is made for its owner alone, with a place for copies, and nothing else in it', () => {
    const path = join(newFolder(), 'a', 'b');
    expect(openDataFolder(path)).toEqual({
      path,
      stateFile: join(path, 'state.db'),
      metricsFile: join(path, 'metrics.db'),
      copiesDir: join(path, 'backups'),
    });
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readdirSync(path)).toEqual(['backups']);
    openDataFolder(path);
  });

  it.each(['a file is in its place', 'a file is above it', 'a file is in the place of the copies'])(
    'is refused in one line where %s',
    (where) => {
      const folder = newFolder();
      const path = join(folder, 'data');
      if (where === 'a file is in its place') writeFileSync(path, '');
      if (where === 'a file is in the place of the copies') {
        mkdirSync(path);
        writeFileSync(join(path, 'backups'), '');
      }
      const at = where === 'a file is above it' ? join(folder, 'file', 'data') : path;
      writeFileSync(join(folder, 'file'), '');
      expect(() => openDataFolder(at)).toThrow(StartError);
      expect(() => openDataFolder(at)).toThrow(new RegExp(`^The data folder .* cannot be written: [^\\n]+$`));
    },
  );
});

describe('an error as an answer', () => {
  it('of the caller’s tells everything', () => {
    const error = new UserError('RATE_LIMIT_EXCEEDED', {
      params: { seconds: 5 },
      details: { a: 1 },
      retryAfter: 5,
    });
    expect(answerOf(error)).toEqual({
      status: 429,
      code: 'RATE_LIMIT_EXCEEDED',
      params: { seconds: 5 },
      details: { a: 1 },
      retryAfter: 5,
      level: 'debug',
    });
    expect(reasonOf(error)).toEqual({ code: 'RATE_LIMIT_EXCEEDED', params: { seconds: 5 } });
  });

  it('of the world’s is a warning', () => {
    expect(answerOf(new OperationalError('STORAGE_FULL'))).toMatchObject({ status: 507, level: 'warn' });
  });

  it.each([new Error('secret'), new TypeError('secret'), 'secret', null, { code: 'STORAGE_FULL' }])(
    'that is a bug says nothing of itself: %s',
    (error) => {
      expect(answerOf(error)).toEqual({
        status: 500,
        code: 'INTERNAL_ERROR',
        params: {},
        details: undefined,
        retryAfter: undefined,
        level: 'error',
      });
      expect(reasonOf(error)).toEqual({ code: 'INTERNAL_ERROR', params: {} });
    },
  );
});

describe('an event', () => {
  it('comes after the commit, to all, and not after a rollback', async () => {
    const database = await newDatabase();
    const bus = createEventBus({ database, logger: listen() });
    const heard: string[] = [];
    bus.on('settings.changed', ({ key }) => heard.push(`a ${key}`));
    const stop = bus.on('settings.changed', ({ key }) => heard.push(`b ${key}`));
    await database.transact(async () => {
      bus.emit('settings.changed', { key: 'one' });
      expect(heard).toEqual([]);
    });
    await database
      .transact(() => {
        bus.emit('settings.changed', { key: 'two' });
        return Promise.reject(new Error('no'));
      })
      .catch(() => undefined);
    stop();
    bus.emit('settings.changed', { key: 'three' });
    expect(heard).toEqual(['a one', 'b one', 'a three']);
  });

  it('is heard by the others where one listener fails', async () => {
    const logger = listen();
    const bus = createEventBus({ database: await newDatabase(), logger });
    let heard = false;
    bus.on('ddns.hosts_changed', () => {
      throw new Error('no');
    });
    bus.on('ddns.hosts_changed', () => (heard = true));
    bus.emit('ddns.hosts_changed', {});
    expect({ heard, lines: logger.lines }).toEqual({ heard: true, lines: ['error: A listener failed'] });
  });
});

describe('a lock', () => {
  it('lets one in after another, in their order, also after a failure', async () => {
    const lock = createLock();
    const order: string[] = [];
    const one = (name: string) =>
      lock(async () => {
        order.push(`${name} in`);
        await turn();
        order.push(`${name} out`);
        if (name === 'b') throw new Error('no');
        return name;
      });
    const all = await Promise.allSettled(['a', 'b', 'c'].map(one));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });
});

describe('sleep', () => {
  it('ends at its time, or when it is no longer wanted', async () => {
    const clock = createVirtualClock();
    const order: string[] = [];
    const ended = new AbortController();
    void sleep(clock, 1000).then(() => order.push('slept'));
    void sleep(clock, 1000, ended.signal).then(() => order.push('woken'));
    void sleep(clock, 1000, AbortSignal.abort()).then(() => order.push('never slept'));
    await clock.advance(500);
    ended.abort();
    await turn();
    expect(order).toEqual(['never slept', 'woken']);
    await clock.advance(500);
    expect(order).toEqual(['never slept', 'woken', 'slept']);
  });
});
