/** From a request to what a handler is given. */
import type { FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { cookieName, readCookie } from '../kernel/cookies.ts';
import { printable } from './actor.ts';
import type { Call, GiveBack } from './route.ts';

/** Whether a request came over TLS. */
export const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https';

/** The call of `contract` that a request is; its parts have been validated by it. `spend` takes one update, where there is one. */
export function callOf(
  request: FastifyRequest,
  contract: RouteContract,
  words: Words,
  spend: (() => GiveBack) | null,
): Call {
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    caller: request.caller,
    spend,
    authorization: contract.access === 'device' || contract.oauth ? request.headers.authorization : null,
    cookie: (name: string) =>
      request.isForeign ? undefined : readCookie(request.headers.cookie, cookieName(name, isSecure(request))),
    words,
    ip: request.ip,
    origin: `${request.protocol}://${request.host}`,
    user_agent: printable(request.headers['user-agent']),
  } as unknown as Call;
}
