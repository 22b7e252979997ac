import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rfc2136 } from '../../../../../electron/ddns/providers/rfc2136/index.ts';
import type { ProviderFailure, RecordAccess } from '../../../../../electron/ddns/providers/provider.ts';
import { systemClock, type Clock } from '../../../../../electron/kernel/clock.ts';
import { createEgress } from '../../../../../electron/kernel/egress.ts';
import { hex, macOfRequest, signReply, type SignedReply } from '../../../../support/tsig-reply.ts';

const zone = 'example.com';
const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0IQ==';
const question = { name: `nas.${zone}`, type: 'A' };

/** Timers that pass at once, so that nobody waits for a silent server. */
const hasty: Clock = { ...systemClock, after: (ms, fn) => systemClock.after(ms / 20, fn) };

/** What a server does with a query: bytes to send back, or what it does to the connection. */
type Reaction = (query: Buffer, socket?: Socket) => Buffer | undefined;

/** A query as an answer, with a result code and no signature. */
const unsigned =
  (code: number, flags = 0x8400): Reaction =>
  (query) => {
    const reply = Buffer.from(query.subarray(0, 12 + `nas.${zone}`.length + 2 + 4));
    reply.writeUInt16BE((reply.readUInt16BE(2) & 0x7800) | flags | code, 2);
    reply.writeUInt16BE(0, 10);
    return reply;
  };

/** The same, signed. */
const signed =
  (code: number, options: Partial<SignedReply> = {}): Reaction =>
  (query) =>
    signReply(unsigned(code)(query)!, macOfRequest(query), {
      secret: Buffer.from(secret, 'base64'),
      time: Math.floor(Date.now() / 1000),
      ...options,
    });

const framed = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 255), bytes]);

async function server(reactions: { udp?: Reaction; tcp?: Reaction }) {
  const asked: string[] = [];
  const { udp, tcp } = reactions;
  const listener = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      asked.push('tcp');
      const reply = tcp?.(bytes.subarray(2), socket);
      if (reply) socket.write(framed(reply));
    });
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  await once(socket, 'listening');
  socket.on('message', (bytes, from) => {
    asked.push('udp');
    const reply = udp?.(bytes);
    if (reply) socket.send(reply, from.port, from.address);
  });
  onTestFinished(() => {
    socket.close();
    listener.close();
  });
  return { port, asked };
}

function open(port: number, endpoint = `dns://127.0.0.1:${port}`): RecordAccess {
  const access = rfc2136.open(
    { credentials: { key_name: 'ddns-key', algorithm: 'hmac-sha256', secret }, endpoint, zones: [zone] },
    {
      http: () => Promise.reject(new Error('DNS only')),
      egress: createEgress(() => [{ host: '127.0.0.1', port }]),
      resolve: (host) => Promise.resolve([host === 'ns.example.net' ? '127.0.0.1' : host]),
      clock: hasty,
      nonce: () => '1234567890abcdef1234567890abcdef',
    },
  );
  if (access.kind !== 'records') throw new Error('not records');
  return access;
}

const failureOf = (work: Promise<unknown>): Promise<Partial<ProviderFailure>> =>
  work.then(
    () => ({}),
    (error: unknown) => error as ProviderFailure,
  );

const list = (port: number): Promise<Partial<ProviderFailure>> => failureOf(open(port).list(zone, question));

describe('an answer without a signature', () => {
  it('is never an empty list', async () => {
    for (const code of [0, 3]) {
      const { port, asked } = await server({ udp: unsigned(code), tcp: unsigned(code) });
      expect(await list(port)).toMatchObject({ failure: 'transient', code: 'UNSIGNED' });
      expect(asked).toEqual(['udp', 'tcp']);
    }
  });

  it.each([
    [1, 'config', 'FORMERR'],
    [2, 'transient', 'SERVFAIL'],
    [4, 'config', 'NOTIMP'],
    [5, 'auth', 'REFUSED'],
    [9, 'config', 'NOTAUTH'],
    [10, 'config', 'NOTZONE'],
    [13, 'transient', 'RCODE13'],
  ])('may refuse, with %i, once TCP says so too', async (code, failure, name) => {
    const { port, asked } = await server({ udp: unsigned(code), tcp: unsigned(code) });
    expect(await list(port)).toMatchObject({ failure, code: name });
    expect(asked).toEqual(['udp', 'tcp']);
  });
});

describe('a signed answer', () => {
  it('is believed, over UDP at once', async () => {
    const { port, asked } = await server({ udp: signed(3) });
    expect(await open(port).list(zone, question)).toEqual([]);
    expect(asked).toEqual(['udp']);
  });

  it('is waited for over TCP where a stranger was faster', async () => {
    for (const udp of [unsigned(0), unsigned(5), signed(0, { secret: Buffer.from('stranger') })]) {
      const { port } = await server({ udp, tcp: signed(3) });
      expect(await open(port).list(zone, question)).toEqual([]);
    }
  });

  it('does not count where the server does not speak for the zone', async () => {
    const cached: Reaction = (query) =>
      signReply(unsigned(0, 0x8000)(query)!, macOfRequest(query), {
        secret: Buffer.from(secret, 'base64'),
        time: Math.floor(Date.now() / 1000),
      });
    const { port } = await server({ udp: cached });
    expect(await list(port)).toMatchObject({ failure: 'config', code: 'NOTAUTH' });
  });

  it('that calls the time wrong is followed once', async () => {
    const later = Math.floor(Date.now() / 1000) + 9000;
    const refusal = signed(9, { error: 18, other: hex(later, 12) });
    const { port, asked } = await server({ udp: refusal, tcp: refusal });
    expect(await list(port)).toMatchObject({ failure: 'transient', code: 'BADTIME' });
    // The second reply bears our old time, which is no longer ours, so TCP is asked as well.
    expect(asked).toEqual(['udp', 'udp', 'tcp']);
  });

  it('is needed to call the time wrong', async () => {
    const later = Math.floor(Date.now() / 1000) + 9000;
    const forged = signed(9, { error: 18, other: hex(later, 12), secret: Buffer.from('stranger') });
    const { port, asked } = await server({ udp: forged, tcp: forged });
    expect(await list(port)).toMatchObject({ failure: 'transient', code: 'BADTIME' });
    expect(asked).toEqual(['udp', 'tcp']);
  });
});

describe('a server', () => {
  const silent: Reaction = () => undefined;
  const troubles: [string, Reaction][] = [
    ['says nothing', silent],
    ['answers rubbish', () => Buffer.from('rubbish')],
    ['answers another id', (query) => Buffer.concat([Buffer.of(9, 9), unsigned(0)(query)!.subarray(2)])],
    ['sends the query back', (query) => query],
  ];

  it.each(troubles)('that %s is tried again later', async (_, reaction) => {
    const { port, asked } = await server({ udp: reaction, tcp: reaction });
    expect(await list(port)).toMatchObject({ failure: 'transient', code: null });
    expect(asked).toEqual(['udp', 'tcp']);
  });

  it.each<[string, Reaction]>([
    ['hangs up', (_, socket) => void socket?.destroy()],
    ['hangs up in the middle of its answer', (_, socket) => void socket?.end(Buffer.of(0, 99, 1, 2, 3))],
  ])('that %s is tried again later', async (_, reaction) => {
    const { port } = await server({ tcp: reaction });
    expect(await list(port)).toMatchObject({ failure: 'transient' });
  });

  it('may be named by its name, and its port left out', async () => {
    const { port } = await server({ tcp: unsigned(5) });
    const named = open(port, `dns://ns.example.net:${port}`);
    expect(await failureOf(named.list(zone, question))).toMatchObject({ code: 'REFUSED' });
    const elsewhere = await failureOf(open(port, 'dns://[2001:db8::1]').list(zone, question));
    expect(elsewhere.message).toContain('2001:db8::1 port 53');
  });

  it('is told nothing of the key in a failure', async () => {
    const { port } = await server({ udp: unsigned(5), tcp: unsigned(5) });
    const failure = await list(port);
    expect(JSON.stringify([failure, failure.message])).not.toContain(secret.slice(0, 8));
  });
});

describe('what cannot be asked', () => {
  it.each([
    ['a whole zone', (access: RecordAccess) => access.list(zone, {})],
    ['a type that is not known', (access: RecordAccess) => access.list(zone, { name: zone, type: 'LOC' })],
    [
      'a value of another type',
      (access: RecordAccess) => access.create(zone, { ...question, value: 'fd00::1', ttl: null }),
    ],
  ])('is refused before anything is sent: %s', async (_, verb) => {
    const { port, asked } = await server({});
    expect(await failureOf(verb(open(port)))).toMatchObject({ failure: 'config' });
    expect(asked).toEqual([]);
  });
});
