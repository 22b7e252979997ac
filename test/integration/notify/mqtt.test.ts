/** The MQTT channel against a real broker, Mosquitto as Debian has it. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createEgress } from '../../../electron/kernel/egress.ts';
import type { ChannelPorts } from '../../../electron/notify/channels/channel.ts';
import { mqtt } from '../../../electron/notify/channels/mqtt/index.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { startMosquitto, type Mosquitto } from './mosquitto.ts';
import { needs, titled } from '../../support/needs.ts';
import { firing, hostile } from '../../unit/notify/channels/message.ts';

const PASSWORD = 'canary Mosquitto pässword';
const need = needs.command('mosquitto');

describe.skipIf(!need.ok)(titled('a message by MQTT', need), () => {
  let broker: Mosquitto;
  let ports: ChannelPorts;
  beforeAll(async () => {
    broker = await startMosquitto(PASSWORD);
    const never = (): never => {
      throw new Error('MQTT takes another way');
    };
    ports = {
      ...{ http: never, clock: createVirtualClock(), desktop: null },
      egress: createEgress(() => [broker.port, broker.tlsPort].map((port) => ({ host: '127.0.0.1', port }))),
      resolve: () => Promise.resolve(['127.0.0.1']),
    };
  });
  afterAll(() => broker.close());

  const plain = () => ({
    ...{ host: 'broker.home.arpa', port: broker.port, tls: false, username: 'nas', password: PASSWORD },
    topic: 'cloudcube/alerts',
  });
  const secured = () => ({ ...plain(), port: broker.tlsPort, tls: true, ca: broker.ca });

  it.each([
    ['plainly', plain],
    ['by TLS, with the owner’s own authority', secured],
  ])('comes %s as JSON with all that it tells', async (_how, settings) => {
    const listener = await broker.listen('cloudcube/#');
    onTestFinished(() => {
      listener.close();
    });
    await mqtt.send(settings(), { ...firing, body: hostile }, ports);
    await expect.poll(() => listener.payloads.length).toBe(1);
    expect(JSON.parse(listener.payloads[0] ?? '')).toMatchObject({
      type: 'alert.firing',
      timestamp: '2026-11-20T08:00:00.000Z',
      data: {
        ...{ key: firing.key, severity: 'critical', title: firing.title, body: hostile },
        alerts: [{ object: '/volume1', value: 93, started_at: '2026-11-20T07:55:00.000Z', ended_at: null }],
      },
    });
  });

  it('is kept for whoever comes later, where the owner wants that', async () => {
    await mqtt.send({ ...plain(), topic: 'cloudcube/kept', retain: true }, firing, ports);
    await mqtt.send({ ...plain(), topic: 'cloudcube/passing' }, firing, ports);
    const [kept, passing] = [await broker.listen('cloudcube/kept'), await broker.listen('cloudcube/passing')];
    await expect.poll(() => kept.payloads.length).toBe(1);
    expect(passing.payloads).toEqual([]);
    kept.close();
    passing.close();
  });

  it('is refused with a wrong password, and tells nobody the right one', async () => {
    await expect(mqtt.send({ ...secured(), password: 'wrong' }, firing, ports)).rejects.toMatchObject({
      failure: 'auth',
      code: '5',
    });
  });

  it('gives nothing to a broker for which nobody vouches', async () => {
    const { ca, ...unknown } = secured();
    expect(ca).toContain('CERTIFICATE');
    await expect(mqtt.send(unknown, firing, ports)).rejects.toMatchObject({ failure: 'transient' });
  });
});
