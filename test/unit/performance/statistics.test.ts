import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  callsByEndpoint,
  callsByUser,
  callsOverTime,
  only,
  totalCalls,
  wellAnswered,
} from '../../../electron/performance/api-calls.ts';
import { answered, callerOf, install, START } from './installation.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('statistics of requests', () => {
  it('count by operation, status and user, with times', async () => {
    const { statistics } = await install();
    statistics.call(answered({ duration: 1, caller: callerOf('u1') }));
    statistics.call(answered({ duration: 3, caller: callerOf('u1') }));
    statistics.call(answered({ status: 404, route: null, duration: 0.5, bytes: null }));
    statistics.call(answered({ status: 500, method: 'POST', duration: 800, caller: callerOf('u2') }));
    const { slots } = await statistics.read('1h');
    expect(totalCalls(slots)).toMatchObject({
      ...{ count: 4, client_errors: 1, server_errors: 1, mean_ms: 201.125, max_ms: 800, bytes_sent: 300 },
    });
    expect(callsByEndpoint(slots)[0]).toMatchObject({
      ...{ method: 'GET', endpoint: '/api/v2/ddns/status', count: 2, statuses: { 200: 2 }, mean_ms: 2 },
    });
    expect(callsByUser(slots)).toEqual([
      { user_id: 'u1', count: 2, errors: 0 },
      { user_id: 'u2', count: 1, errors: 1 },
      { user_id: null, count: 1, errors: 1 },
    ]);
    expect(totalCalls(only(slots, { user_id: 'u1' })).count).toBe(2);
    expect(totalCalls(only(slots, { endpoint: '/api/v2/ddns/status', user_id: 'u2' })).count).toBe(1);
    expect(wellAnswered(slots)).toBe(75);
    expect(wellAnswered([])).toBeNull();
  });

  it('are exact by the minute for an hour, and by the hour for a day, over restarts', async () => {
    const home = await install();
    const perMinute = (minute: number): number => (minute % 7) + 1;
    for (let minute = 0; minute < 27 * 60; minute++) {
      for (let i = 0; i < perMinute(minute); i++) home.statistics.call(answered());
      await home.clock.advance(MINUTE);
      await home.statistics.flush();
      if (minute % 400 === 399) await home.restart();
    }
    const now = home.clock.now();
    expect(now).toBe(START + 27 * HOUR);
    const sum = (from: number): number =>
      Array.from({ length: 27 * 60 }, (_, minute) => minute)
        .filter((minute) => START + minute * MINUTE >= from)
        .reduce((total, minute) => total + perMinute(minute), 0);

    const hour = await home.statistics.read('1h');
    expect(hour.from).toBe(now - 59 * MINUTE);
    expect(callsOverTime(hour.slots)).toHaveLength(59);
    expect(totalCalls(hour.slots).count).toBe(sum(hour.from));

    const day = await home.statistics.read('24h');
    expect(day.from).toBe(now - 23 * HOUR);
    expect(callsOverTime(day.slots)).toHaveLength(23);
    expect(totalCalls(day.slots).count).toBe(sum(day.from));
    expect(day.since).toBe(START);
  });

  it('lose what was not flushed when they are killed, and nothing else', async () => {
    const home = await install();
    home.statistics.call(answered());
    await home.statistics.flush();
    home.statistics.call(answered());
    await home.restart();
    home.statistics.call(answered());
    expect(totalCalls((await home.statistics.read('1h')).slots).count).toBe(2);
  });

  it('count every request once when the clock is set back an hour', async () => {
    const { statistics, clock } = await install();
    for (let round = 0; round < 3; round++) {
      statistics.call(answered());
      await clock.advance(90 * MINUTE);
      await statistics.flush();
      clock.set(clock.now() - HOUR);
    }
    statistics.call(answered());
    await clock.advance(3 * HOUR);
    await statistics.flush();
    expect(totalCalls((await statistics.read('24h')).slots).count).toBe(4);
  });

  it('write nothing while nobody asks, so that disks sleep', async () => {
    const { statistics, clock, database } = await install();
    statistics.call(answered());
    await statistics.flush();
    await clock.advance(2 * HOUR);
    await statistics.flush();
    const changes = async (): Promise<number> =>
      (await sql<{ n: number }>`select total_changes() as n`.execute(database.query())).rows[0]!.n;
    const before = await changes();
    await clock.advance(5 * MINUTE);
    await statistics.flush();
    expect(await changes()).toBe(before);
  });

  it('keep a month of hours and two hours of minutes', async () => {
    const { statistics, clock, database } = await install();
    for (let hour = 0; hour < 33 * 24; hour += 6) {
      statistics.call(answered());
      await clock.advance(6 * HOUR);
      await statistics.flush();
    }
    const count = async (table: string): Promise<number> =>
      (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(database.query()))
        .rows[0]!.n;
    expect(await count('performance_minutes')).toBe(0);
    expect(await count('performance_hours')).toBe(31 * 4);
  });

  it('cost nothing while switched off, and say since when they are whole again', async () => {
    const { statistics, clock } = await install();
    statistics.call(answered());
    await statistics.turn(false);
    statistics.call(answered());
    expect((await statistics.read('1h')).since).toBeNull();
    await clock.advance(MINUTE);
    await statistics.turn(true);
    statistics.call(answered());
    const { slots, since } = await statistics.read('1h');
    expect(totalCalls(slots).count).toBe(2);
    expect(since).toBe(START + MINUTE);
  });

  it('forget everything but the totals since the start, which must not go back', async () => {
    const { statistics, clock } = await install();
    statistics.call(answered());
    await statistics.flush();
    await clock.advance(2 * HOUR);
    statistics.call(answered());
    await statistics.reset(() => Promise.resolve());
    const { slots, since } = await statistics.read('24h');
    expect(totalCalls(slots).count).toBe(0);
    expect(since).toBe(START + 2 * HOUR);
    expect(statistics.totals().map(({ tally }) => tally.count)).toEqual([2]);
  });

  it('tell sixty-four users of an operation apart in a minute, and count the others together', async () => {
    const { statistics } = await install();
    for (let user = 0; user < 100; user++) {
      statistics.call(answered({ caller: callerOf(`u${String(user)}`) }));
    }
    const users = callsByUser((await statistics.read('1h')).slots);
    expect(users).toHaveLength(65);
    expect(users[0]).toEqual({ user_id: 'others', count: 36, errors: 0 });
  });

  it('take no more memory for a million requests than for the first ones', async () => {
    const { statistics } = await install();
    const one = answered({ caller: callerOf('u1') });
    const round = (): void => {
      for (let i = 0; i < 100_000; i++) statistics.call(one);
    };
    round();
    const before = statistics.totals().length;
    for (let i = 0; i < 9; i++) round();
    expect(statistics.totals().length).toBe(before);
    expect(JSON.stringify((await statistics.read('1h')).slots).length).toBeLessThan(400);
  });
});
