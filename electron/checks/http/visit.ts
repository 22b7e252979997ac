/** Opens a page as a browser would, as far as it takes to tell how it is: name, connection, TLS, answer, redirects. */
import type { CheckConfig } from '../../../shared/api/check-kinds.ts';
import type { StoredReason } from '../../../shared/api/common.ts';
import { bare, originOf, standardPort } from '../../kernel/http-target.ts';
import { problemOf } from '../../kernel/http-problem.ts';
import { version } from '../../kernel/version.ts';
import { isOutside } from '../guard.ts';
import { NoAnswer, reach, type ReachPorts } from '../reach.ts';
import { secure, type Shown } from './certificate.ts';
import { exchange, type Answered } from './exchange.ts';

/** What visiting takes. */
export interface VisitPorts extends ReachPorts {
  /** Certificates to believe instead of those that Node brings, PEM. */
  readonly ca?: string | undefined;
}

/** What is visited, and how. */
export type Journey = Pick<
  CheckConfig<'http'>,
  'url' | 'method' | 'headers' | 'redirects' | 'verify_certificate'
> & {
  readonly wantsBody: boolean;
  /** Whether what the address names may be in the local network. */
  readonly isNamed: boolean;
};

/** Milliseconds of the last hop; `total` of all of them. */
export interface Timing {
  readonly dns: number | null;
  readonly connect: number | null;
  readonly tls: number | null;
  readonly first_byte: number | null;
  readonly total: number;
}

/** How it went. */
export interface Visit {
  readonly answer: Answered | null;
  /** Where the last hop was connected to. */
  readonly address: string | null;
  readonly host: string;
  readonly timing: Timing;
  /** Of the last hop; `null` without TLS. */
  readonly shown: Shown | null;
  readonly redirects: readonly { readonly url: string; readonly status: number }[];
  /** Why there is no answer; `null` where there is one. */
  readonly failure: { readonly reason: StoredReason; readonly outside: boolean } | null;
  readonly outside: boolean;
}

const MOST_REDIRECTS = 5;
const LONGEST_ADDRESS = 2048;
const redirecting: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const userAgent = `CloudCube/${version}`;

/** What is known of the hop that is under way. */
interface Hop {
  address: string | null;
  shown: Shown | null;
  dns: number | null;
  connect: number | null;
  tls: number | null;
  first_byte: number | null;
}

const untouched = (): Hop => ({
  address: null,
  shown: null,
  dns: null,
  connect: null,
  tls: null,
  first_byte: null,
});

/** The address that an answer leads on to. @throws {NoAnswer} for what is no address of a page */
function leadOn(location: string, from: URL): URL {
  const url = URL.parse(location, from.href);
  const isPage = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!isPage || url.href.length > LONGEST_ADDRESS) throw new NoAnswer('CHECK_REDIRECT_INVALID', {}, false);
  return url;
}

/** A failure of TLS or HTTP, in our words. */
function noAnswer(error: unknown, host: string, port: number, outside: boolean): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('HPE_')) return new NoAnswer('CHECK_BAD_ANSWER', { host }, false);
  const problem = problemOf(error);
  if (problem === 'tls') return new NoAnswer('CHECK_TLS', { host, problem: code }, false);
  return new NoAnswer(problem === 'refused' ? 'CHECK_REFUSED' : 'CHECK_CUT', { host, port }, outside);
}

/** Visits. Never throws but where the signal ends it, or for a bug. */
export async function visit(journey: Journey, ports: VisitPorts, signal: AbortSignal): Promise<Visit> {
  const { clock } = ports;
  const named = journey.isNamed ? [originOf(journey.url)] : [];
  const first = new URL(journey.url);
  const began = clock.elapsed();
  const redirects: { url: string; status: number }[] = [];
  let url = first;
  let hop = untouched();

  async function open(): Promise<Answered> {
    const host = bare(url.hostname);
    const port = url.port === '' ? standardPort(url.protocol) : Number(url.port);
    const reached = await reach({ host, port, named }, ports, signal);
    hop = { ...hop, address: reached.address, dns: reached.dns_ms, connect: reached.connect_ms };
    const outside = isOutside(host, [reached.address]);
    try {
      let { socket } = reached;
      if (url.protocol === 'https:') {
        const started = clock.elapsed();
        const secured = await secure(socket, { host, ca: ports.ca, signal });
        socket = secured.socket;
        hop = { ...hop, shown: secured.shown, tls: clock.elapsed() - started };
        const { problem } = secured.shown;
        if (problem !== null && journey.verify_certificate) {
          throw new NoAnswer('CHECK_CERTIFICATE', { host, problem }, false);
        }
      }
      const started = clock.elapsed();
      // What an owner has sent along is for the place that was named.
      const headers = {
        'user-agent': userAgent,
        accept: '*/*',
        ...(url.origin === first.origin ? journey.headers : {}),
      };
      const asked = { url, method: journey.method, headers, wantsBody: journey.wantsBody };
      const answer = await exchange(socket, asked, { elapsed: clock.elapsed, signal });
      hop = { ...hop, first_byte: answer.first_byte_at - started };
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      throw noAnswer(error, host, port, outside);
    } finally {
      reached.socket.destroy();
    }
  }

  function told(answer: Answered | null, failure: Visit['failure']): Visit {
    const { address, shown, dns, connect, tls, first_byte } = hop;
    const host = bare(url.hostname);
    const outside = address !== null && isOutside(host, [address]);
    const timing = { dns, connect, tls, first_byte, total: clock.elapsed() - began };
    return { answer, address, host, timing, shown, redirects, failure, outside };
  }

  try {
    for (;;) {
      const answer = await open();
      const { status, location } = answer;
      if (!redirecting.has(status) || location === null || journey.redirects !== 'follow') {
        return told(answer, null);
      }
      redirects.push({ url: url.href, status });
      if (redirects.length > MOST_REDIRECTS) {
        throw new NoAnswer('CHECK_REDIRECTS', { limit: MOST_REDIRECTS }, false);
      }
      url = leadOn(location, url);
      hop = untouched();
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return told(null, { reason: error.reason, outside: error.outside });
  }
}
