import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { decode, encode, type DecodedPacket } from 'dns-packet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAuthorities, type Authorities } from '../../../electron/dns/authorities.ts';
import type { Question } from '../../../electron/dns/ask.ts';
import { systemClock, type Clock } from '../../../electron/kernel/clock.ts';
import { createEgress, type Target } from '../../../electron/kernel/egress.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { startKnot } from '../../support/knot.ts';
import { needs, titled } from '../../support/needs.ts';
import { framed } from './sockets.ts';

const ZONE = 'example.org';
const PATIENCE_MS = 1500;
const [AUTHORITATIVE, TRUNCATED] = [0x0400, 0x0200];
const silent = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};
const nas: Question = { name: `nas.${ZONE}`, type: 'A' };

/** Over the real ways out, with these servers named, as an administrator does. */
function authoritiesOf(servers: readonly Target[], clock: Clock = systemClock): Authorities {
  let id = 4711;
  return createAuthorities({
    egress: createEgress(() => servers),
    clock,
    logger: silent,
    resolveNs: () => Promise.reject(new Error('Nobody is to be looked up')),
    resolve: () => Promise.reject(new Error('Nobody is to be looked up')),
    random16: () => (id = (id * 31 + 7) % 65_536),
  });
}

async function knot(lines: readonly string[]): Promise<Target> {
  const key = { name: 'key', algorithm: 'hmac-sha256', secret: Buffer.alloc(32, 1).toString('base64') };
  const { port, close } = await startKnot(ZONE, lines, [key]);
  onTestFinished(close);
  return { host: '127.0.0.1', port };
}

type Reply = (query: DecodedPacket) => Buffer | null;

/** A name server that does as told, and tells when it has been asked. */
async function badServer({ udp = () => null, tcp = () => null }: { udp?: Reply; tcp?: Reply }) {
  const asked = { udp: 0, tcp: 0 };
  const listener = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      asked.tcp++;
      const reply = tcp(decode(chunk.subarray(2)));
      if (reply === null) socket.destroy();
      else socket.write(framed(reply));
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  await once(socket, 'listening');
  let hear: () => void = () => undefined;
  socket.on('message', (bytes, from) => {
    asked.udp++;
    const reply = udp(decode(bytes));
    if (reply !== null) socket.send(reply, from.port, from.address);
    hear();
  });
  onTestFinished(() => {
    socket.close();
    listener.close();
  });
  /** Waits until it has been asked so often over UDP. */
  const heard = (times: number): Promise<void> =>
    new Promise((resolve) => {
      hear = () => {
        if (asked.udp >= times) resolve();
      };
      hear();
    });
  return { target: { host: '127.0.0.1', port }, asked, heard };
}

function answer(
  query: DecodedPacket,
  flags = AUTHORITATIVE,
  id = query.id ?? 0,
  data = '203.0.113.9',
): Buffer {
  const questions = query.questions ?? [];
  const [{ name } = nas] = questions;
  return encode({ type: 'response', id, flags, questions, answers: [{ name, type: 'A', ttl: 60, data }] });
}

/** What one server says of one name. */
async function says(target: Target, question = nas): Promise<readonly string[] | null | undefined> {
  const [[only] = []] = await authoritiesOf([target]).askThese([target], [question]);
  return only?.values;
}

/** The same of one that leaves both tries open: each patience passes once the question has arrived. */
async function saysInVain({ target, heard }: Awaited<ReturnType<typeof badServer>>) {
  const clock = createVirtualClock();
  const answers = authoritiesOf([target], clock).askThese([target], [nas]);
  for (const tries of [1, 2]) {
    await heard(tries);
    await clock.advance(PATIENCE_MS);
  }
  return (await answers)[0]?.[0]?.values;
}

describe.skipIf(!needs.command('knotd').ok)(titled('real name servers', needs.command('knotd')), () => {
  it('each say what stands with themselves', async () => {
    const servers = [
      await knot([`nas.${ZONE}. 60 A 203.0.113.1`, `nas.${ZONE}. 60 AAAA 2001:DB8:0:0:0:0:0:1`]),
      await knot([`nas.${ZONE}. 60 A 203.0.113.2`, `nas.${ZONE}. 60 A 203.0.113.3`]),
    ];
    const questions = [nas, { ...nas, type: 'AAAA' }, { name: `NAS.${ZONE}.`, type: 'A' }] as const;
    const answers = await authoritiesOf(servers).askThese(servers, questions);
    const names = servers.map(({ port }) => `127.0.0.1:${String(port)}`);
    expect(answers.map((list) => list.map(({ server }) => server))).toEqual([names, names, names]);
    const sorted = answers.map((list) => list.map(({ values }) => [...(values ?? [])].sort()));
    expect(sorted).toEqual([
      [['203.0.113.1'], ['203.0.113.2', '203.0.113.3']],
      [['2001:db8::1'], []],
      [['203.0.113.1'], ['203.0.113.2', '203.0.113.3']],
    ]);
  });

  it('say of a missing name that there is none, and nothing of what is not theirs', async () => {
    const server = await knot([`sub.${ZONE}. 60 NS ns.elsewhere.test.`]);
    expect(await says(server, { name: `none.${ZONE}`, type: 'A' })).toEqual([]);
    expect(await says(server, { name: `nas.sub.${ZONE}`, type: 'A' })).toBeNull();
    expect(await says(server, { name: 'nas.example.net', type: 'A' })).toBeNull();
  });

  it('have no address at an alias, also where its target is in the same answer', async () => {
    const server = await knot([`nas.${ZONE}. 60 CNAME box`, `box.${ZONE}. 60 A 203.0.113.4`]);
    expect(await says(server, nas)).toEqual([]);
    expect(await says(server, { name: `box.${ZONE}`, type: 'A' })).toEqual(['203.0.113.4']);
  });

  it('are asked over TCP for a list that is too long for a datagram', async () => {
    const values = Array.from({ length: 120 }, (_, i) => `203.0.113.${String(i + 1)}`);
    const server = await knot(values.map((value) => `nas.${ZONE}. 60 A ${value}`));
    expect(new Set(await says(server))).toEqual(new Set(values));
  });

  it('answer a thousand names', async () => {
    const names = Array.from({ length: 1000 }, (_, i) => `host${String(i)}.${ZONE}`);
    const valueOf = (i: number): string => `10.0.${String(i >> 8)}.${String(i & 255)}`;
    const server = await knot(names.map((name, i) => `${name}. 60 A ${valueOf(i)}`));
    const questions = names.map((name) => ({ name, type: 'A' as const }));
    const answers = await authoritiesOf([server]).askThese([server], questions);
    expect(answers.map(([only]) => only?.values)).toEqual(names.map((_, i) => [valueOf(i)]));
  });
});

describe('a server', () => {
  it('that is not named is not reached on this machine, and says nothing', async () => {
    const { target, asked } = await badServer({ udp: answer });
    const [[only] = []] = await authoritiesOf([]).askThese([target], [nas]);
    expect(only?.values).toBeNull();
    expect(asked).toEqual({ udp: 0, tcp: 0 });
  });

  it('that is mute is asked twice, and says nothing', async () => {
    const server = await badServer({});
    expect(await saysInVain(server)).toBeNull();
    expect(server.asked).toEqual({ udp: 2, tcp: 0 });
  });

  it('that answers with another id says nothing', async () => {
    const server = await badServer({ udp: (query) => answer(query, AUTHORITATIVE, (query.id ?? 0) ^ 1) });
    expect(await saysInVain(server)).toBeNull();
  });

  it('that answers another question says nothing', async () => {
    const other = { name: `other.${ZONE}`, type: 'A', class: 'IN' } as const;
    const server = await badServer({ udp: (query) => answer({ ...query, questions: [other] }) });
    expect(await saysInVain(server)).toBeNull();
  });

  it('that answers with rubbish says nothing', async () => {
    const server = await badServer({
      udp: (query) => Buffer.concat([answer(query).subarray(0, 40), Buffer.alloc(9, 0xff)]),
    });
    expect(await saysInVain(server)).toBeNull();
  });

  it('that speaks without authority says nothing, at once', async () => {
    const { target, asked } = await badServer({ udp: (query) => answer(query, 0) });
    expect(await says(target)).toBeNull();
    expect(asked).toEqual({ udp: 1, tcp: 0 });
  });

  it('is asked over TCP where it cuts its answer, and what was cut does not count', async () => {
    const { target, asked } = await badServer({
      udp: (query) => answer(query, AUTHORITATIVE | TRUNCATED),
      tcp: (query) => answer(query, AUTHORITATIVE, query.id, '203.0.113.10'),
    });
    expect(await says(target)).toEqual(['203.0.113.10']);
    expect(asked).toEqual({ udp: 1, tcp: 1 });
  });

  it('that cuts its answer and hangs up over TCP says nothing', async () => {
    const { target, asked } = await badServer({ udp: (query) => answer(query, AUTHORITATIVE | TRUNCATED) });
    expect(await says(target)).toBeNull();
    expect(asked).toEqual({ udp: 2, tcp: 2 });
  });
});
