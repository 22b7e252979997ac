/** Who a request acts as, and what its refusal leaves in the audit log. */
import type { FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import type { Actor } from '../kernel/acting.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { ErrorAnswer } from '../kernel/errors.ts';
import type { Caller } from './route.ts';

const LONGEST_USER_AGENT = 300;

/** A header that is stored and shown: without what could disturb a log or a list. */
export const printable = (header = ''): string =>
  header
    .slice(0, LONGEST_USER_AGENT)
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .trim();

function whoIs(caller: Caller | null, access: RouteContract['access']): Pick<Actor, 'kind' | 'id' | 'name'> {
  if (caller) return { kind: caller.kind, id: caller.key_id ?? caller.user_id, name: caller.username };
  const kind = access === 'device' ? 'device' : 'anonymous';
  return { kind, id: null, name: kind };
}

/** Whoever sent a request. */
export function actorOf(request: FastifyRequest, { access }: RouteContract): Actor {
  return {
    ...whoIs(request.caller, access),
    ip: request.clientIp,
    ua: printable(request.headers['user-agent']),
    request_id: request.id,
  };
}

/** What the path names: the first of its parameters. */
function targetOf({ params }: FastifyRequest): string | undefined {
  const first = Object.values((params ?? {}) as Readonly<Record<string, unknown>>)[0];
  return typeof first === 'string' ? first : undefined;
}

/**
 * Tells that somebody who is known was refused, or failed, at what the audit log is told of. Who is not known is told by
 * the operation itself where it matters: a sign-in.
 */
export function noteRefusal(
  trail: Pick<AuditTrail, 'note'> | undefined,
  request: FastifyRequest,
  { status, code }: ErrorAnswer,
): void {
  const contract = request.routeOptions.config.contract;
  if (!trail || contract?.audit === undefined || contract.access === 'public' || !request.caller) return;
  trail.note({
    action: contract.audit,
    target_id: targetOf(request),
    payload: { error_code: code },
    result: status === 401 || status === 403 ? 'denied' : 'failure',
    actor: actorOf(request, contract),
  });
}
