/** Asks web services what address a request comes from, and takes an answer only where it is nothing but that. */
import { isIP } from 'node:net';
import type { Family } from '../../../shared/api/ddns.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HttpFailure, type Http, type HttpAnswer } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/logger.ts';
import { userAgent } from '../providers/user-agent.ts';
import { canonical } from '../derive.ts';
import { echoServices } from './echo-services.ts';
import type { AskMember, SourceProblem } from './model.ts';

/** An address, or why there is none. */
export type Reading = { readonly address: string } | { readonly problem: SourceProblem };

/** The longest IPv6 text is 45 bytes (RFC 4291 §2.2); whatever is longer than this is a page. */
const MOST_BYTES = 64;

/**
 * The one address that a text wholly is, in canonical form; white space around it does not matter. An IPv4 address in
 * IPv6 clothes (`::ffff:1.2.3.4`) is of neither family: no record may hold it.
 */
export function readAddress(text: string, family: Family): Reading {
  const bare = text.trim();
  if (Buffer.byteLength(bare) > MOST_BYTES) return { problem: 'too_large' };
  const version = isIP(bare);
  // Node takes a zone (`fe80::1%eth0`) for a part of an address; it means nothing outside of one machine.
  if (version === 0 || bare.includes('%')) return { problem: 'not_an_address' };
  const address = canonical(bare);
  if (version !== (family === 'A' ? 4 : 6) || address.startsWith('::ffff:'))
    return { problem: 'wrong_family' };
  return { address };
}

/** What an echo's answer says. Pure; never looks at headers, where addresses of others stand. */
export function readEcho({ status, body }: HttpAnswer, family: Family): Reading {
  if (status >= 300 && status < 400) return { problem: 'redirect' };
  return status === 200 ? readAddress(body, family) : { problem: 'status' };
}

/** What asking takes. */
export interface EchoDeps {
  /** Sends over one family alone, past any proxy: an answer by another way is another's address. */
  readonly httpOf: (family: Family) => Http;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Where a member is asked: a built-in one by its id, any other by its own https address; `null` for neither. */
function urlOf(member: string, family: Family): string | null {
  const service = echoServices.find(({ id }) => id === member);
  if (service) return service.urls[family] ?? null;
  return URL.canParse(member) && new URL(member).protocol === 'https:' ? member : null;
}

/** A promise that is over as soon as the signal fires, whatever becomes of the work. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined, instead: T): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      resolve(instead);
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', leave);
    });
  });
}

/** Asks echo services. */
export function createAskEcho({ httpOf, clock, logger }: EchoDeps): AskMember {
  async function read(member: string, family: Family): Promise<Reading> {
    const url = urlOf(member, family);
    if (url === null) return { problem: 'no_such_member' };
    const headers = { accept: 'text/plain, */*;q=0.1', 'cache-control': 'no-cache', 'user-agent': userAgent };
    try {
      return readEcho(await httpOf(family)({ method: 'GET', url, headers }), family);
    } catch (error) {
      if (error instanceof HttpFailure) return { problem: error.problem };
      // A mistake of ours; the other members are asked all the same.
      logger.warn({ error }, 'An echo service could not be asked');
      return { problem: 'unreachable' };
    }
  }

  return async (member, family, signal) => {
    const began = clock.elapsed();
    const reading = await unlessAborted<Reading>(read(member, family), signal, { problem: 'aborted' });
    const elapsed = Math.round(clock.elapsed() - began);
    return { member, family, address: null, problem: null, ...reading, elapsed_ms: elapsed };
  };
}
