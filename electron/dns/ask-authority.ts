/**
 * Asks one server on the Internet many questions: over UDP, and over TCP for an answer that was cut. A bounded number is
 * under way at once, and a server that has fallen silent is left alone.
 */
import type { Clock } from '../kernel/clock.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Egress, Target, UdpChannel } from '../kernel/egress.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Question, Values } from './ask.ts';
import { authorityQuery, isAskable, readAuthorityReply, type AuthorityReply } from './authority-reply.ts';

/** What asking takes. */
export interface AskAuthorityDeps {
  readonly egress: Egress;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A number from 0 to 65,535 that nobody can foresee (RFC 5452 §9.2). */
  readonly random16: () => number;
}

const TRIES = 2;
const PATIENCE_MS = 1_500;
/** Questions under way at one server. */
const MOST_AT_ONCE = 32;
/** Questions in a row without any answer, after which the rest is not asked. */
const MOST_SILENCES = 3;
const IDS = 65_536;

/** One server during one call. */
interface Session {
  readonly target: Target;
  readonly channel: UdpChannel;
  /** Who waits for a datagram, by the id of its question. */
  readonly waiting: Map<number, (datagram: Buffer) => void>;
}

/**
 * The values of each question in order, `null` for what was not answered with authority.
 * @throws {Error} for a server that is not allowed, or has no way to it.
 */
export type AskAuthority = (target: Target, questions: readonly Question[]) => Promise<readonly Values[]>;

/** Makes it. */
export function createAskAuthority({ egress, clock, logger, random16 }: AskAuthorityDeps): AskAuthority {
  function freshId(waiting: Session['waiting']): number {
    let id = random16();
    while (waiting.has(id)) id = (id + 1) % IDS;
    return id;
  }

  function overUdp(
    { channel, waiting }: Session,
    question: Question,
    hasEdns: boolean,
  ): Promise<AuthorityReply> {
    const id = freshId(waiting);
    const query = authorityQuery(id, question, hasEdns);
    return new Promise((resolve) => {
      const end = (reply: AuthorityReply): void => {
        cancel();
        waiting.delete(id);
        resolve(reply);
      };
      const cancel = clock.after(PATIENCE_MS, () => {
        end(null);
      });
      waiting.set(id, (datagram) => {
        const reply = readAuthorityReply(datagram, id, question);
        // Something else than the answer: it may still come.
        if (reply !== null) end(reply);
      });
      channel.send(query);
    });
  }

  async function overTcp({ target }: Session, question: Question, hasEdns: boolean): Promise<AuthorityReply> {
    const id = random16();
    const query = authorityQuery(id, question, hasEdns);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.length);
    const patience = new AbortController();
    const cancel = clock.after(PATIENCE_MS, () => {
      patience.abort();
    });
    try {
      const socket = await egress.connect(target, patience.signal);
      try {
        socket.write(Buffer.concat([length, query]));
        let received = Buffer.alloc(0);
        for await (const chunk of socket) {
          received = Buffer.concat([received, chunk as Buffer]);
          if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) continue;
          const reply = readAuthorityReply(received.subarray(2, 2 + received.readUInt16BE(0)), id, question);
          // Cut where nothing has to be: no answer.
          return reply?.kind === 'truncated' ? null : reply;
        }
      } finally {
        socket.destroy();
      }
    } catch (error) {
      logger.debug(
        { problem: messageOf(error), server: target.host },
        'A name server does not answer over TCP',
      );
    } finally {
      cancel();
    }
    return null;
  }

  /** The answer to one question; `null` for silence. */
  async function askOne(session: Session, question: Question): Promise<{ readonly values: Values } | null> {
    if (!isAskable(question)) return { values: null };
    let hasEdns = true;
    for (let tried = 0; tried < TRIES; tried++) {
      const first = await overUdp(session, question, hasEdns);
      const reply = first?.kind === 'truncated' ? await overTcp(session, question, hasEdns) : first;
      if (reply?.kind === 'answer') return reply;
      if (reply?.kind === 'no_edns') {
        // Who does not understand the plain question either has nothing to say to it.
        if (!hasEdns) return { values: null };
        hasEdns = false;
      }
    }
    return null;
  }

  async function askAll(session: Session, questions: readonly Question[]): Promise<Values[]> {
    const values: Values[] = questions.map(() => null);
    const left = questions.entries();
    let silences = 0;
    const lane = async (): Promise<void> => {
      for (const [index, question] of left) {
        if (silences >= MOST_SILENCES) return;
        const answer = await askOne(session, question);
        silences = answer === null ? silences + 1 : 0;
        values[index] = answer?.values ?? null;
      }
    };
    await Promise.all(Array.from({ length: MOST_AT_ONCE }, lane));
    return values;
  }

  return async (target, questions) => {
    const waiting: Session['waiting'] = new Map();
    const channel = await egress.udp(target);
    channel.onMessage((datagram) => {
      if (datagram.length >= 2) waiting.get(datagram.readUInt16BE(0))?.(datagram);
    });
    try {
      return await askAll({ target, channel, waiting }, questions);
    } finally {
      channel.close();
    }
  };
}
