/** Who may call a route: from what a request brings to a caller, and from the caller to yes or no. */
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import { isCounted } from '../../shared/api/limits.ts';
import { holds } from '../../shared/permissions.ts';
import { UserError } from '../kernel/errors.ts';
import { bringsCredentials, createIdentify, type Identify } from './limits/identify.ts';
import type { RequestLimits } from './limits/request-limits.ts';
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

/** Lets a request in, or throws; without waiting where that is known at once. */
export type Admit = (request: FastifyRequest, reply: FastifyReply) => Promise<void> | void;

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
  const count = (request: FastifyRequest, reply: FastifyReply): void =>
    limits?.count(null, request.ip, reply);

  /** For a route that is open to everybody. Only the handler looks at what a device brings. */
  function toOpen(contract: RouteContract): Admit {
    return (request, reply) => {
      count(request, reply);
      limits?.countOperation(contract, null, request.ip, reply);
    };
  }

  return {
    admitTo(contract) {
      if (contract.access !== 'public' && contract.access !== 'device') {
        return whenKnown(identify, (who, request, reply) => {
          if (who instanceof UserError) throw who;
          mayCall(contract, who);
          limits?.countOperation(contract, who, request.ip, reply);
          request.caller = who;
        });
      }
      if (contract.recognises) {
        // Recognising somebody changes nothing, as GET does.
        return whenKnown(
          identify,
          (who, request, reply) => {
            const caller = who instanceof UserError ? null : who;
            limits?.countOperation(contract, caller, request.ip, reply);
            request.caller = caller;
          },
          'GET',
        );
      }
      return limits && isCounted(contract) ? toOpen(contract) : null;
    },
    toNothing: (request, reply) => {
      if (!limits) return;
      // Nobody needs to be told that they are nobody.
      if (!bringsCredentials(request)) {
        count(request, reply);
        return;
      }
      return whenKnown(identify, () => undefined, 'GET')(request, reply);
    },
  };
}

/** Goes on with who it is. `method` is the request's own unless told. */
function whenKnown(
  identify: Identify,
  goOn: (who: Caller | UserError, request: FastifyRequest, reply: FastifyReply) => void,
  method?: string,
): Admit {
  return (request, reply) => {
    const who = identify(request, reply, method ?? request.method);
    if (who instanceof Promise) {
      return who.then((known) => {
        goOn(known, request, reply);
      });
    }
    goOn(who, request, reply);
  };
}

/** As a hook that makes nobody wait who need not. */
export function hookOf(admit: Admit) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    try {
      const waiting = admit(request, reply);
      if (waiting) {
        waiting.then(() => {
          done();
        }, done);
        return;
      }
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  };
}
