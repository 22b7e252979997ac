/** The outbox of a process that was killed, at each stage of a message, and of one whose line was cut. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
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

let world: World;
let stage: Stage;
let phone: Receiver;

beforeEach(async () => {
  world = createWorld();
  stage = await startStage(world);
  phone = receiverOf(world, 'phone');
});
afterEach(async () => {
  await stage.stop();
  endWorld(world);
});

const put = (...args: Parameters<typeof alertNotice> extends [World, ...infer Rest] ? Rest : never) =>
  stage.notify.put(alertNotice(world, ...args));

async function restart(): Promise<void> {
  stage.kill();
  stage = await startStage(world);
}

describe.each(['plain', 'keyed'])('a process that is killed (%s receiver)', (kind) => {
  beforeEach(() => stage.addChannel('phone', { kind }));

  it('right after a notice was stored loses nothing', async () => {
    await put('/a');
    await restart();
    await world.clock.advance(MINUTE);
    expect(titlesOf(phone)).toEqual(['/a firing']);
    expect(world.log).toEqual([]);
  });

  it('before a notice was stored tells nothing', async () => {
    const endless = stage.database.transact(async () => {
      await put('/a');
      await restart();
    });
    await expect(endless).rejects.toThrow();
    await world.clock.advance(MINUTE);
    expect(phone.tries).toEqual([]);
  });

  it('while a message waits loses nothing', async () => {
    await put('/a');
    await world.clock.advance(20 * SECOND);
    await restart();
    await world.clock.advance(10 * SECOND);
    expect(titlesOf(phone)).toEqual(['/a firing']);
  });

  it('between two tries goes on with them', async () => {
    phone.trouble = 'down';
    await put('/a');
    await world.clock.advance(HOUR);
    await restart();
    phone.trouble = null;
    await world.clock.advance(15 * MINUTE);
    expect(titlesOf(phone)).toEqual(['/a firing']);
  });

  it('after a message was sent does not send it again', async () => {
    await put('/a');
    await world.clock.advance(MINUTE);
    await restart();
    await world.clock.advance(HOUR);
    expect(phone.tries.length).toBe(1);
  });

  it('while a message is sent that has not arrived sends it again', async () => {
    phone.trouble = 'hangs';
    await put('/a');
    await world.clock.advance(31 * SECOND);
    await restart();
    phone.trouble = null;
    await world.clock.advance(0);
    expect(titlesOf(phone)).toEqual(['/a firing']);
    expect(phone.tries[1]).toEqual(phone.tries[0]);
    expect(world.log.join('\n')).toContain('CloudCube ended while a message was sent: it is sent again');
    expect(await stage.deliveries()).toMatchObject([{ status: 'sent', attempts: 2 }]);
  });
});

describe('a message that arrived while nobody knows it', () => {
  it('is sent again with the same key, which its receiver knows', async () => {
    await stage.addChannel('phone', { kind: 'keyed' });
    phone.trouble = 'silent';
    await put('/a');
    await world.clock.advance(31 * SECOND);
    for (let kills = 0; kills < 4; kills++) {
      await restart();
      await world.clock.advance(SECOND);
    }
    await put('/b', 'firing', { severity: 'critical' });
    phone.trouble = null;
    await world.clock.advance(5 * MINUTE);
    expect(titlesOf(phone)).toEqual(['/a firing', '/b firing']);
    expect(phone.tries.length).toBeGreaterThan(5);
  });

  it('is sent once more and no more often where its receiver knows no keys, and said', async () => {
    await stage.addChannel('phone', { kind: 'plain' });
    phone.trouble = 'silent';
    await put('/a');
    await world.clock.advance(31 * SECOND);
    for (let kills = 0; kills < 4; kills++) {
      await restart();
      await world.clock.advance(SECOND);
    }
    expect(phone.tries.length).toBe(2);
    const [dead] = await stage.deliveries();
    expect(dead).toMatchObject({ status: 'failed', reason: { code: 'NOTIFY_OUTCOME_UNKNOWN' } });
    const params = { delivery_id: dead?.delivery_id };
    expect(await stage.call('GET', '/notify/deliveries/{delivery_id}', { params })).toMatchObject({
      tries: [{ outcome: 'unknown' }, { outcome: 'unknown' }],
    });
    expect(world.log.join('\n')).toContain('CloudCube ended twice while a message was sent: it is given up');
  });

  it('because its line was cut is sent again as it was, whatever came meanwhile', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.destroy())).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    await stage.addChannel('phone', { kind: 'keyed', settings: { server: url } });
    phone.trouble = 'lost';
    await put('/a');
    await world.clock.advance(30 * SECOND);
    const [{ delivery_id: id } = { delivery_id: '' }] = await stage.deliveries();
    // The network is real, so its answer takes real time.
    const tries = async () =>
      (
        await stage.call<{ tries: { outcome: string }[] }>('GET', '/notify/deliveries/{delivery_id}', {
          params: { delivery_id: id },
        })
      ).tries.filter(({ outcome }) => outcome === 'unknown');
    while ((await tries()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await put('/b');
    await put('/a', 'resolved');
    phone.trouble = null;
    await world.clock.advance(10 * MINUTE);
    expect(titlesOf(phone)).toEqual(['/a firing', 'Alerts: 1 firing, 1 over']);
    expect(phone.tries[1]).toEqual(phone.tries[0]);
    expect(world.log).toEqual([]);
    server.close();
  });
});

describe('the end of what may have been told', () => {
  it('is told, although the beginning was refused at a later try', async () => {
    await stage.addChannel('phone', { kind: 'keyed' });
    phone.trouble = 'silent';
    await put('/a');
    await world.clock.advance(3 * MINUTE);
    phone.trouble = 'down';
    await world.clock.advance(10 * MINUTE);
    await put('/a', 'resolved');
    await world.clock.advance(10 * MINUTE);
    phone.trouble = null;
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a resolved']);
  });

  it('is told, although the beginning was given up after two kills', async () => {
    await stage.addChannel('phone', { kind: 'plain' });
    phone.trouble = 'silent';
    await put('/a');
    await world.clock.advance(31 * SECOND);
    for (let kills = 0; kills < 2; kills++) {
      await restart();
      await world.clock.advance(SECOND);
    }
    phone.trouble = null;
    await put('/a', 'resolved');
    await world.clock.advance(HOUR);
    expect(titlesOf(phone)).toEqual(['/a firing', '/a firing', '/a resolved']);
  });
});
