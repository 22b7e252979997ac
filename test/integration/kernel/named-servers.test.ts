/** Name servers that an owner named, over real UDP and TCP sockets: a name leads where names may lead, and no further. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetwork, type Network } from '../../../electron/network.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { createEgress, type Egress, type Target } from '../../../electron/kernel/egress.ts';
import { createLogger } from '../../../electron/kernel/logger.ts';

const never = new AbortController().signal;
let tcp: Server;
let udp: UdpSocket;
let port: number;
let connections: number;
let datagrams: number;
let network: Network;
/** What the resolver says of every name, changed as an attacker would. */
let leadsTo: readonly string[];

beforeEach(async () => {
  connections = 0;
  datagrams = 0;
  tcp = createServer((socket) => {
    connections += 1;
    socket.end();
  }).listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  ({ port } = tcp.address() as AddressInfo);
  udp = createSocket('udp4');
  udp.on('message', (_bytes, from) => {
    datagrams += 1;
    udp.send('heard', from.port, from.address);
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  network = createNetwork({
    resolver: { ns: () => Promise.resolve([]), addresses: () => Promise.resolve(leadsTo) },
    clock: systemClock,
    logger: createLogger('silent'),
  });
});
afterEach(async () => {
  await network.close();
  tcp.close();
  udp.close();
});

const egressTo = (host: string): Egress =>
  network.ddns.egressTo({ endpoint: `dns://${host}:${String(port)}` });

/** Whether both ways to a target are open. */
async function reach(egress: Egress, target: Target): Promise<['open' | 'shut', 'open' | 'shut']> {
  const overTcp = await egress.connect(target, AbortSignal.timeout(30_000)).then(
    (socket) => {
      socket.destroy();
      return 'open' as const;
    },
    () => 'shut' as const,
  );
  const overUdp = await egress.udp(target).then(
    async (channel) => {
      const heard = new Promise((resolve) => {
        channel.onMessage(resolve);
      });
      channel.send(Buffer.from('?'));
      await heard;
      channel.close();
      return 'open' as const;
    },
    () => 'shut' as const,
  );
  return [overTcp, overUdp];
}

describe('a server that was named', () => {
  it('by its address is reached at that address and port alone', async () => {
    const egress = egressTo('127.0.0.1');
    expect(await reach(egress, { host: '127.0.0.1', port })).toEqual(['open', 'open']);
    expect(await reach(egress, { host: '127.0.0.1', port: port + 1 })).toEqual(['shut', 'shut']);
    expect(await reach(egress, { host: '127.0.0.2', port })).toEqual(['shut', 'shut']);
  });

  it('by its name is reached where the name was found to lead, not where it leads a moment later', async () => {
    const egress = egressTo('ns.lan');
    leadsTo = ['127.0.0.1'];
    const [found = ''] = await network.ddns.ports.resolve('ns.lan');
    leadsTo = ['127.0.0.2'];
    expect(await reach(egress, { host: found, port })).toEqual(['open', 'open']);
    expect(await reach(egress, { host: '127.0.0.2', port })).toEqual(['shut', 'shut']);
    expect([connections, datagrams]).toEqual([1, 1]);
  });

  it('is never reached by its name itself: it would be looked up again', async () => {
    leadsTo = ['127.0.0.1'];
    const egress = egressTo('localhost');
    expect(await reach(egress, { host: 'localhost', port })).toEqual(['shut', 'shut']);
    await network.ddns.ports.resolve('localhost');
    expect(await reach(egress, { host: 'localhost', port })).toEqual(['shut', 'shut']);
  });

  it.each([
    '169.254.169.254',
    '100.100.100.200',
    'fd00:ec2::254',
    'fe80::1',
    '0.0.0.0',
    '::',
    '::ffff:127.0.0.1',
    '224.0.0.251',
    '255.255.255.255',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::1',
  ])('by its name is not reached at %s, wherever its owner leads the name', async (address) => {
    leadsTo = [address];
    const egress = egressTo('ns.lan');
    await network.ddns.ports.resolve('ns.lan');
    await expect(egress.connect({ host: address, port }, never)).rejects.toThrow('Not allowed');
    await expect(egress.udp({ host: address, port })).rejects.toThrow('Not allowed');
  });

  it('is asked for a zone only where its name may lead', async () => {
    const ask = network.ddns.askAuthorities(`dns://ns.lan:${String(port)}`);
    leadsTo = ['169.254.169.254'];
    await ask([{ name: 'nas.example.org', type: 'A', zone: 'example.org' }] as never).catch(() => undefined);
    expect([connections, datagrams]).toEqual([0, 0]);
  });
});

describe('nobody named', () => {
  it.each(['127.0.0.1', '127.1', '0x7f.0.0.1', '2130706433', '0', 'localhost', '::ffff:127.0.0.1', '::1'])(
    '%s is not reached over TCP nor UDP',
    async (host) => {
      const egress = createEgress(() => []);
      expect(await reach(egress, { host, port })).toEqual(['shut', 'shut']);
      expect([connections, datagrams]).toEqual([0, 0]);
    },
  );
});
