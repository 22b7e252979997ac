/** One question to one name server, resolver or authority: over UDP, and over TCP for an answer that was cut. */
import { decode, encode, streamEncode, type DecodedPacket, type Packet } from 'dns-packet';
import ipaddr from 'ipaddr.js';
import type { CheckConfig } from '../../../shared/api/check-kinds.ts';
import { createEgress, type Target } from '../../kernel/egress.ts';
import { orAborted } from '../reach.ts';

/** Types of records that can be checked. */
export type RecordType = CheckConfig<'dns'>['type'];

/** What a server said. */
export interface Told {
  /** Canonical, sorted; empty for "there is none". */
  readonly values: readonly string[];
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL` … */
  readonly rcode: string;
  /** The server speaks for the zone. */
  readonly authoritative: boolean;
  /** The resolver has verified it by DNSSEC (RFC 6840 §5.8). */
  readonly verified: boolean;
  /** Seconds, the shortest. */
  readonly ttl: number | null;
  /** The answer leads on to another name without what stands there. */
  readonly leads_away: boolean;
}

/** How a question is put. */
export interface Question {
  readonly name: string;
  readonly type: RecordType;
  /** Whether the server is to find the answer elsewhere (a resolver), or to tell what it holds itself. */
  readonly recursive: boolean;
}

const RECURSION_DESIRED = 1 << 8;
const AUTHENTIC_DATA = 1 << 5;
const IDS = 65_536;
const UDP_TRIES_MS = [1_000, 2_000] as const;
const TCP_MS = 3_000;
const LARGEST_REPLY = 65_537;

const bareName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** A value in the one form in which it is compared and shown. */
export function canonicalValue(type: RecordType, value: string): string {
  const text = value.trim();
  switch (type) {
    case 'A':
    case 'AAAA':
      return ipaddr.isValid(text) ? ipaddr.parse(text).toString() : text;
    case 'CNAME':
    case 'NS':
      return bareName(text);
    case 'MX': {
      const [preference = '', exchange = ''] = text.split(/\s+/);
      return `${preference} ${bareName(exchange)}`;
    }
    case 'TXT':
      return text;
  }
}

function textOf(data: unknown): string {
  const parts = Array.isArray(data) ? (data as unknown[]) : [data];
  return parts.map((part) => (Buffer.isBuffer(part) ? part.toString() : String(part))).join('');
}

function valueOf(type: RecordType, data: unknown): string {
  if (type === 'TXT') return textOf(data);
  if (type === 'MX') {
    const { preference = 0, exchange } = data as { preference?: number; exchange: string };
    return canonicalValue('MX', `${String(preference)} ${exchange}`);
  }
  return canonicalValue(type, String(data));
}

/** What a reply says; `null` for one that is no answer to the question. `'cut'`: more of it comes over TCP. Pure. */
export function readReply(reply: Buffer, id: number, { name, type }: Question): Told | 'cut' | null {
  let packet: DecodedPacket;
  try {
    packet = decode(reply);
  } catch {
    return null; // Rubbish is no answer.
  }
  const asked = packet.questions?.[0];
  const isReply =
    packet.id === id && packet.flag_qr && asked?.type === type && bareName(asked.name) === bareName(name);
  if (!isReply) return null;
  if (packet.flag_tc) return 'cut';
  const answers = (packet.answers ?? []).flatMap((answer) =>
    'ttl' in answer && 'data' in answer
      ? [{ type: answer.type, ttl: answer.ttl ?? 0, data: answer.data }]
      : [],
  );
  const own = answers.filter((answer) => answer.type === type);
  return {
    values: [...new Set(own.map(({ data }) => valueOf(type, data)))].sort(),
    rcode: (packet as { rcode?: string }).rcode ?? 'NOERROR',
    authoritative: packet.flag_aa,
    verified: packet.flag_ad,
    ttl: own.length === 0 ? null : Math.min(...own.map(({ ttl }) => ttl)),
    leads_away: own.length === 0 && answers.some((answer) => answer.type === 'CNAME'),
  };
}

/** What asking takes. */
export interface AskPorts {
  /** A number from 0 to 65,535 that nobody can foresee (RFC 5452 §9.2). */
  readonly random16: () => number;
}

async function overUdp(
  target: Target,
  question: Question,
  packet: Packet,
  signal: AbortSignal,
): Promise<Told | 'cut' | null> {
  const channel = await createEgress(() => [target]).udp(target);
  try {
    const answer = new Promise<Told | 'cut'>((resolve) => {
      channel.onMessage((reply) => {
        const told = readReply(reply, packet.id ?? 0, question);
        // Something else than the answer: it may still come.
        if (told !== null) resolve(told);
      });
    });
    const bytes = encode(packet);
    for (const patience of UDP_TRIES_MS) {
      channel.send(bytes);
      const pause = AbortSignal.timeout(patience);
      const told = await orAborted(answer, AbortSignal.any([signal, pause])).catch(() => null);
      if (told !== null) return told;
      signal.throwIfAborted();
    }
    return null;
  } finally {
    channel.close();
  }
}

async function overTcp(
  target: Target,
  question: Question,
  packet: Packet,
  signal: AbortSignal,
): Promise<Told | null> {
  const socket = await createEgress(() => [target]).connect(target, signal);
  const end = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    socket.write(streamEncode(packet));
    let received = Buffer.alloc(0);
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      received = Buffer.concat([received, chunk]);
      if (received.length > LARGEST_REPLY) return null;
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) continue;
      const told = readReply(received.subarray(2, 2 + received.readUInt16BE(0)), packet.id ?? 0, question);
      // Cut where nothing has to be: no answer.
      return told === 'cut' ? null : told;
    }
    return null;
  } finally {
    signal.removeEventListener('abort', end);
    socket.destroy();
  }
}

/** Asks a server that has been found to be allowed. `null`: it does not answer. @throws the signal's reason */
export async function askServer(
  target: Target,
  question: Question,
  { random16 }: AskPorts,
  signal: AbortSignal,
): Promise<Told | null> {
  const packet: Packet = {
    type: 'query',
    id: random16() % IDS,
    flags: (question.recursive ? RECURSION_DESIRED : 0) | AUTHENTIC_DATA,
    questions: [{ name: question.name, type: question.type }],
  };
  try {
    const first = await overUdp(target, question, packet, signal);
    if (first !== 'cut') return first;
    return await overTcp(target, question, packet, AbortSignal.any([signal, AbortSignal.timeout(TCP_MS)]));
  } catch {
    signal.throwIfAborted();
    return null; // Nothing listens there, or there is no way to it: the same as silence.
  }
}
