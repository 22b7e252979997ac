/** Who may call a route: from what a request brings to a caller, and from the caller to yes or no. */
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import { isCounted } from '../../shared/api/limits.ts';
import { holds } from '../../shared/permissions.ts';
import { UserError } from '../kernel/errors.ts';
import { bringsCredentials, createIdentify, isRefusal, type Identify } from './limits/identify.ts';
import type { RequestLimits } from './limits/request-limits.ts';
import type { Authenticate, Caller, Credentials } from './route.ts';

/** One header as text. Node joins a header of ours that comes twice; only for types it might be a list. */
export const textOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'object' ? header.join(', ') : header;

function credentialsOf(request: FastifyRequest, reply: FastifyReply, method: string): Credentials {
  const { headers } = request;
  return {
    method,
    authorization: headers.authorization,
    apiKey: textOf(headers['x-api-key']),
    cookie: request.isForeign ? undefined : headers.cookie,
    csrfToken: textOf(headers['x-csrf-token']),
    origin: headers.origin,
    fetchSite: textOf(headers['sec-fetch-site']),
    ip: request.clientIp,
    secure: request.protocol === 'https',
    onEnd: (fn) => void reply.raw.once('close', fn),
  };
}

/** Why somebody may not call: `AUTH_SIGN_IN_NEEDED`, `AUTH_INSUFFICIENT_PERMISSIONS`. */
export function objectionTo({ kind, permissions }: Caller, { access, by }: RouteContract): UserError | null {
  if (by && !by.includes(kind)) return new UserError('AUTH_SIGN_IN_NEEDED');
  if (access === 'signed_in' || holds(permissions, access)) return null;
  return new UserError('AUTH_INSUFFICIENT_PERMISSIONS', { params: { permission: access } });
}

/** Tells why a request is not let in; `null` where it is. Without waiting where that is known at once. */
export type Admit = (
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<UserError | null> | UserError | null;

/** Lets requests in, and counts them. */
export interface Admission {
  /** For a route; `null` where there is nothing to find out and nothing to count. */
  admitTo(contract: RouteContract): Admit | null;
  /** For an address at which nothing is: it counts as its caller does. */
  readonly toNothing: Admit;
}

/** By who somebody is. Without limits nothing is counted. */
export function createAdmission(authenticate: Authenticate, limits: RequestLimits | undefined): Admission {
  const identify = createIdentify(
    (request, reply, method) => authenticate(credentialsOf(request, reply, method)),
    limits,
  );
  const count = ({ clientIp }: FastifyRequest, reply: FastifyReply): UserError | null =>
    limits?.count(null, clientIp, reply) ?? null;
  const countOperation = (
    contract: RouteContract,
    caller: Caller | null,
    { clientIp }: FastifyRequest,
    reply: FastifyReply,
  ): UserError | null => limits?.countOperation(contract, caller, clientIp, reply) ?? null;

  return {
    admitTo(contract) {
      if (contract.access !== 'public' && contract.access !== 'device') {
        return whenKnown(identify, (who, request, reply) => {
          if (who instanceof UserError) return who;
          request.caller = who;
          return objectionTo(who, contract) ?? countOperation(contract, who, request, reply);
        });
      }
      if (contract.recognises) {
        const admit: Told = (who, request, reply) => {
          if (!(who instanceof UserError)) request.caller = who;
          else if (isRefusal(who)) return who;
          return countOperation(contract, request.caller, request, reply);
        };
        // Recognising somebody changes nothing, as GET does.
        return whenKnown(identify, admit, 'GET');
      }
      if (!limits || !isCounted(contract)) return null;
      // What a device brings, its handler looks at.
      return (request, reply) => count(request, reply) ?? countOperation(contract, null, request, reply);
    },
    toNothing(request, reply) {
      if (!limits) return null;
      // Nobody needs to be told that they are nobody.
      if (!bringsCredentials(request)) return count(request, reply);
      const refused: Told = (who) => (who instanceof UserError && isRefusal(who) ? who : null);
      return whenKnown(identify, refused, 'GET')(request, reply);
    },
  };
}

/** What follows from who it is. */
type Told = (who: Caller | UserError, request: FastifyRequest, reply: FastifyReply) => UserError | null;

/** Goes on with who it is. `method` is the request's own unless told. */
function whenKnown(identify: Identify, told: Told, method?: string): Admit {
  return (request, reply) => {
    const who = identify(request, reply, method ?? request.method);
    return who instanceof Promise
      ? who.then((known) => told(known, request, reply))
      : told(who, request, reply);
  };
}

/** As a hook that makes nobody wait who need not. */
export function hookOf(admit: Admit) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const end = (objection: UserError | null): void => {
      if (objection) done(objection);
      else done();
    };
    let objection: ReturnType<Admit>;
    try {
      objection = admit(request, reply);
    } catch (error) {
      done(error as Error);
      return;
    }
    if (objection instanceof Promise) objection.then(end, done);
    else end(objection);
  };
}
