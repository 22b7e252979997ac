/** Channels that do not take their messages: waits, dead letters, stand-ins, limits. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

/** Hundreds of tries, each stored. */

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
const params = () => ({ channel_id: channel });

describe('a channel that is down', () => {
  it('for a day gets what still matters when it is back, in order', async () => {
    phone.trouble = 'down';
    await put('/a');
    await put('/b', 'firing', { labels: { alertname: 'Disk hot' } });
    await world.clock.advance(10 * HOUR);
    const tries = phone.tries.length;
    expect(tries).toBeGreaterThan(20);
    expect(tries).toBeLessThan(80);
    await put('/a', 'resolved');
    await put('/c');
    await stage.stop();
    stage = await startStage(world);
    await world.clock.advance(14 * HOUR);
    expect(await stage.channel(channel)).toMatchObject({
      state: 'waiting',
      pending: 2,
      reason: { code: 'NOTIFY_TRANSIENT', params: { problem: 'plain says transient' } },
    });
    phone.trouble = null;
    await world.clock.advance(15 * MINUTE);
    expect(titlesOf(phone)).toEqual(['/b firing', '/c firing']);
    expect(await stage.channel(channel)).toMatchObject({ state: 'ok', pending: 0, next_try: null });
  });

  it('for longer than two days leaves dead letters with the reason, which can be sent again', async () => {
    phone.trouble = 'down';
    await put('/a');
    await world.clock.advance(50 * HOUR);
    const [dead] = await stage.deliveries({ status: 'failed' });
    expect(dead).toMatchObject({
      reason: { code: 'NOTIFY_GAVE_UP', params: { hours: 48, problem: 'plain says transient' } },
      next_try: null,
    });
    phone.trouble = null;
    const again = { params: { delivery_id: dead?.delivery_id } };
    const made = await stage.call('POST', '/notify/deliveries/{delivery_id}/replay', again);
    expect(made).toMatchObject({ status: 'pending', stands_for: dead?.delivery_id });
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing']);
    const detail = await stage.call<{ tries: object[] }>('GET', '/notify/deliveries/{delivery_id}', again);
    expect(detail).toMatchObject({ body: 'about /a', tells: [{ subject: 'alert:/a' }] });
    expect(detail.tries.length).toBeLessThanOrEqual(51);
    const sent = await stage.deliveries({ status: 'sent' });
    await expect(
      stage.call('POST', '/notify/deliveries/{delivery_id}/replay', {
        params: { delivery_id: sent[0]?.delivery_id },
      }),
    ).rejects.toMatchObject({ code: 'NOTIFY_NOT_FAILED' });
  });

  it('does not hold up the others', async () => {
    await stage.addChannel('mail');
    phone.trouble = 'hangs';
    await put('/a');
    await world.clock.advance(30 * SECOND);
    await put('/b', 'firing', { severity: 'critical' });
    await world.clock.advance(5 * SECOND);
    expect(titlesOf(receiverOf(world, 'mail'))).toEqual(['/a firing', '/b firing']);
    phone.trouble = null;
    // What hangs is given up after two minutes, and tried again.
    await world.clock.advance(3 * MINUTE);
    expect(titlesOf(phone)).toEqual(['/a firing', '/b firing']);
  });
});

describe('a refusal', () => {
  it('of one message is its end, and nothing of the channel', async () => {
    phone.trouble = 'message';
    await put('/a');
    await world.clock.advance(MINUTE);
    expect(await stage.deliveries()).toMatchObject([
      { status: 'failed', attempts: 1, reason: { code: 'NOTIFY_MESSAGE' } },
    ]);
    expect(await stage.channel(channel)).toMatchObject({ state: 'ok' });
    await put('/a', 'resolved');
    await world.clock.advance(MINUTE);
    expect(phone.tries.length).toBe(1);
  });

  it.each(['auth', 'config'] as const)('of %s stops the channel until it is edited', async (trouble) => {
    phone.trouble = trouble;
    await put('/a');
    await world.clock.advance(10 * HOUR);
    expect(phone.tries.length).toBe(1);
    expect(await stage.channel(channel)).toMatchObject({
      state: 'stopped',
      next_try: null,
      reason: { code: `NOTIFY_${trouble.toUpperCase()}` },
    });
    await stage.stop();
    stage = await startStage(world);
    await world.clock.advance(HOUR);
    expect(phone.tries.length).toBe(1);
    phone.trouble = null;
    await stage.call('PUT', '/notify/channels/{channel_id}', {
      params: params(),
      body: { settings: { token: 'new' } },
    });
    await world.clock.advance(0);
    expect(titlesOf(phone)).toEqual(['/a firing']);
  });

  it('that asks to wait is obeyed', async () => {
    phone.trouble = 'throttled';
    await put('/a');
    await world.clock.advance(30 * SECOND);
    phone.trouble = null;
    await world.clock.advance(89 * SECOND);
    expect(phone.tries.length).toBe(1);
    await world.clock.advance(SECOND);
    expect(titlesOf(phone)).toEqual(['/a firing']);
  });
});

describe('a stand-in', () => {
  let mail: string;
  beforeEach(async () => {
    mail = await stage.addChannel('mail');
    const sms = await stage.addChannel('sms');
    const route = { name: 'All', channels: [channel], fallback: [mail, sms], fallback_after_minutes: 5 };
    await stage.call('PUT', '/notify/routes', { body: { routes: [route] } });
  });

  it('tells what the channel has not sent in time, one after another', async () => {
    phone.trouble = 'down';
    receiverOf(world, 'mail').trouble = 'down';
    await put('/a');
    await world.clock.advance(30 * SECOND + 5 * MINUTE - SECOND);
    expect(receiverOf(world, 'mail').tries).toEqual([]);
    await world.clock.advance(SECOND);
    expect(receiverOf(world, 'mail').tries.length).toBe(1);
    await world.clock.advance(5 * MINUTE);
    expect(titlesOf(receiverOf(world, 'sms'))).toEqual(['/a firing']);
    // Whoever was told hears the end as well.
    await put('/a', 'resolved');
    phone.trouble = null;
    await world.clock.advance(HOUR);
    expect(titlesOf(receiverOf(world, 'sms'))).toEqual(['/a firing', '/a resolved']);
    expect(titlesOf(phone)).toEqual([]);
  });

  it('tells at once what the channel refused, or is stopped for', async () => {
    phone.trouble = 'message';
    await put('/a');
    await world.clock.advance(30 * SECOND);
    expect(titlesOf(receiverOf(world, 'mail'))).toEqual(['/a firing']);
    phone.trouble = 'auth';
    await put('/b', 'firing', { severity: 'critical' });
    await world.clock.advance(5 * SECOND);
    expect(titlesOf(receiverOf(world, 'mail'))).toEqual(['/a firing', '/b firing']);
    await put('/c', 'firing', { severity: 'critical' });
    await world.clock.advance(5 * SECOND);
    expect(titlesOf(receiverOf(world, 'mail')).at(-1)).toBe('/c firing');
    const [last] = await stage.deliveries();
    const first = (await stage.deliveries({ channel })).at(0);
    expect(last).toMatchObject({ channel: 'mail', stands_for: first?.delivery_id });
  });

  it('is not needed where the channel is in time', async () => {
    await put('/a');
    await world.clock.advance(HOUR);
    expect(receiverOf(world, 'mail').tries).toEqual([]);
  });

  it('cannot be deleted while a route names it', async () => {
    await expect(
      stage.call('DELETE', '/notify/channels/{channel_id}', { params: { channel_id: mail } }),
    ).rejects.toMatchObject({ code: 'NOTIFY_CHANNEL_IN_USE', params: { route: 'All' } });
  });
});

describe('the rate of a channel', () => {
  it('is never exceeded, over a restart neither', async () => {
    await stage.call('PUT', '/notify/channels/{channel_id}', {
      params: params(),
      body: { rate: { messages: 3, per_seconds: 60 } },
    });
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    for (const name of names) await put('/x', 'firing', { labels: { alertname: name } });
    // Each is about the same disk, so the last one takes the place of those before.
    await world.clock.advance(MINUTE);
    expect(phone.taken.length).toBe(1);
    for (const name of names) await put(`/${name}`, 'firing', { labels: { alertname: name } });
    await world.clock.advance(30 * SECOND);
    await stage.stop();
    stage = await startStage(world);
    await world.clock.advance(10 * MINUTE);
    expect(phone.taken.length).toBe(9);
    const times = phone.taken.map(({ takenAt }) => takenAt);
    for (const at of times) {
      expect(times.filter((other) => other > at - MINUTE && other <= at).length).toBeLessThanOrEqual(3);
    }
  });
});

describe('a channel that is let go', () => {
  it('is sent nothing that waited for it, and the log says so', async () => {
    phone.trouble = 'down';
    await put('/a');
    await world.clock.advance(MINUTE);
    await stage.call('DELETE', '/notify/channels/{channel_id}', { params: params() });
    phone.trouble = null;
    await world.clock.advance(HOUR);
    expect(phone.taken).toEqual([]);
    expect(await stage.deliveries()).toMatchObject([
      { channel: 'phone', status: 'failed', reason: { code: 'NOTIFY_CHANNEL_GONE' } },
    ]);
  });

  it('or switched off hears nothing more of what went on', async () => {
    await put('/a');
    await world.clock.advance(MINUTE);
    const put2 = (enabled: boolean) =>
      stage.call('PUT', '/notify/channels/{channel_id}', { params: params(), body: { enabled } });
    await put2(false);
    await put('/b');
    await world.clock.advance(HOUR);
    await put2(true);
    await put('/a', 'resolved');
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing']);
  });
});

describe('a test', () => {
  const test = () => stage.call('POST', '/notify/channels/{channel_id}/test', { params: params() });

  it('tells how it went', async () => {
    expect(await test()).toMatchObject({ status: 'sent', reason: null });
    expect(phone.taken).toMatchObject([
      { title: 'CloudCube test message', body: 'Messages from nas arrive here.' },
    ]);
    phone.trouble = 'auth';
    expect(await test()).toMatchObject({ status: 'failed', reason: { code: 'NOTIFY_AUTH' } });
    phone.trouble = null;
    // A stopped channel is tried all the same; what failed is not sent afterwards.
    expect(await test()).toMatchObject({ status: 'sent' });
    expect(phone.taken.length).toBe(2);
  });

  it('that takes too long is told as pending', async () => {
    phone.trouble = 'hangs';
    const running = test();
    await world.clock.advance(10 * SECOND);
    expect(await running).toMatchObject({ status: 'pending' });
    phone.trouble = null;
    await world.clock.advance(5 * MINUTE);
    expect(titlesOf(phone)).toEqual(['CloudCube test message']);
  });
});
