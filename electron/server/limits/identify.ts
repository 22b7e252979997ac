/** Finds out who calls, and counts the request against whom it finds. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../../kernel/errors.ts';
import type { Caller } from '../route.ts';
import type { RequestLimits } from './request-limits.ts';

/** Who calls, or why it is nobody or refused. Throws only what is not the caller's to mend. */
export type Identify = (
  request: FastifyRequest,
  reply: FastifyReply,
  method: string,
) => Caller | UserError | Promise<Caller | UserError>;

/** Tells who calls. @throws {UserError} */
export type Ask = (request: FastifyRequest, reply: FastifyReply, method: string) => Caller | Promise<Caller>;

/** Whether it ends the request whatever is asked, and is no matter of who it is. */
export const isRefusal = ({ code }: UserError): boolean => code === 'RATE_LIMIT_EXCEEDED';

/** Whether a request tries to come in at all. */
export const bringsCredentials = ({ headers }: FastifyRequest): boolean =>
  headers.authorization !== undefined || headers['x-api-key'] !== undefined || headers.cookie !== undefined;

/**
 * Who has come in is counted by name, everybody else by address: who only guesses soon guesses no more. Who brings
 * nothing is counted first, so that being refused costs little.
 */
export function createIdentify(ask: Ask, limits: RequestLimits | undefined): Identify {
  return (request, reply, method) => {
    const brings = bringsCredentials(request);
    if (!brings) {
      const refusal = limits?.count(null, request.clientIp, reply);
      if (refusal) return refusal;
    }
    const found = (caller: Caller): Caller | UserError =>
      limits?.count(caller, request.clientIp, reply) ?? caller;
    const notFound = (error: unknown): UserError => {
      if (!(error instanceof UserError)) throw error;
      // A key that is beyond its own limit is good all the same.
      if (!brings || isRefusal(error)) return error;
      return limits?.count(null, request.clientIp, reply) ?? error;
    };
    let caller: Caller | Promise<Caller>;
    try {
      caller = ask(request, reply, method);
    } catch (error) {
      return notFound(error);
    }
    return caller instanceof Promise ? caller.then(found, notFound) : found(caller);
  };
}
