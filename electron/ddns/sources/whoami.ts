/** Asks name servers what address a question comes from. */
import { AUTHORITATIVE_ANSWER, decode, encode, TRUNCATED_RESPONSE, type DecodedPacket } from 'dns-packet';
import type { Family } from '../../../shared/api/ddns.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Egress } from '../../kernel/egress.ts';
import { readAddress, type Reading } from './echo.ts';
import type { AskMember } from './model.ts';
import { whoamiServices, type WhoamiQuestion } from './whoami-services.ts';

const OPCODE_MASK = 0x7800;
const RCODE_MASK = 0xf;
const PORT = 53;
/** A server that has not answered by then has lost the question; another one is asked. */
const PATIENCE_MS = 1500;
/** Servers of one service that are tried. */
const MOST_TRIES = 2;

/** A question as bytes (RFC 1035 §4.1). It asks for no recursion where the server is the zone's own. */
export function whoamiQuery(
  id: number,
  { name, type, class: ofClass, isAuthoritative }: WhoamiQuestion,
): Buffer {
  const RECURSION_DESIRED = 0x0100;
  return encode({
    type: 'query',
    id,
    flags: isAuthoritative ? 0 : RECURSION_DESIRED,
    questions: [{ name, type, class: ofClass }],
  });
}

function decoded(bytes: Buffer): DecodedPacket | null {
  try {
    return decode(bytes);
  } catch {
    // Rubbish is nobody's answer.
    return null;
  }
}

/** Of a TXT record with one string, that string. */
function textOf(data: unknown): string | null {
  if (typeof data === 'string') return data;
  const [first, ...others] = Array.isArray(data) ? (data as unknown[]) : [];
  return Buffer.isBuffer(first) && others.length === 0 ? first.toString('latin1') : null;
}

/**
 * What a datagram says; `null` for what answers another question than ours, and is as if it had not come. An answer
 * counts only whole, from the zone's own server where that is asked, and with exactly one record.
 */
export function readWhoami(
  bytes: Buffer,
  id: number,
  question: WhoamiQuestion,
  family: Family,
): Reading | null {
  const packet = decoded(bytes);
  const asked = packet?.questions?.[0];
  if (packet?.id !== id || packet.questions?.length !== 1 || !asked) return null;
  const isOurs =
    asked.name.toLowerCase() === question.name &&
    asked.type === question.type &&
    asked.class === question.class;
  const flags = packet.flags ?? 0;
  if (!isOurs || packet.type !== 'response' || (flags & OPCODE_MASK) !== 0) return null;

  if ((flags & RCODE_MASK) !== 0) return { problem: 'status' };
  if ((flags & TRUNCATED_RESPONSE) !== 0) return { problem: 'too_large' };
  if (question.isAuthoritative && (flags & AUTHORITATIVE_ANSWER) === 0) return { problem: 'not_authentic' };
  const [answer, ...others] = packet.answers ?? [];
  if (
    answer?.type !== question.type ||
    others.length > 0 ||
    answer.name.toLowerCase() !== question.name ||
    ('class' in answer ? answer.class : undefined) !== question.class
  ) {
    return { problem: 'not_authentic' };
  }
  const text = textOf('data' in answer ? answer.data : null);
  return text === null ? { problem: 'not_an_address' } : readAddress(text, family);
}

/** What asking takes. */
export interface WhoamiDeps {
  readonly egress: Pick<Egress, 'udp'>;
  readonly clock: Clock;
  /** A number from 0 to 65,535 that nobody can foresee: who does not see the question cannot answer it. */
  readonly random16: () => number;
}

/** Asks name servers. */
export function createAskWhoami({ egress, clock, random16 }: WhoamiDeps): AskMember {
  async function askServer(
    host: string,
    question: WhoamiQuestion,
    family: Family,
    signal: AbortSignal | undefined,
  ): Promise<Reading> {
    // A family without a way out is known at once: there is no route to connect by.
    const channel = await egress.udp({ host, port: PORT }).catch(() => null);
    if (channel === null) return { problem: 'unreachable' };
    const id = random16();
    const leaving = new AbortController();
    try {
      return await new Promise<Reading>((resolve) => {
        const cancel = clock.after(PATIENCE_MS, () => {
          resolve({ problem: 'timeout' });
        });
        leaving.signal.addEventListener('abort', cancel);
        const abort = (): void => {
          resolve({ problem: 'aborted' });
        };
        if (signal?.aborted === true) abort();
        signal?.addEventListener('abort', abort, { signal: leaving.signal });
        channel.onMessage((bytes) => {
          const reading = readWhoami(bytes, id, question, family);
          if (reading !== null) resolve(reading);
        });
        channel.send(whoamiQuery(id, question));
      });
    } finally {
      leaving.abort();
      channel.close();
    }
  }

  async function read(member: string, family: Family, signal: AbortSignal | undefined): Promise<Reading> {
    const question = whoamiServices.find(({ id }) => id === member)?.questions[family];
    if (!question) return { problem: 'no_such_member' };
    const { servers } = question;
    const first = random16() % servers.length;
    let reading: Reading = { problem: 'timeout' };
    for (let tried = 0; tried < Math.min(MOST_TRIES, servers.length); tried++) {
      const server = servers[(first + tried) % servers.length] ?? '';
      reading = await askServer(server, question, family, signal);
      if ('address' in reading || reading.problem !== 'timeout') break;
    }
    return reading;
  }

  return async (member, family, signal) => {
    const began = clock.elapsed();
    const reading = await read(member, family, signal);
    const elapsed = Math.round(clock.elapsed() - began);
    return { member, family, address: null, problem: null, ...reading, elapsed_ms: elapsed };
  };
}
