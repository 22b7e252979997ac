/** Counts requests: from which account one takes, what its answer says of that, and when it is refused. */
import type { RouteContract } from '../../../shared/api/contract.ts';
import { accountOf, limitNames, type LimitName } from '../../../shared/api/limits.ts';
import { addressKey } from '../../kernel/address-key.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Caller } from '../route.ts';
import { limitHeaders } from './headers.ts';
import { createLimiter, type KeptAccount, type Limiter } from './limiter.ts';
import type { Quota, Standing } from './quota.ts';

/** The quota of each account. */
export type Quotas = Readonly<Record<LimitName, Quota>>;

/** Who asks: who has come in, or else where from. */
export type Asker = Pick<Caller, 'user_id' | 'key_id'> | null;

/** What an answer is told on: a reply, or what has no headers. */
export interface Told {
  headers(values: Readonly<Record<string, string>>): unknown;
  getHeader(name: string): string | number | readonly string[] | undefined;
  hasHeader(name: string): boolean;
}

/** Why a request is refused: `RATE_LIMIT_EXCEEDED`. Handed on, not thrown: throwing costs as much as the answer. */
export type Refusal = UserError | null;

/** Counts requests, and tells so in the answer's headers. */
export interface RequestLimits {
  /** Of every request, before anything that costs: takes from the whole service's account. */
  enter(reply: Told): Refusal;
  /** Takes from the account of who asks. */
  count(asker: Asker, ip: string, reply: Told): Refusal;
  /** Takes from the account for what is asked; not for what a handler takes itself, see {@link RequestLimits.spend}. */
  countOperation(contract: RouteContract, asker: Asker, ip: string, reply: Told): Refusal;
  /** Takes one update from its caller's account; the answer gives it back. @throws {UserError} `RATE_LIMIT_EXCEEDED` */
  spend(asker: Asker, ip: string, reply: Told): () => void;
  /** Asks for the quotas anew. */
  retune(): void;
  /** What an address has used up of `auth`, in ms UTC. */
  authMoments(key: string): readonly number[];
}

const SERVICE = 'all';
const REMAINING = 'x-ratelimit-remaining';

/** Whether an answer tells already of who has asked. */
export const isTold = (reply: Told): boolean => reply.hasHeader(REMAINING);

/** Counts by the quotas, and goes on with what addresses had used up of `auth`. */
export function createRequestLimits(deps: {
  readonly quotas: () => Quotas;
  readonly clock: Clock;
  readonly keptAuth?: readonly KeptAccount[];
  /** An address's account of `auth` has changed. */
  readonly onAuth?: (key: string) => void;
}): RequestLimits {
  const { clock, keptAuth = [], onAuth } = deps;
  let quotas = deps.quotas();
  const entries = limitNames.map((name) => {
    return [name, createLimiter(quotas[name], clock, name === 'auth' ? keptAuth : [])] as const;
  });
  const limiters = Object.fromEntries(entries) as Record<LimitName, Limiter>;
  let service: Standing = { allowed: true, remaining: Infinity, reset_ms: 0 };

  const tell = (reply: Told, name: LimitName, standing: Standing): void => {
    reply.headers(limitHeaders(name, quotas[name], standing, clock.now()));
  };

  /** By seconds to wait: making an error costs more than anything else about a refusal. */
  const refusals = new Map<number, UserError>();
  const refusal = (seconds: number): UserError => {
    const known = refusals.get(seconds);
    if (known) return known;
    const made = new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds }, retryAfter: seconds });
    refusals.set(seconds, made);
    return made;
  };

  function refuse(reply: Told, name: LimitName, standing: Standing): UserError {
    tell(reply, name, standing);
    return refusal(Math.max(1, Math.ceil(standing.reset_ms / 1000)));
  }

  /** The key of a user or an API key; neither looks like the other, nor like an address. */
  const keyOf = (asker: Asker, ip: string): string => asker?.key_id ?? asker?.user_id ?? addressKey(ip);

  return {
    enter(reply) {
      service = limiters.service.take(SERVICE);
      return service.allowed ? null : refuse(reply, 'service', service);
    },
    count(asker, ip, reply) {
      const name = asker ? 'caller' : 'anonymous';
      const standing = limiters[name].take(keyOf(asker, ip));
      if (!standing.allowed) return refuse(reply, name, standing);
      // Of two, the one that is nearer to its end is told.
      if (standing.remaining <= service.remaining) tell(reply, name, standing);
      else tell(reply, 'service', service);
      return null;
    },
    countOperation(contract, asker, ip, reply) {
      const name = accountOf(contract);
      if (name === null || name === 'ddns') return null;
      const key = name === 'auth' ? addressKey(ip) : keyOf(asker, ip);
      const standing = limiters[name].take(key);
      if (!standing.allowed) return refuse(reply, name, standing);
      if (name === 'auth') onAuth?.(key);
      if (standing.remaining <= Number(reply.getHeader(REMAINING) ?? Infinity)) tell(reply, name, standing);
      return null;
    },
    spend(asker, ip, reply) {
      const key = keyOf(asker, ip);
      const standing = limiters.ddns.take(key);
      if (!standing.allowed) throw refuse(reply, 'ddns', standing);
      tell(reply, 'ddns', standing);
      return () => {
        tell(reply, 'ddns', limiters.ddns.give(key));
      };
    },
    retune() {
      quotas = deps.quotas();
      for (const name of limitNames) limiters[name].retune(quotas[name]);
    },
    authMoments: (key) => limiters.auth.moments(key),
  };
}
