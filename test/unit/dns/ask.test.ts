import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { decode, encode, type DecodedPacket, type Packet } from 'dns-packet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAsk, type Question } from '../../../electron/dns/ask.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { createEgress, type Target } from '../../../electron/kernel/egress.ts';

const nas: Question = { name: 'nas.home.arpa', type: 'A' };
const TRUNCATED = 0x0200;
const REFUSED = 5;
const NXDOMAIN = 3;

/** What a name server sends back to a query; none, one or several packets. */
type Reply = (query: DecodedPacket) => readonly Buffer[];

/** A whole answer to a query. */
function answer(query: DecodedPacket, value: string, more: Packet = {}): Buffer {
  const questions = query.questions ?? [];
  const [{ name, type } = nas] = questions as Question[];
  return encode({
    type: 'response',
    id: query.id ?? 0,
    questions,
    answers: [{ name, type, ttl: 60, data: value }],
    ...more,
  });
}

function framed(packet: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(packet.length);
  return Buffer.concat([length, packet]);
}

async function listenTcp(port: number, reply: Reply): Promise<Server> {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        for (const packet of reply(decode(received.subarray(2, end)))) socket.write(framed(packet));
        received = received.subarray(end);
      }
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A name server that answers over UDP and TCP as told, and counts what it was asked. */
async function nameServer(replies: { udp?: Reply; tcp?: Reply }) {
  const asked = { udp: 0, tcp: 0 };
  const { udp, tcp } = replies;
  const tcpServer = await listenTcp(0, (query) => {
    asked.tcp++;
    return tcp?.(query) ?? [];
  });
  const { port } = tcpServer.address() as AddressInfo;
  if (!tcp) tcpServer.close();
  const socket: UdpSocket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  socket.on('message', (bytes, from) => {
    asked.udp++;
    for (const packet of udp?.(decode(bytes)) ?? []) socket.send(packet, from.port, from.address);
  });
  onTestFinished(() => {
    socket.close();
    if (tcp) tcpServer.close();
  });
  return { asked, ask: askAt({ host: '127.0.0.1', port }) };
}

function askAt(target: Target) {
  const egress = createEgress(() => [target]);
  return createAsk({ egress, clock: systemClock, server: () => target, logger: { debug: () => undefined } });
}

const right: Reply = (query) => [answer(query, '192.168.1.20')];
const silent: Reply = () => [];

describe('a question', () => {
  it('is answered over UDP', async () => {
    const { ask, asked } = await nameServer({ udp: right, tcp: silent });
    expect(await ask([nas])).toEqual([['192.168.1.20']]);
    expect(asked).toEqual({ udp: 1, tcp: 0 });
  });

  it('for nothing asks nobody', async () => {
    const { ask, asked } = await nameServer({ udp: right, tcp: right });
    expect(await ask([])).toEqual([]);
    expect(asked).toEqual({ udp: 0, tcp: 0 });
  });

  it('is answered by its own type, in canonical form', async () => {
    const { ask } = await nameServer({ udp: (query) => [answer(query, 'FD00:0:0:0::20')] });
    expect(await ask([{ name: 'nas.home.arpa', type: 'AAAA' }])).toEqual([['fd00::20']]);
  });

  it.each([
    ['there is no such name', NXDOMAIN],
    ['there is no such record', 0],
  ])('is answered with nothing where %s', async (_, rcode) => {
    const { ask } = await nameServer({
      udp: (query) => [
        encode({ type: 'response', id: query.id ?? 0, flags: rcode, questions: query.questions ?? [] }),
      ],
    });
    expect(await ask([nas])).toEqual([[]]);
  });
});

describe('many questions', () => {
  const some = (count: number): Question[] =>
    Array.from({ length: count }, (_, n) => ({ name: `n${n}.home.arpa`, type: 'A' }));
  const numberOf = (query: DecodedPacket) => Number(/\d+/.exec(query.questions?.[0]?.name ?? '')?.[0]);
  const addressOf = (n: number) => `10.0.${n >> 8}.${n & 255}`;
  const byNumber: Reply = (query) => [answer(query, addressOf(numberOf(query)))];

  it('are answered in their order, however the answers come', async () => {
    const held: Buffer[] = [];
    const { ask, asked } = await nameServer({
      udp: (query) => {
        held.push(...byNumber(query));
        return held.length === 32 ? held.splice(0).reverse() : [];
      },
    });
    expect(await ask(some(32))).toEqual(some(32).map((_, n) => [addressOf(n)]));
    expect(asked).toEqual({ udp: 32, tcp: 0 });
  });

  it.each([33, 10_001])('go over TCP where there are %i of them, more than ids too', async (count) => {
    const { ask, asked } = await nameServer({ udp: byNumber, tcp: byNumber });
    expect(await ask(some(count))).toEqual(some(count).map((_, n) => [addressOf(n)]));
    expect(asked.tcp + asked.udp).toBe(count);
    expect(asked.udp).toBeLessThan(2);
  });

  it('go on over TCP just for those that UDP lost', async () => {
    const { ask, asked } = await nameServer({
      udp: (query) => (numberOf(query) % 2 === 1 ? [] : byNumber(query)),
      tcp: byNumber,
    });
    expect(await ask(some(5))).toEqual(some(5).map((_, n) => [addressOf(n)]));
    expect(asked).toEqual({ udp: 5, tcp: 2 });
  });
});

describe('what is no answer', () => {
  const others: [string, Reply][] = [
    ['lost', silent],
    ['cut short', (query) => [answer(query, '10.9.9.9', { flags: TRUNCATED })]],
    ['refused', (query) => [answer(query, '10.9.9.9', { flags: REFUSED })]],
    [
      'rubbish',
      () => [Buffer.from('rubbish'), Buffer.alloc(0), Buffer.from([0, 1]), Buffer.alloc(600, 0xff)],
    ],
    [
      'for another id',
      (query) => [answer({ ...query, id: 77 }, '10.9.9.9'), answer({ ...query, id: 0 }, '10.9.9.9')],
    ],
    [
      'for another name',
      (query) => [answer({ ...query, questions: [{ name: 'evil.example', type: 'A' }] }, '10.9.9.9')],
    ],
    [
      'for another type',
      (query) => [answer({ ...query, questions: [{ name: nas.name, type: 'AAAA' }] }, 'fd00::9')],
    ],
    [
      'a question',
      (query) => [encode({ type: 'query', id: query.id ?? 0, questions: query.questions ?? [] })],
    ],
    ['without its question', (query) => [answer({ ...query, questions: [] }, '10.9.9.9')]],
  ];

  it.each(others)('over UDP is asked again over TCP: %s', async (_, udp) => {
    const { ask, asked } = await nameServer({ udp, tcp: right });
    expect(await ask([nas])).toEqual([['192.168.1.20']]);
    expect(asked).toEqual({ udp: 1, tcp: 1 });
  });

  it.each(others.slice(1))('over TCP leaves it unknown: %s', async (_, tcp) => {
    const { ask } = await nameServer({ tcp });
    expect(await ask([nas])).toEqual([null]);
  });

  it('is what another server sends', async () => {
    const stranger = createSocket('udp4');
    onTestFinished(() => void stranger.close());
    const udp = createSocket('udp4');
    onTestFinished(() => void udp.close());
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    udp.on('message', (bytes, from) => {
      stranger.send(answer(decode(bytes), '10.9.9.9'), from.port, '127.0.0.1', () => {
        udp.send(answer(decode(bytes), '192.168.1.20'), from.port, '127.0.0.1');
      });
    });
    expect(await askAt({ host: '127.0.0.1', port: udp.address().port })([nas])).toEqual([['192.168.1.20']]);
  });

  it('does not hide a right one that comes after it', async () => {
    const { ask } = await nameServer({ udp: (query) => [Buffer.from('rubbish'), ...right(query)] });
    expect(await ask([nas])).toEqual([['192.168.1.20']]);
  });
});

describe('a server', () => {
  it('that is not there leaves all unknown, without an error', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const ask = askAt({ host: '127.0.0.1', port });
    expect(await ask([nas, { ...nas, type: 'AAAA' }])).toEqual([null, null]);
  });

  it('that hangs up in the middle leaves the rest unknown', async () => {
    const { ask } = await nameServer({});
    expect(await ask([nas])).toEqual([null]);
  });

  it('that may not be reached is not asked', async () => {
    const ask = createAsk({
      egress: createEgress(() => []),
      clock: systemClock,
      server: () => ({ host: '127.0.0.1', port: 53 }),
      logger: { debug: () => undefined },
    });
    expect(await ask([nas])).toEqual([null]);
  });
});
