/** Who may call a route: from what a request brings to a caller, and from the caller to yes or no. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import { holds } from '../../shared/permissions.ts';
import { UserError } from '../kernel/errors.ts';
import type { Authenticate, Caller, Credentials } from './route.ts';

/** Node joins a header of ours that comes twice; only for types it might be a list. */
const textOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'object' ? header.join(', ') : header;

function credentialsOf(request: FastifyRequest, reply: FastifyReply, method: string): Credentials {
  const { headers } = request;
  return {
    method,
    authorization: headers.authorization,
    apiKey: textOf(headers['x-api-key']),
    cookie: headers.cookie,
    csrfToken: textOf(headers['x-csrf-token']),
    origin: headers.origin,
    fetchSite: textOf(headers['sec-fetch-site']),
    ip: request.ip,
    secure: request.protocol === 'https',
    onEnd: (fn) => void reply.raw.once('close', fn),
  };
}

/** @throws {UserError} `AUTH_SIGN_IN_NEEDED`, `AUTH_INSUFFICIENT_PERMISSIONS` */
function mayCall({ access, by }: RouteContract, caller: Caller): void {
  if (by && !by.includes(caller.kind)) throw new UserError('AUTH_SIGN_IN_NEEDED');
  if (access !== 'signed_in' && !holds(caller.permissions, access)) {
    throw new UserError('AUTH_INSUFFICIENT_PERMISSIONS', { params: { permission: access } });
  }
}

/** Puts the caller on the request; without waiting where it is known at once. */
export type Admit = (request: FastifyRequest, reply: FastifyReply) => Promise<void> | void;

/** For a route that somebody must be allowed to call. @throws {UserError} */
export function createAdmission(contract: RouteContract, authenticate: Authenticate): Admit {
  return (request, reply) => {
    const take = (caller: Caller): void => {
      // Known also where it is refused: whoever logs that wants to tell who it was.
      request.caller = caller;
      mayCall(contract, caller);
    };
    const caller = authenticate(credentialsOf(request, reply, request.method));
    if (caller instanceof Promise) return caller.then(take);
    take(caller);
  };
}

/** For a route that is open to everybody and wants to know who it is. Recognising somebody changes nothing, as GET does. */
export function createRecognition(authenticate: Authenticate): Admit {
  return async (request, reply) => {
    try {
      request.caller = await authenticate(credentialsOf(request, reply, 'GET'));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  };
}
