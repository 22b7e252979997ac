import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { decode, type DecodedPacket } from 'dns-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordStep } from '../../../electron/dns/index.ts';
import { MOST_CONNECTIONS_PER_ADDRESS } from '../../../electron/dns/server.ts';
import { LARGEST_QUERY, TCP_IDLE_MS } from '../../../electron/dns/tcp-connection.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { findCommand, needs, titled } from '../../support/needs.ts';
import { queryOf } from '../../unit/dns/helpers.ts';
import { openDns, type DnsFixture } from './fixture.ts';
import { askTcp, askUdp, framed, openTcp, readTcp } from './sockets.ts';

const nas = { name: 'nas.home.arpa', type: 'A', value: '192.168.1.20', ttl: 60 } as const;
const nasQuery = queryOf('nas.home.arpa', 'A');

let clock: VirtualClock;
let dns: DnsFixture;
let server: { host: string; port: number; stop(): Promise<void> };

beforeEach(async () => {
  clock = createVirtualClock();
  dns = await openDns({ clock });
  await dns.service.create(nas);
  server = await dns.service.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await server.stop();
  dns.close();
});

const first = (answers: readonly Buffer[]): DecodedPacket => {
  const [bytes] = answers;
  if (!bytes) throw new Error('No answer');
  return decode(bytes);
};

describe('over UDP and TCP', () => {
  it('the same question has the same answer', async () => {
    const [udp] = await askUdp(server.port, [nasQuery]);
    const [tcp] = await askTcp(server.port, [nasQuery]);
    expect(udp && decode(udp).answers).toMatchObject([
      { name: 'nas.home.arpa', type: 'A', data: '192.168.1.20' },
    ]);
    expect(tcp).toEqual(udp);
  });

  it('a change is answered as soon as it is made', async () => {
    await askUdp(server.port, [nasQuery]);
    const [record] = dns.service.list({ name: 'nas.home.arpa' });
    await dns.service.update(record?.record_id ?? '', { value: '192.168.1.99' });
    expect(first(await askUdp(server.port, [nasQuery])).answers).toMatchObject([{ data: '192.168.1.99' }]);
    const soa = first(await askUdp(server.port, [queryOf('home.arpa', 'SOA')]));
    expect(soa.answers).toMatchObject([{ data: { serial: dns.service.serial('home.arpa') } }]);
  });

  it('a large text is truncated, then whole', async () => {
    const value = 'A long text. '.repeat(300);
    await dns.service.create({ name: 'text.home.arpa', type: 'TXT', value, ttl: 60 });
    const query = queryOf('text.home.arpa', 'TXT', { size: 1232 });
    expect(first(await askUdp(server.port, [query]))).toMatchObject({ flag_tc: true, answers: [] });
    const [answer] = first(await askTcp(server.port, [query])).answers ?? [];
    expect(answer?.type === 'TXT' && Buffer.concat(answer.data as Buffer[]).toString()).toBe(value);
  });

  it('rubbish does not keep a good question from its answer', async () => {
    const rubbish = [
      Buffer.alloc(0),
      Buffer.from([1, 2, 3]),
      Buffer.alloc(12, 0xff),
      Buffer.alloc(1200, 0x3f),
      nasQuery.subarray(0, 20),
    ];
    // The header of 0x3f and the cut question are answered with an error; the rest meets silence.
    const answers = await askUdp(server.port, [...rubbish, nasQuery], 3);
    expect(answers.map((bytes) => bytes.readUInt8(3) & 0xf)).toEqual([4, 1, 0]);
    expect(dns.warnings).toEqual([]);
  });

  it('restarted from the file it answers the same bytes', async () => {
    const queries = [nasQuery, queryOf('home.arpa', 'SOA'), queryOf('none.home.arpa', 'A')];
    const before = await askTcp(server.port, queries);
    await server.stop();
    dns = await dns.reopen();
    server = await dns.service.listen({ host: '127.0.0.1', port: 0 });
    expect(await askTcp(server.port, queries)).toEqual(before);
  });
});

describe('a TCP connection', () => {
  it('takes many queries, in pieces of any size, and answers them in their order', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => i);
    const bytes = Buffer.concat(ids.map((id) => framed(queryOf('nas.home.arpa', 'A', { id }))));
    const socket = await openTcp(server.port);
    socket.setNoDelay(true);
    const answers = readTcp(socket, ids.length);
    for (let at = 0; at < bytes.length; at += 7) {
      socket.write(bytes.subarray(at, at + 7));
      if (at % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await answers).map((answer) => answer.readUInt16BE(0))).toEqual(ids);
    socket.destroy();
  });

  it('ends when no whole query comes, though bytes do', async () => {
    const socket = await openTcp(server.port);
    const ended = once(socket, 'close');
    await askTcp(server.port, [nasQuery]);
    await clock.advance(TCP_IDLE_MS / 2);
    socket.write(framed(nasQuery).subarray(0, 5));
    await askTcp(server.port, [nasQuery]);
    await clock.advance(TCP_IDLE_MS / 2);
    await ended;
  });

  it('stays open while queries come', async () => {
    const socket = await openTcp(server.port);
    for (let i = 0; i < 3; i++) {
      socket.write(framed(nasQuery));
      await readTcp(socket, 1);
      await clock.advance(TCP_IDLE_MS - 1);
    }
    expect(socket.closed).toBe(false);
    socket.destroy();
  });

  it('of an asker who does not read is stopped, then dropped', async () => {
    await dns.service.create({ name: 'text.home.arpa', type: 'TXT', value: 'x'.repeat(4096), ttl: 60 });
    const socket = await openTcp(server.port);
    socket.pause();
    const flood = Buffer.concat(Array<Buffer>(20_000).fill(framed(queryOf('text.home.arpa', 'TXT'))));
    // Being dropped with unread answers is a reset.
    socket.on('error', () => undefined);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.write(flood);
    // Others are answered meanwhile; after some rounds the system's buffers are full and nothing moves any more.
    for (let round = 0; round < 10; round++) {
      expect(first(await askTcp(server.port, [nasQuery])).answers).toHaveLength(1);
      await clock.advance(TCP_IDLE_MS);
    }
    socket.resume();
    await ended;
    expect(socket.bytesRead).toBeLessThan(20_000 * 4096);
  });

  it('that announces a huge query is dropped at once', async () => {
    const socket = await openTcp(server.port);
    const ended = once(socket, 'close');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(LARGEST_QUERY + 1);
    socket.write(length);
    await ended;
  });

  it('is one of so many from one address', async () => {
    const open = await Promise.all(
      Array.from({ length: MOST_CONNECTIONS_PER_ADDRESS }, () => openTcp(server.port)),
    );
    const further = await openTcp(server.port);
    await once(further, 'close');
    const [socket, ...others] = open;
    socket?.write(framed(nasQuery));
    if (socket) expect(await readTcp(socket, 1)).toHaveLength(1);
    for (const other of others) other.destroy();
    socket?.destroy();
  });

  it('is cut off by stop()', async () => {
    const socket = await openTcp(server.port);
    const ended = once(socket, 'close');
    await server.stop();
    await ended;
    server = await dns.service.listen({ host: '127.0.0.1', port: server.port });
  });
});

describe('the rate limit', () => {
  it('holds over UDP, lets TCP and the own health question pass, and ends with the second', async () => {
    dns.limit = 5;
    // 5 whole, then of 10 each second one truncated.
    const answers = await askUdp(server.port, Array<Buffer>(15).fill(nasQuery), 10);
    expect(answers.map((bytes) => decode(bytes).flag_tc).filter(Boolean)).toHaveLength(5);
    expect(await dns.service.health()).toBeNull();
    expect(first(await askTcp(server.port, [nasQuery])).answers).toHaveLength(1);
    await clock.advance(1000);
    expect(first(await askUdp(server.port, [nasQuery])).flag_tc).toBe(false);
  });
});

describe('starting and stopping', () => {
  it('passes on that a port is taken, by UDP or by TCP, and holds nothing then', async () => {
    const other = await openDns();
    const attempt = (port: number) => other.service.listen({ host: '127.0.0.1', port });
    await expect(attempt(server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });

    const tcp = createServer().listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as { port: number };
    await expect(attempt(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const udp = createSocket('udp4').bind(port, '127.0.0.1');
    await once(udp, 'listening');
    udp.close();
    tcp.close();
    await once(tcp, 'close');

    const free = await attempt(port);
    expect(free.port).toBe(port);
    await free.stop();
    other.close();
  });

  it('says by health whether the sockets answer', async () => {
    expect(await dns.service.health()).toBeNull();
    await server.stop();
    expect(await dns.service.health()).toContain('does not listen');
    server = await dns.service.listen({ host: '0.0.0.0', port: 0 });
    expect(await dns.service.health()).toBeNull();
  });
});

const dig = findCommand('dig') ?? 'dig';
describe('asked by dig', () => {
  const run = promisify(execFile);
  const ask = async (...words: string[]): Promise<string> =>
    (await run(dig, ['@127.0.0.1', '-p', String(server.port), '+tries=1', '+time=2', ...words])).stdout;

  it.skipIf(!needs.command('dig').ok)(
    titled('it answers as a name server does', needs.command('dig')),
    async () => {
      const steps: RecordStep[] = [
        { kind: 'create', input: { name: 'www.home.arpa', type: 'CNAME', value: 'nas.home.arpa', ttl: 60 } },
        { kind: 'create', input: { name: 'text.home.arpa', type: 'TXT', value: 'y'.repeat(3000), ttl: 60 } },
      ];
      await dns.service.applyAll(steps);
      expect(await ask('+short', 'www.home.arpa')).toBe('nas.home.arpa.\n192.168.1.20\n');
      expect(await ask('home.arpa', 'SOA')).toMatch(/flags: qr aa rd; QUERY: 1, ANSWER: 1.*\n[^]*udp: 1232/);
      expect(await ask('none.home.arpa')).toContain('status: NXDOMAIN');
      expect(await ask('example.org')).toContain('status: REFUSED');
      expect(await ask('+edns=1', '+noednsneg', 'nas.home.arpa')).toContain('status: BADVERS');
      expect(await ask('+short', 'text.home.arpa', 'TXT')).toContain('y'.repeat(255));
      expect(await ask('+notcp', 'home.arpa', 'ANY')).toContain('RFC8482');
      expect(await ask('+opcode=NOTIFY', 'home.arpa')).toContain('status: NOTIMP');
      expect(await ask('home.arpa', 'AXFR')).toContain('Transfer failed');
      expect(await ask('version.bind', 'CH', 'TXT')).toContain('status: REFUSED');
    },
  );
});
