/** Grouping, repetition and withdrawal, by Alertmanager's documented semantics (docs/alerts.md names these tests). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../../electron/notify/channels/channel.ts';
import {
  alertNotice,
  createWorld,
  endWorld,
  HOUR,
  MINUTE,
  receiverOf,
  SECOND,
  startStage,
  titlesOf,
  type Receiver,
  type Stage,
  type World,
} from './stage.ts';

let world: World;
let stage: Stage;
let phone: Receiver;
let channel: string;

beforeEach(async () => {
  world = createWorld();
  stage = await startStage(world);
  channel = await stage.addChannel('phone');
  phone = receiverOf(world, 'phone');
});
afterEach(async () => {
  await stage.stop();
  endWorld(world);
  expect(world.log).toEqual([]);
});

const put = (...args: Parameters<typeof alertNotice> extends [World, ...infer Rest] ? Rest : never) =>
  stage.notify.put(alertNotice(world, ...args));
const objectsOf = ({ alerts }: Message): string[] =>
  alerts.map(({ object, status }) => `${object} ${status}`);
const setRoutes = (routes: object[], more: object = {}) =>
  stage.call('PUT', '/notify/routes', { body: { routes, ...more } });

describe('a group', () => {
  it('gathers alerts of equal group labels for group_wait', async () => {
    await put('/a');
    await world.clock.advance(20 * SECOND);
    await put('/b');
    await put('/c', 'firing', { labels: { alertname: 'Disk hot' } });
    await world.clock.advance(10 * SECOND);
    expect(phone.taken.map(objectsOf)).toEqual([['/a firing', '/b firing']]);
    await world.clock.advance(20 * SECOND);
    expect(phone.taken.map(objectsOf)).toEqual([['/a firing', '/b firing'], ['/c firing']]);
    expect(titlesOf(phone)).toEqual(['2 alerts', '/c firing']);
  });

  it('that was told waits group_interval with new alerts, and tells of those that go on, too', async () => {
    await put('/a');
    await world.clock.advance(30 * SECOND);
    await put('/b');
    await world.clock.advance(5 * MINUTE - SECOND);
    expect(phone.taken.length).toBe(1);
    await world.clock.advance(SECOND);
    expect(phone.taken.map(objectsOf)).toEqual([['/a firing'], ['/b firing', '/a firing']]);
    expect(phone.taken[1]?.body).toContain('Still: /a firing');
  });

  it('tells of what is critical within five seconds, whatever its group waits for', async () => {
    await put('/a', 'firing', { severity: 'critical' });
    await world.clock.advance(5 * SECOND);
    expect(phone.taken.length).toBe(1);
    await put('/b', 'firing', { severity: 'critical' });
    await world.clock.advance(5 * SECOND);
    expect(phone.taken.length).toBe(2);
  });

  it('of which all is over begins anew with group_wait', async () => {
    await put('/a');
    await world.clock.advance(30 * SECOND);
    await put('/a', 'resolved');
    await world.clock.advance(5 * MINUTE);
    await put('/b');
    await world.clock.advance(30 * SECOND);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a resolved', '/b firing']);
  });

  it('keeps its times over a restart', async () => {
    await put('/a');
    await world.clock.advance(30 * SECOND);
    await put('/b');
    await stage.stop();
    stage = await startStage(world);
    await world.clock.advance(5 * MINUTE - SECOND);
    expect(phone.taken.length).toBe(1);
    await world.clock.advance(SECOND);
    expect(phone.taken.length).toBe(2);
  });
});

describe('the end of an alert', () => {
  it('is told only to who was told of its beginning', async () => {
    const notice = alertNotice(world, '/a', 'resolved');
    await stage.notify.put(notice);
    await world.clock.advance(HOUR);
    expect(phone.tries).toEqual([]);
    expect(await stage.notify.deliveriesOf([notice.key])).toMatchObject([
      { reason: { code: 'NOTIFY_NEVER_TOLD' } },
    ]);
  });

  it('before its beginning was told withdraws both', async () => {
    const begin = alertNotice(world, '/a');
    await stage.notify.put(begin);
    await world.clock.advance(10 * SECOND);
    const end = alertNotice(world, '/a', 'resolved');
    await stage.notify.put(end);
    await world.clock.advance(HOUR);
    expect(phone.tries).toEqual([]);
    expect(await stage.deliveries()).toMatchObject([
      { status: 'withdrawn', reason: { code: 'NOTIFY_OVER_BEFORE' } },
    ]);
    expect(await stage.notify.deliveriesOf([begin.key, end.key])).toMatchObject([
      { reason: { code: 'NOTIFY_OVER_BEFORE' } },
      { reason: { code: 'NOTIFY_OVER_BEFORE' } },
    ]);
  });

  it('of one of a group leaves the others to be told', async () => {
    await put('/a');
    await put('/b');
    await world.clock.advance(10 * SECOND);
    await put('/a', 'resolved');
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/b firing']);
  });

  it('reaches who was told of the beginning, whatever the routes say by then', async () => {
    await put('/a');
    await world.clock.advance(MINUTE);
    await setRoutes([{ name: 'Nobody', channels: [] }]);
    await put('/a', 'resolved');
    await put('/b');
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a resolved']);
  });

  it('that is taken back before it was told is not told, nor is the new beginning', async () => {
    await put('/a');
    await world.clock.advance(MINUTE);
    await put('/a', 'resolved');
    await world.clock.advance(10 * SECOND);
    const back = alertNotice(world, '/a');
    await stage.notify.put(back);
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing']);
    expect(await stage.notify.deliveriesOf([back.key])).toMatchObject([
      { reason: { code: 'NOTIFY_TOLD_BEFORE' } },
    ]);
    await put('/a', 'resolved');
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a resolved']);
  });
});

describe('a reminder', () => {
  it('goes out as often as its rule says', async () => {
    await put('/a');
    await world.clock.advance(HOUR);
    await put('/a', 'reminder');
    await world.clock.advance(30 * SECOND);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a reminder']);
  });

  it('waits until the repeat_interval of its route has passed since the channel was told', async () => {
    await setRoutes([{ name: 'Seldom', channels: [channel], repeat_interval_seconds: 14_400 }]);
    await put('/a');
    await world.clock.advance(30 * SECOND);
    await world.clock.advance(HOUR);
    await put('/a', 'reminder');
    await world.clock.advance(3 * HOUR - SECOND);
    expect(phone.taken.length).toBe(1);
    await world.clock.advance(SECOND);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a reminder']);
  });

  it('is not said to go on twice beside what is new in its group', async () => {
    await put('/a');
    await world.clock.advance(HOUR);
    await put('/a', 'reminder');
    await world.clock.advance(MINUTE);
    await put('/b');
    await world.clock.advance(5 * MINUTE);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a reminder', '/b firing']);
    expect(phone.taken[2]?.body).toBe('about /b\n/a reminder');
  });

  it('that waits is forgotten when the alert is over', async () => {
    await setRoutes([{ name: 'Seldom', channels: [channel], repeat_interval_seconds: 14_400 }]);
    await put('/a');
    await world.clock.advance(MINUTE);
    await put('/a', 'reminder');
    await world.clock.advance(MINUTE);
    await put('/a', 'resolved');
    await world.clock.advance(24 * HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a resolved']);
  });

  it('that waits is withdrawn when somebody takes note, and nothing else is', async () => {
    await setRoutes([{ name: 'Seldom', channels: [channel], repeat_interval_seconds: 14_400 }]);
    await put('/a');
    await world.clock.advance(MINUTE);
    await put('/a', 'reminder');
    await put('/b', 'reminder');
    await world.clock.advance(MINUTE);
    await stage.notify.noted('alert:/a');
    await stage.notify.noted('alert:/b');
    await put('/c', 'reminder');
    await put('/d');
    await stage.notify.noted('alert:/c');
    await stage.notify.noted('alert:/d');
    await world.clock.advance(24 * HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing', '/d firing']);
    const [withdrawn] = await stage.deliveries({ status: 'withdrawn' });
    expect(withdrawn).toMatchObject({ reason: { code: 'NOTIFY_NOTED' } });
    await put('/a', 'resolved');
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing', '/d firing', '/a resolved']);
  });
});

describe('a digest', () => {
  const night = () => ({ digest: { key: 'quiet', at: Date.UTC(2026, 10, 21, 7) } });

  it('is one message at its time, which tells what came and went meanwhile', async () => {
    await stage.notify.put(alertNotice(world, '/a'), night());
    await world.clock.advance(HOUR);
    await stage.notify.put(alertNotice(world, '/b'), night());
    await stage.notify.put(alertNotice(world, '/a', 'resolved'), night());
    await stage.stop();
    stage = await startStage(world);
    await world.clock.advance(22 * HOUR - SECOND);
    expect(phone.tries).toEqual([]);
    await world.clock.advance(SECOND);
    expect(phone.taken.map(objectsOf)).toEqual([['/b firing', '/a resolved']]);
    expect(phone.taken[0]).toMatchObject({ title: 'Summary: 2 messages', kind: 'digest' });
    await put('/b', 'resolved');
    await world.clock.advance(MINUTE);
    expect(titlesOf(phone).slice(1)).toEqual(['/b resolved']);
  });

  it('does not hold what is told at once', async () => {
    await stage.notify.put(alertNotice(world, '/a'), night());
    await put('/a', 'firing', { severity: 'critical' });
    await world.clock.advance(5 * SECOND);
    expect(titlesOf(phone)).toEqual(['/a firing']);
    await world.clock.advance(24 * HOUR);
    expect(phone.taken.length).toBe(1);
  });
});

describe('routes', () => {
  it('are asked in their order, and on only where they say so', async () => {
    const mail = await stage.addChannel('mail');
    await setRoutes([
      { name: 'Disks', channels: [mail], matchers: [{ name: 'mount', operator: '=~', value: '/srv.*' }] },
      { name: 'Loud', channels: [channel], severities: ['critical'], continue: true },
      { name: 'Rest', channels: [mail], matchers: [{ name: 'mount', operator: '!=', value: '/quiet' }] },
    ]);
    await put('/srv/a');
    await put('/home', 'firing', { severity: 'critical' });
    await put('/quiet');
    await world.clock.advance(10 * MINUTE);
    expect(titlesOf(receiverOf(world, 'mail')).sort()).toEqual([
      '/home firing',
      // What no route takes goes to every channel.
      '/quiet firing',
      '/srv/a firing',
    ]);
    expect(phone.taken.map(objectsOf)).toEqual([['/home firing'], ['/quiet firing']]);
  });

  it('may leave what none of them takes to nobody', async () => {
    await setRoutes([], { unmatched: 'nobody' });
    await put('/a');
    await world.clock.advance(HOUR);
    expect(phone.tries).toEqual([]);
  });

  it('can be asked whom something would reach, and why', async () => {
    const mail = await stage.addChannel('mail');
    await setRoutes([
      { name: 'Loud', channels: [channel], severities: ['critical'] },
      { name: 'Disks', channels: [mail], fallback: [channel], group_by: ['mount'] },
      { name: 'After', channels: [channel] },
    ]);
    const body = { severity: 'warning', labels: { mount: '/a' } };
    expect(await stage.call('POST', '/notify/preview', { body })).toMatchObject({
      routes: [
        { name: 'Loud', matches: false, reason: { code: 'NOTIFY_ROUTE_SEVERITY' } },
        { name: 'Disks', matches: true, reason: { code: 'NOTIFY_ROUTE_TAKES' } },
        { name: 'After', matches: false, reason: { code: 'NOTIFY_ROUTE_AFTER' } },
      ],
      channels: [
        { channel_id: mail, route: 'Disks', group: { mount: '/a' }, wait_seconds: 30, fallback: [channel] },
      ],
    });
  });

  it('give way to the channels that a rule names, unless none of those is there', async () => {
    await stage.addChannel('mail');
    await stage.notify.put(alertNotice(world, '/a'), { channels: ['mail'] });
    await stage.notify.put(alertNotice(world, '/b'), { channels: ['gone'] });
    await world.clock.advance(10 * MINUTE);
    expect(phone.taken.map(objectsOf)).toEqual([['/b firing']]);
    expect(receiverOf(world, 'mail').taken.flatMap(objectsOf)).toContain('/a firing');
  });

  it('refuse a pattern that cannot be read, a channel that is not there, and an old revision', async () => {
    const wrong = (name: string, body: object) => ({ name, channels: [channel], ...body });
    const matchers = [{ name: 'mount', operator: '=~', value: '(' }];
    await expect(setRoutes([wrong('a', { matchers })])).rejects.toMatchObject({
      code: 'NOTIFY_MATCHER_INVALID',
    });
    await expect(setRoutes([wrong('a', { fallback: ['stranger'] })])).rejects.toMatchObject({
      code: 'NOTIFY_CHANNEL_UNKNOWN',
    });
    await expect(setRoutes([], { revision: 7 })).rejects.toMatchObject({ code: 'NOTIFY_CHANGED_MEANWHILE' });
  });
});
