/** From a notice to a receiver: real tables, a clock that the test turns. */
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
  type Stage,
  type World,
} from './stage.ts';

let world: World;
let stage: Stage;

beforeEach(async () => {
  world = createWorld();
  stage = await startStage(world);
});
afterEach(async () => {
  await stage.stop();
  endWorld(world);
});

describe('what becomes of a message', () => {
  it('is told of as often as it stands otherwise, as is a channel that does', async () => {
    const told = (): number => {
      const { changes } = world;
      world.changes = 0;
      return changes;
    };
    await stage.addChannel('phone');
    expect(told()).toBe(1);
    await stage.notify.put(alertNotice(world, '/srv'));
    await world.clock.advance(SECOND);
    // It waits for others.
    expect(await stage.deliveries()).toMatchObject([{ status: 'pending' }]);
    expect(told()).toBeGreaterThan(0);
    await world.clock.advance(MINUTE);
    expect(await stage.deliveries()).toMatchObject([{ status: 'sent' }]);
    expect(told()).toBeGreaterThan(0);
    await world.clock.advance(HOUR);
    expect(told()).toBe(0);
  });
});

describe('a notice', () => {
  it('reaches every channel after the time in which others may join it', async () => {
    await stage.addChannel('phone');
    await stage.addChannel('mail');
    await stage.notify.put(alertNotice(world, '/srv'));
    await world.clock.advance(29 * SECOND);
    expect(titlesOf(receiverOf(world, 'phone'))).toEqual([]);
    await world.clock.advance(SECOND);
    expect(titlesOf(receiverOf(world, 'phone'))).toEqual(['/srv firing']);
    expect(titlesOf(receiverOf(world, 'mail'))).toEqual(['/srv firing']);
    expect(receiverOf(world, 'phone').taken[0]).toMatchObject({
      body: 'about /srv',
      url: 'https://nas.lan:8443/alerts//srv',
      kind: 'firing',
      alerts: [{ alert_id: '/srv', labels: { mount: '/srv', severity: 'warning' } }],
    });
    expect(await stage.deliveries()).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
    expect(world.log).toEqual([]);
  });

  it('that is rolled back with what it tells of is never told', async () => {
    await stage.addChannel('phone');
    const broken = stage.database.transact(async () => {
      await stage.notify.put(alertNotice(world, '/srv'));
      throw new Error('Rolled back');
    });
    await expect(broken).rejects.toThrow('Rolled back');
    await world.clock.advance(HOUR);
    expect(receiverOf(world, 'phone').tries).toEqual([]);
  });

  it('is told once, however often it is put', async () => {
    await stage.addChannel('phone');
    const notice = alertNotice(world, '/srv');
    await stage.notify.put(notice);
    await stage.notify.put(notice);
    await world.clock.advance(MINUTE);
    await stage.notify.put(notice);
    await world.clock.advance(HOUR);
    expect(titlesOf(receiverOf(world, 'phone'))).toEqual(['/srv firing']);
  });

  it('that only informs is shown and not sent', async () => {
    await stage.addChannel('phone');
    const notice = alertNotice(world, '/srv', 'firing', { severity: 'info' });
    await stage.notify.put(notice);
    await world.clock.advance(HOUR);
    expect(receiverOf(world, 'phone').tries).toEqual([]);
    const [fate] = await stage.notify.deliveriesOf([notice.key]);
    expect(fate).toMatchObject({ reason: { code: 'NOTIFY_INFO_SHOWN' }, deliveries: [] });
  });

  it('says what became of it', async () => {
    await stage.addChannel('phone');
    const notice = alertNotice(world, '/srv');
    await stage.notify.put(notice);
    await world.clock.advance(MINUTE);
    expect(await stage.notify.deliveriesOf([notice.key, 'stranger'])).toMatchObject([
      { key: notice.key, reason: null, deliveries: [{ status: 'sent', channel_name: 'phone' }] },
    ]);
    expect(await stage.notify.counts()).toEqual({
      ...{ pending: 0, sent: 1, failed: 0, withdrawn: 0, channels_stopped: 0 },
    });
  });
});

describe('a notice that cannot be put into words', () => {
  it('holds up nobody else, and the log says why', async () => {
    await stage.addChannel('phone');
    await stage.notify.put({ ...alertNotice(world, '/a'), page: 'http://[' });
    await stage.notify.put(alertNotice(world, '/b', 'firing', { labels: { alertname: 'Other' } }));
    await world.clock.advance(MINUTE);
    expect(titlesOf(receiverOf(world, 'phone'))).toEqual(['/b firing']);
    expect(await stage.deliveries({ status: 'failed' })).toMatchObject([
      { reason: { code: 'NOTIFY_INTERNAL' }, attempts: 0 },
    ]);
    expect(world.log.join('\n')).toContain('A message could not be put into words');
  });
});
