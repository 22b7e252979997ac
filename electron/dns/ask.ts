/**
 * Asks a name server for addresses, as any of its clients would: over UDP, and over TCP for what UDP left open (an
 * answer that was cut, lost, or held back by a rate limit). Many questions go over TCP from the start: a rate limit
 * would hold back most of them, and each would have to be waited for.
 */
import { decode, encode, streamEncode, type Packet } from 'dns-packet';
import ipaddr from 'ipaddr.js';
import type { Clock } from '../kernel/clock.ts';
import { sleep } from '../kernel/clock.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Egress, Target } from '../kernel/egress.ts';

/** One name and type. */
export interface Question {
  readonly name: string;
  readonly type: 'A' | 'AAAA';
}

/** The values of a question's answer, empty for "there is none"; `null` where no valid answer came. */
export type Values = readonly string[] | null;

/** Most questions that are asked over UDP: all at once, and a larger burst would be lost in the socket's buffer. */
const MOST_OVER_UDP = 32;
const UDP_PATIENCE_MS = 300;
const TCP_PATIENCE_MS = 3000;

/** Response codes that are an answer: the name is there, or it is not (RFC 1035 §4.1.1, RFC 2308). */
const conclusive: ReadonlySet<string> = new Set(['NOERROR', 'NXDOMAIN']);

function query(id: number, { name, type }: Question): Packet {
  return { type: 'query', id, questions: [{ name, type }] };
}

function indexOf(reply: Buffer): number {
  return reply.length < 2 ? -1 : reply.readUInt16BE(0) - 1;
}

/** The values of a reply to a question, `undefined` for what is no full answer to it. */
function valuesOf(reply: Buffer, question: Question): Values | undefined {
  try {
    const packet = decode(reply);
    const asked = packet.questions?.[0];
    const isAnswer =
      packet.flag_qr &&
      !packet.flag_tc &&
      conclusive.has((packet as { rcode?: string }).rcode ?? '') &&
      asked?.name.toLowerCase() === question.name &&
      asked.type === question.type;
    if (!isAnswer) return undefined;
    return (packet.answers ?? []).flatMap((answer) =>
      answer.type === question.type ? [ipaddr.parse(answer.data).toString()] : [],
    );
  } catch {
    // Rubbish is no answer.
    return undefined;
  }
}

async function overUdp(
  deps: AskDeps,
  questions: readonly Question[],
  values: Map<number, Values>,
): Promise<void> {
  const channel = await deps.egress.udp(deps.server());
  const complete = new AbortController();
  channel.onMessage((reply) => {
    // The id counts from 1 within the list; the socket is connected, so nobody else can send here.
    const index = indexOf(reply);
    const question = questions[index];
    const found = question && valuesOf(reply, question);
    if (found === undefined) return;
    values.set(index, found);
    if (values.size === questions.length) complete.abort();
  });
  try {
    for (const [index, question] of questions.entries()) channel.send(encode(query(index + 1, question)));
    await sleep(deps.clock, UDP_PATIENCE_MS, complete.signal);
  } finally {
    channel.close();
  }
}

async function overTcp(
  deps: AskDeps,
  questions: readonly Question[],
  values: Map<number, Values>,
): Promise<void> {
  const open = questions.flatMap((question, index) => (values.has(index) ? [] : [{ question, index }]));
  if (open.length === 0) return;
  const patience = new AbortController();
  const cancel = deps.clock.after(TCP_PATIENCE_MS, () => {
    patience.abort();
  });
  const socket = await deps.egress.connect(deps.server(), patience.signal);
  try {
    socket.cork();
    for (const { question, index } of open) socket.write(streamEncode(query(index + 1, question)));
    socket.uncork();
    let received = Buffer.alloc(0);
    let left = open.length;
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const reply = received.subarray(2, 2 + received.readUInt16BE(0));
        received = received.subarray(2 + reply.length);
        const index = indexOf(reply);
        const question = questions[index];
        const found = question && valuesOf(reply, question);
        if (found !== undefined) values.set(index, found);
        left--;
      }
      if (left <= 0) break;
    }
  } finally {
    cancel();
    socket.destroy();
  }
}

/** What asking needs. */
export interface AskDeps {
  readonly egress: Egress;
  readonly clock: Clock;
  /** The server to ask. */
  readonly server: () => Target;
  readonly logger: { debug(fields: Readonly<Record<string, unknown>>, text: string): void };
}

/** More questions than this do not fit the 16 bits of an id. */
const MOST_AT_ONCE = 10_000;

/** Answers in the order of the questions. A server that does not answer leaves `null`s, it does not throw. */
export function createAsk(deps: AskDeps): (questions: readonly Question[]) => Promise<Values[]> {
  return async (questions) => {
    const all: Values[] = [];
    for (let start = 0; start < questions.length; start += MOST_AT_ONCE) {
      const part = questions.slice(start, start + MOST_AT_ONCE);
      const values = new Map<number, Values>();
      for (const way of part.length > MOST_OVER_UDP ? [overTcp] : [overUdp, overTcp]) {
        await way(deps, part, values).catch((error: unknown) => {
          deps.logger.debug({ problem: messageOf(error) }, 'A name server could not be asked');
        });
      }
      all.push(...part.map((_, index) => values.get(index) ?? null));
    }
    return all;
  };
}
