import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { parseGateway4 } from '../../../../electron/ddns/sources/gateway.ts';
import { createWanAddress, readExternalAddress } from '../../../../electron/ddns/sources/wan.ts';
import { createEgress, type Target } from '../../../../electron/kernel/egress.ts';
import { systemClock } from '../../../../electron/kernel/clock.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const header = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
const route = (
  name: string,
  destination: string,
  gateway: string,
  flags: string,
  metric: number,
  mask: string,
) => `${name}\t${destination}\t${gateway}\t${flags}\t0\t0\t${String(metric)}\t${mask}\t0\t0\t0`;

describe('the default gateway', () => {
  it('is that of the route with the lowest metric', () => {
    const text = [
      header,
      route('wlan0', '00000000', '0102A8C0', '0003', 600, '00000000'),
      route('eth0', '00000000', '0100A8C0', '0003', 100, '00000000'),
      route('eth0', '0000A8C0', '00000000', '0001', 100, '00FFFFFF'),
    ].join('\n');
    expect(parseGateway4(text)).toBe('192.168.0.1');
  });

  it.each([
    ['without a default route', route('eth0', '0000A8C0', '00000000', '0001', 100, '00FFFFFF')],
    ['with one that is down', route('eth0', '00000000', '0100A8C0', '0002', 100, '00000000')],
    ['with one that rejects', route('eth0', '00000000', '0100A8C0', '0203', 100, '00000000')],
    [
      'with one without a gateway, as a tunnel has',
      route('wg0', '00000000', '00000000', '0001', 100, '00000000'),
    ],
    ['with half of everything (0.0.0.0/1)', route('tun0', '00000000', '0100080A', '0003', 0, '00000080')],
    ['without anything', ''],
  ])('is not known %s', (_, line) => {
    expect(parseGateway4(`${header}\n${line}\n`)).toBeNull();
  });
});

/** RFC 6886 §3.2: version, operation + 128, result code, seconds since the epoch, external address. */
const response = (address: readonly number[], { version = 0, operation = 128, result = 0 } = {}): Buffer =>
  Buffer.from([version, operation, 0, result, 0, 0, 1, 0, ...address]);

describe("a router's answer", () => {
  it.each([
    ['its address', response([100, 64, 1, 2]), '100.64.1.2'],
    ['that it has none', response([0, 0, 0, 0]), null],
    ['that its network is down', response([93, 184, 216, 34], { result: 3 }), null],
    ['nothing by another version (PCP, RFC 6887)', response([93, 184, 216, 34], { version: 2 }), undefined],
    ['nothing by another operation', response([93, 184, 216, 34], { operation: 129 }), undefined],
    ['nothing by half an answer', response([93, 184]), undefined],
    ['nothing by a question', Buffer.from([0, 0]), undefined],
  ])('tells %s', (_, bytes, address) => {
    expect(readExternalAddress(bytes)).toBe(address);
  });
});

describe('asking the router', () => {
  const logger = { debug: () => undefined };

  function router(answerOf: (asked: number) => Buffer | null) {
    const clock = createVirtualClock();
    const log: { targets: Target[]; sent: number[][]; open: number } = { targets: [], sent: [], open: 0 };
    const wan = createWanAddress({
      gateway: () => Promise.resolve('192.168.0.1'),
      clock,
      logger,
      egressTo: () => ({
        udp: (target) => {
          log.targets.push(target);
          log.open++;
          const listeners: ((payload: Buffer) => void)[] = [];
          return Promise.resolve({
            onMessage: (listener) => listeners.push(listener),
            send: (payload) => {
              log.sent.push([...payload]);
              const reply = answerOf(log.sent.length);
              if (reply) clock.after(3, () => listeners.forEach((listener) => listener(reply)));
            },
            close: () => {
              log.open--;
            },
          });
        },
      }),
    });
    return { clock, log, wan };
  }

  it('sends two bytes to port 5351 of the gateway', async () => {
    const { wan, clock, log } = router(() => response([93, 184, 216, 34]));
    const asking = wan('A');
    await clock.advance(3);
    expect(await asking).toBe('93.184.216.34');
    expect(log).toEqual({ targets: [{ host: '192.168.0.1', port: 5351 }], sent: [[0, 0]], open: 0 });
  });

  it('tries again, and is content with no answer', async () => {
    const late = router((asked) => (asked === 2 ? response([93, 184, 216, 34]) : null));
    const asking = late.wan('A');
    await late.clock.advance(253);
    expect(await asking).toBe('93.184.216.34');

    const silent = router(() => null);
    const waiting = silent.wan('A');
    await silent.clock.advance(1750);
    expect(await waiting).toBeNull();
    expect(silent.log).toMatchObject({
      sent: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      open: 0,
    });
  });

  it('is not done for IPv6, nor without a gateway', async () => {
    const { wan, log } = router(() => null);
    expect(await wan('AAAA')).toBeNull();
    expect(log.sent).toEqual([]);
    const refuse = (): never => {
      throw new Error('nobody to reach');
    };
    const clock = createVirtualClock();
    const nowhere = createWanAddress({
      gateway: () => Promise.resolve(null),
      clock,
      logger,
      egressTo: refuse,
    });
    expect(await nowhere('A')).toBeNull();
  });

  it('that cannot be found or reached is told to the log alone', async () => {
    const told: unknown[] = [];
    const wan = createWanAddress({
      gateway: () => Promise.reject(new Error('no such file')),
      clock: createVirtualClock(),
      logger: { debug: (fields) => told.push(fields) },
      egressTo: () => createEgress(() => []),
    });
    expect(await wan('A')).toBeNull();
    expect(told).toEqual([{ problem: 'no such file' }]);
  });

  it('works over a real socket', async () => {
    const peer = createSocket('udp4');
    peer.on('message', (_, from) => peer.send(response([93, 184, 216, 34]), from.port, from.address));
    peer.bind(0, '127.0.0.1');
    await once(peer, 'listening');
    const here = { host: '127.0.0.1', port: peer.address().port };
    const wan = createWanAddress({
      gateway: () => Promise.resolve('127.0.0.1'),
      clock: systemClock,
      logger,
      egressTo: () => ({ udp: () => createEgress(() => [here]).udp(here) }),
    });
    expect(await wan('A')).toBe('93.184.216.34');
    peer.close();
  });
});
