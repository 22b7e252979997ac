import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { join } from 'node:path';
import { wordsOf, type LogFilter } from '../../../electron/logs/filter.ts';
import { severities } from '../../../electron/logs/line.ts';
import { createLogStore, type LogStore } from '../../../electron/logs/store.ts';
import { logMigrations } from '../../../electron/logs/tables.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { newFolder } from '../kernel/folder.ts';

let file: string;
let database: Database;
let clock: VirtualClock;
let store: LogStore;
let lost: number[];
const most = 30_000;

async function open(): Promise<void> {
  database = openDatabase(file, { synchronous: 'normal' });
  await database.migrate(logMigrations);
  store = await createLogStore({
    ...{ database, clock, most },
    keepDays: () => 14,
    onMany: () => undefined,
    onLoss: (count) => lost.push(count),
  });
}

beforeEach(async () => {
  file = join(newFolder(), 'metrics.db');
  clock = createVirtualClock();
  lost = [];
  await open();
});
afterEach(() => database.close());

function say(msg: string, more: object = {}): void {
  const time = new Date(clock.now()).toISOString();
  store.add(JSON.stringify({ level: 'info', time, module: 'core', ...more, msg }));
}
const everything = { limit: 1000, offset: 0 };
const found = async (filter: LogFilter): Promise<string[]> =>
  (await store.list(filter, everything)).lines.map(({ message }) => message);
const search = (text: string): Promise<string[]> => found({ words: wordsOf(text) });

/** The same of what is in memory, and of what is on disk. */
async function both(look: () => Promise<string[]>): Promise<string[]> {
  const fresh = await look();
  await store.flush();
  expect(await look()).toEqual(fresh);
  return fresh;
}

describe('a search', () => {
  it('finds all lines of a request, and of a trace, by their ids', async () => {
    say('first', { request_id: '5f0c1d2e-1', trace_id: '4bf92f35' });
    say('second', { request_id: '5f0c1d2e-2', trace_id: '4bf92f35' });
    expect(await both(() => search('5f0c1d2e-2'))).toEqual(['second']);
    expect(await both(() => search('4bf92f35'))).toEqual(['second', 'first']);
  });

  it.each([
    ['登录成功', ['用户登录成功']],
    ['登录', ['用户登录成功']],
    ['录', ['用户登录成功']],
    ['egist', ['Somebody REGISTERED']],
    ['registered some', ['Somebody REGISTERED']],
    ['"somebody reg"', ['Somebody REGISTERED']],
    ['"registered somebody"', []],
    ['nas.home.arpa', ['A name was updated']],
    ['50%', ['Disk is 50% full']],
    ['5%', []],
    ['0%', ['Disk is 50% full']],
    ['_', ['snake_case']],
    ['AND', ['x AND y']],
    ['x OR y', []],
    ['NEAR(', []],
    ['full*', []],
    ['message:full', []],
    ["full' or '1'='1", []],
    [
      '"',
      [
        'snake_case',
        'x AND y',
        'Disk is 50% full',
        'A name was updated',
        'Somebody REGISTERED',
        '用户登录成功',
      ],
    ],
    [
      '""""',
      [
        'snake_case',
        'x AND y',
        'Disk is 50% full',
        'A name was updated',
        'Somebody REGISTERED',
        '用户登录成功',
      ],
    ],
    ['ful\0l', ['Disk is 50% full']],
    ['\ud83d', []],
    ['^full', []],
    ['full -disk', []],
    ['{a b}: full', []],
  ])('for %j finds %j, and is never a query language', async (text, expected) => {
    say('用户登录成功');
    say('Somebody REGISTERED');
    say('A name was updated', { host: 'nas.home.arpa' });
    say('Disk is 50% full');
    say('x AND y');
    say('snake_case');
    expect(await both(() => search(text))).toEqual(expected);
  });
});

it('lists by level, module and time, the newest first, and pages over what is on disk and what is not', async () => {
  for (let nth = 1; nth <= 10; nth++) {
    say(`line ${String(nth)}`, {
      level: nth % 2 === 0 ? 'error' : 'info',
      module: nth > 5 ? 'ddns' : 'auth',
    });
    await clock.advance(1000);
    if (nth === 6) await store.flush();
  }
  const messages = async (filter: LogFilter): Promise<string[]> =>
    (await found(filter)).map((text) => text.replace('line ', ''));
  expect(await messages({})).toEqual(['10', '9', '8', '7', '6', '5', '4', '3', '2', '1']);
  expect(await messages({ level: severities.ERROR, module: 'ddns' })).toEqual(['10', '8', '6']);
  const start = Date.UTC(2026, 10, 20, 8);
  expect(await messages({ since: start + 2000, until: start + 4000 })).toEqual(['4', '3']);
  const page = await store.list({}, { limit: 3, offset: 2 });
  expect([page.total, page.lines.map(({ id }) => id)]).toEqual([10, [8, 7, 6]]);
});

it('keeps ids over a restart and shows one line with its stack apart', async () => {
  say('A request failed', {
    level: 'error',
    request_id: 'r-1',
    client_ip: '192.0.2.1',
    error: {
      type: 'Error',
      message: 'outer',
      stack: 'Error: outer\n at a',
      cause: { message: 'in', stack: 'Error: in' },
    },
  });
  await store.flush();
  database.close();
  await open();
  say('later');
  expect(await store.get(1)).toMatchObject({
    level: severities.ERROR,
    request_id: 'r-1',
    ip: '192.0.2.1',
    stack: 'Error: outer\n at a\ncaused by: Error: in',
    details: JSON.stringify({ error: { type: 'Error', message: 'outer', cause: { message: 'in' } } }),
  });
  expect((await store.get(2))?.message).toBe('later');
  expect(await store.get(3)).toBeNull();
});

it('forgets what is old and what is too much, with the indexes of their words', async () => {
  say('ancient');
  await store.flush();
  await clock.advance(15 * 24 * 3600 * 1000);
  for (let nth = 0; nth < 31_000; nth++) {
    say(`number ${String(nth)}`);
    if (nth % 3000 === 0) await store.flush();
  }
  await store.flush();
  expect(await store.get(1)).toBeNull();
  expect((await store.list({}, { limit: 1, offset: 0 })).total).toBe(most);
  expect(await search('ancient')).toEqual([]);
  expect(await search('"number 30999"')).toEqual(['number 30999']);
  await clock.advance(15 * 24 * 3600 * 1000);
  for (let round = 0; round < 4; round++) await store.flush();
  expect((await store.list({}, everything)).total).toBe(0);
  say('again');
  await store.flush();
  expect(await search('again')).toEqual(['again']);
});

it('gives every line out once, in batches, while others are written', async () => {
  for (let nth = 0; nth < 700; nth++) say(`line ${String(nth)}`);
  await store.flush();
  for (let nth = 700; nth < 900; nth++) say(`line ${String(nth)}`);
  const ids: number[] = [];
  let largest = 0;
  for await (const some of store.all({})) {
    largest = Math.max(largest, some.length);
    ids.push(...some.map(({ id }) => id));
    say('meanwhile');
    await store.flush();
  }
  expect(ids).toEqual(Array.from({ length: 900 }, (_, nth) => nth + 1));
  expect(largest).toBeLessThanOrEqual(200);
});

it('keeps what cannot be written, within bounds, and tells how much was lost once it can', async () => {
  let full = true;
  const weak = await createLogStore({
    database: {
      ...database,
      transact: (body) => (full ? Promise.reject(new Error('full')) : database.transact(body)),
    },
    ...{ clock, keepDays: () => 14, onMany: () => undefined, onLoss: (count) => lost.push(count) },
  });
  const time = new Date(clock.now()).toISOString();
  for (let nth = 0; nth < 5_010; nth++) {
    weak.add(JSON.stringify({ level: 'info', time, module: 'core', msg: 'x' }));
  }
  await expect(weak.flush()).rejects.toThrow('full');
  expect((await weak.list({}, { limit: 0, offset: 0 })).total).toBe(5_000);
  expect(lost).toEqual([]);
  full = false;
  await weak.flush();
  expect(lost).toEqual([10]);
  expect((await weak.list({}, { limit: 0, offset: 0 })).total).toBe(5_000);
});
