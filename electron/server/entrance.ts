/** What every request meets first, whatever it asks for: before routing, and before anybody asks who sent it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../kernel/errors.ts';
import { allowNamedOrigin, type NamedOrigins } from './cors.ts';
import { createOriginCheck } from './guards.ts';
import type { LanGate } from './lan/gate.ts';
import type { RequestLimits } from './limits/request-limits.ts';
import { checkOneHost } from './request-target.ts';
import { dataHeaders, securityHeaders } from './security-headers.ts';
import { API_PREFIX } from './urls.ts';

/** What the entrance looks at. */
export interface EntranceDeps {
  readonly requestLimits: RequestLimits | undefined;
  readonly allowedHosts: () => ReadonlySet<string>;
  readonly namedOrigins: NamedOrigins | undefined;
  readonly lanGate: LanGate | undefined;
  /** In characters, with its query. */
  readonly maxUrlLength: number;
}

/**
 * Answers whether a request goes on; otherwise it has been answered.
 * @throws {UserError} where its caller may not speak to us.
 */
export type Enter = (request: FastifyRequest, reply: FastifyReply) => boolean;

/** Marks the answer, and lets in who called this server by one of its names and from a page that may. */
export function createEntrance(deps: EntranceDeps): Enter {
  const { requestLimits, maxUrlLength } = deps;
  const checkHostAndOrigin = createOriginCheck();
  return (request, reply) => {
    request.clientIp = request.ip;
    const isData = request.url.startsWith(`${API_PREFIX}/`);
    reply.headers(isData ? dataHeaders : securityHeaders).header('x-request-id', request.id);
    const refusal = requestLimits?.enter(reply);
    if (refusal) throw refusal;
    checkOneHost(request.originalUrl, { rawHeaders: request.raw.rawHeaders, host: request.headers.host });
    const { origin } = request.headers;
    // Behind a trusted proxy, the host that its caller called.
    const called = { host: request.host || undefined, origin };
    request.isForeign = checkHostAndOrigin(called, deps.allowedHosts(), deps.namedOrigins?.());
    if (request.url.length > maxUrlLength) {
      throw new UserError('URL_TOO_LONG', { params: { limit: maxUrlLength } });
    }
    if (request.isForeign && origin !== undefined && allowNamedOrigin(request, reply, origin)) return false;
    return deps.lanGate?.(request, reply) ?? true;
  };
}
