/** Runs a handler, once for each `Idempotency-Key` where the operation makes something. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isCreating, type RouteContract } from '../../shared/api/contract.ts';
import { addressKey } from '../kernel/address-key.ts';
import { UserError } from '../kernel/errors.ts';
import type { Idempotency } from './idempotency.ts';
import type { Answer, BoundRoute, Call } from './route.ts';

const HEADER = 'idempotency-key';
/** Printable ASCII, as a structured field's string (RFC 9651 §3.3.3) or without its quotes. */
const KEY = /^"?([\x20-\x7e]{1,255}?)"?$/;

/** A handler that may be asked twice. */
type Repeatable = (
  call: Call,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<Answer<unknown>> | Answer<unknown>;

/** @throws {UserError} `VALIDATION_ERROR` */
function keyOf(header: string): string {
  const [, key] = KEY.exec(header) ?? [];
  if (key === undefined) {
    throw new UserError('VALIDATION_ERROR', {
      params: { path: 'Idempotency-Key', keyword: 'invalid', limit: '' },
    });
  }
  return key;
}

/** Whose key it is: of a key, of a person, or of whoever calls from an address. */
const callerOf = ({ caller, ip }: Call): string =>
  (caller as Call<RouteContract & { access: 'signed_in' }>['caller'] | null)?.user_id ?? addressKey(ip);

/** The handler itself where nothing is made. */
export function createRepeatable(
  contract: RouteContract,
  handler: BoundRoute['handler'],
  idempotency: Idempotency | undefined,
): Repeatable {
  if (!idempotency || !isCreating(contract)) return handler;
  const route = `${contract.method} ${contract.path}`;
  return async (call, request, reply) => {
    const header = request.headers[HEADER];
    if (header === undefined) return handler(call);
    const { answer, replayed } = await idempotency.once(
      {
        caller: callerOf(call),
        key: keyOf(String(header)),
        route,
        content: { params: call.params, query: call.query, body: call.body },
        shows_secret: contract.showsSecret === true,
      },
      async () => handler(call),
    );
    if (replayed) reply.header('idempotency-replayed', 'true');
    return answer;
  };
}
