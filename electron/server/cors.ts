/**
 * Pages of other servers that may call the API from a browser (Fetch Standard, "CORS protocol"). Closed unless an owner
 * names their origins, and never with cookies: such a page brings a key or a token of its own.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Origins that an owner named, as a browser sends them. */
export type NamedOrigins = () => ReadonlySet<string>;

/** Seconds for which a browser remembers the answer to its question. */
const REMEMBER = '600';
const ASKED = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].join(', ');
const SENT = ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-API-Key', 'Accept-Language'].join(', ');
const SHOWN = [
  'Allow',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'X-Request-Id',
].join(', ');

/**
 * Tells a browser that a named origin may read the answer. A browser's question whether it may ask (preflight) is
 * answered at once: then this answers `true`.
 */
export function allowNamedOrigin(request: FastifyRequest, reply: FastifyReply, origin: string): boolean {
  reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': SHOWN });
  reply.header('vary', 'Origin');
  const isQuestion =
    request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  if (!isQuestion) return false;
  reply.headers({
    'access-control-allow-methods': ASKED,
    'access-control-allow-headers': SENT,
    'access-control-max-age': REMEMBER,
  });
  void reply.code(204).send();
  return true;
}
