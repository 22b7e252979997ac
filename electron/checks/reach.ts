/** A connection to what a check names: its name is resolved, each address looked at, and that very address connected to. */
import { isIP, type Socket } from 'node:net';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Clock } from '../kernel/clock.ts';
import { createEgress } from '../kernel/egress.ts';
import type { HttpProblem } from '../kernel/http.ts';
import { problemOf } from '../kernel/http-problem.ts';
import type { NamedOrigin } from '../kernel/http-target.ts';
import { isOutside, mayCheck } from './guard.ts';
import { failed, type Finding } from './model.ts';

/** What reaching takes. */
export interface ReachPorts {
  readonly clock: Clock;
  /** Addresses of a host. @throws where there are none */
  readonly resolve: (host: string) => Promise<readonly string[]>;
}

/** Why there is no answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reason: StoredReason;
  /** The way led outside: it may be the line's fault. */
  readonly outside: boolean;

  constructor(code: string, params: StoredReason['params'], outside: boolean, options?: ErrorOptions) {
    super(code, options);
    this.reason = { code, params };
    this.outside = outside;
  }

  /** The same as what a run found. */
  get finding(): Finding {
    return failed(this.reason.code, this.reason.params, { outside: this.outside });
  }
}

/** What a run found, or why nothing answered; anything else that is thrown is a bug. */
export async function findingOf(run: () => Promise<Finding | null>): Promise<Finding | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NoAnswer) return error.finding;
    throw error;
  }
}

/** Where to, and what its owner named. */
export interface Destination {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly named: readonly NamedOrigin[];
}

/** A connection and what it took, ms. */
export interface Reached {
  readonly socket: Socket;
  readonly address: string;
  /** `null` where there was nothing to resolve. */
  readonly dns_ms: number | null;
  readonly connect_ms: number;
}

/** Addresses that are tried, and how long (ms) each but the last may hold up the next. */
const MOST_ADDRESSES = 4;
const ATTEMPT_MS = 2_000;

const codes: Readonly<Record<HttpProblem, string>> = {
  refused: 'CHECK_REFUSED',
  unresolved: 'CHECK_UNRESOLVED',
  unreachable: 'CHECK_UNREACHABLE',
  timeout: 'CHECK_UNREACHABLE',
  cut: 'CHECK_CUT',
  too_large: 'CHECK_TOO_LARGE',
  tls: 'CHECK_TLS',
};

/** Ends with the signal, whatever becomes of the work. @throws the signal's reason */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('Ended'));
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', leave);
    });
  });
}

/** The addresses that a host may be reached at. @throws {NoAnswer} */
export async function locate(
  { host, port, named }: Destination,
  { resolve }: Pick<ReachPorts, 'resolve'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  let found: readonly string[];
  try {
    found = isIP(host) === 0 ? await orAborted(resolve(host), signal) : [host];
  } catch (error) {
    signal.throwIfAborted();
    throw new NoAnswer('CHECK_UNRESOLVED', { host }, isOutside(host, []), { cause: error });
  }
  const allowed = found.filter((address) => mayCheck(host, { host: address, port }, named));
  if (found.length === 0) throw new NoAnswer('CHECK_UNRESOLVED', { host }, isOutside(host, []));
  if (allowed.length === 0) throw new NoAnswer('CHECK_FORBIDDEN', { host }, false);
  return allowed.slice(0, MOST_ADDRESSES);
}

/** Connects. @throws {NoAnswer}; the signal's reason where it ended */
export async function reach(to: Destination, ports: ReachPorts, signal: AbortSignal): Promise<Reached> {
  const { clock } = ports;
  const { host, port } = to;
  const began = clock.elapsed();
  const addresses = await locate(to, ports, signal);
  const located = clock.elapsed();
  const dnsMs = isIP(host) === 0 ? located - began : null;
  let last: unknown;
  for (const [index, address] of addresses.entries()) {
    const attempt = new AbortController();
    const isLast = index === addresses.length - 1;
    const cancel = isLast
      ? () => undefined
      : clock.after(ATTEMPT_MS, () => {
          attempt.abort();
        });
    const started = clock.elapsed();
    try {
      const target = { host: address, port };
      // Looked at above, and again by the one way out: this very address and no other.
      const egress = createEgress(() => [target]);
      const socket = await egress.connect(target, AbortSignal.any([signal, attempt.signal]));
      return { socket, address, dns_ms: dnsMs, connect_ms: clock.elapsed() - started };
    } catch (error) {
      signal.throwIfAborted();
      last = error;
    } finally {
      cancel();
    }
  }
  throw new NoAnswer(codes[problemOf(last)], { host, port }, isOutside(host, addresses), { cause: last });
}
