/** Who a request acts as, and what its refusal leaves in the audit log. */
import type { AuditAction, RouteContract } from '../../shared/api/contract.ts';
import type { Actor } from '../kernel/acting.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { ErrorAnswer } from '../kernel/errors.ts';
import type { Caller } from './route.ts';

const LONGEST_USER_AGENT = 300;

/** What of a request tells who acts by it: of one over HTTP, or of one that came another way. */
export interface Request {
  readonly id: string;
  readonly caller: Caller | null;
  readonly clientIp: string;
  readonly headers: { readonly 'user-agent'?: string | undefined };
  /** Of its path. */
  readonly params: unknown;
}

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
export function actorOf(request: Request, { access }: Pick<RouteContract, 'access'>): Actor {
  return {
    ...whoIs(request.caller, access),
    ip: request.clientIp,
    ua: printable(request.headers['user-agent']),
    request_id: request.id,
  };
}

/** What the path names: the first of its parameters. */
export function targetOf({ params }: Pick<Request, 'params'>): string | undefined {
  const first = Object.values((params ?? {}) as Readonly<Record<string, unknown>>)[0];
  return typeof first === 'string' ? first : undefined;
}

/**
 * Tells that somebody who is known was refused, or failed, at what the audit log is told of. Who is not known is told by
 * the operation itself where it matters: a sign-in. `action` is the operation's own.
 */
export function noteRefusal(
  trail: Pick<AuditTrail, 'note'> | undefined,
  request: Request,
  { access, action }: Pick<RouteContract, 'access'> & { readonly action: AuditAction | undefined },
  { status, code }: Pick<ErrorAnswer, 'status' | 'code'>,
  more?: object,
): void {
  if (!trail || action === undefined || access === 'public' || !request.caller) return;
  trail.note({
    action,
    target_id: targetOf(request),
    payload: { ...more, error_code: code },
    result: status === 401 || status === 403 ? 'denied' : 'failure',
    actor: actorOf(request, { access }),
  });
}
