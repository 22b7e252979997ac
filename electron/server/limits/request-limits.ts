/** Counts requests: from which account one takes, what its answer says of that, and when it is refused. */
import type { FastifyReply } from 'fastify';
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

/** What an answer is told on. */
export type Told = Pick<FastifyReply, 'headers' | 'getHeader' | 'hasHeader'>;

/** Counts requests. All of them throw {@link UserError} `RATE_LIMIT_EXCEEDED`, and tell the answer's headers. */
export interface RequestLimits {
  /** Of every request, before anything that costs: takes from the whole service's account. */
  enter(reply: Told): void;
  /** Takes from the account of who asks. */
  count(asker: Asker, ip: string, reply: Told): void;
  /** Takes from the account for what is asked; not for what a handler takes itself, see {@link RequestLimits.spend}. */
  countOperation(contract: RouteContract, asker: Asker, ip: string, reply: Told): void;
  /** Takes one update from its caller's account; the answer gives it back. */
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

  function refuse(reply: Told, name: LimitName, standing: Standing): never {
    tell(reply, name, standing);
    const seconds = Math.max(1, Math.ceil(standing.reset_ms / 1000));
    throw new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds }, retryAfter: seconds });
  }

  function take(name: LimitName, key: string, reply: Told): Standing {
    const standing = limiters[name].take(key);
    if (!standing.allowed) refuse(reply, name, standing);
    return standing;
  }

  /** The key of a user or an API key; neither looks like the other, nor like an address. */
  const keyOf = (asker: Asker, ip: string): string => asker?.key_id ?? asker?.user_id ?? addressKey(ip);

  return {
    enter(reply) {
      service = take('service', SERVICE, reply);
    },
    count(asker, ip, reply) {
      const name = asker ? 'caller' : 'anonymous';
      const standing = take(name, keyOf(asker, ip), reply);
      // Of two, the one that is nearer to its end is told.
      if (standing.remaining <= service.remaining) tell(reply, name, standing);
      else tell(reply, 'service', service);
    },
    countOperation(contract, asker, ip, reply) {
      const name = accountOf(contract);
      if (name === null || name === 'ddns') return;
      const key = name === 'auth' ? addressKey(ip) : keyOf(asker, ip);
      const standing = take(name, key, reply);
      if (name === 'auth') onAuth?.(key);
      if (standing.remaining <= Number(reply.getHeader(REMAINING) ?? Infinity)) tell(reply, name, standing);
    },
    spend(asker, ip, reply) {
      const key = keyOf(asker, ip);
      tell(reply, 'ddns', take('ddns', key, reply));
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
