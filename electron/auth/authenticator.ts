/**
 * Who a request comes from: by an API key, an access token or the session cookie. Where there is more than one, the
 * first of that order decides, good or bad: what a caller meant to come in with is never replaced by something else.
 */
import { UserError } from '../kernel/errors.ts';
import type { Authenticate } from '../server/route.ts';
import type { KeyCallers } from './keys/callers.ts';
import { KEY_PREFIX } from './keys/format.ts';
import type { BySession } from './session-callers.ts';
import type { TokenCallers } from './token-callers.ts';

/** The token of an `Authorization: Bearer` header (RFC 6750 §2.1), `undefined` for another scheme. */
function bearerOf(authorization: string): string | undefined {
  const [scheme = '', ...rest] = authorization.trim().split(' ');
  return scheme.toLowerCase() === 'bearer' ? rest.join(' ').trim() : undefined;
}

/** The one that puts the three together. */
export function createAuthenticator(deps: {
  keys: KeyCallers;
  tokens: TokenCallers;
  bySession: BySession;
}): Authenticate {
  const { keys, tokens, bySession } = deps;
  return (request) => {
    const { apiKey, authorization, cookie } = request;
    if (apiKey !== undefined) return keys.byKey(apiKey, request);
    if (authorization !== undefined) {
      const known = tokens.known(authorization, request);
      if (known) return known;
      const token = bearerOf(authorization);
      if (token?.startsWith(KEY_PREFIX)) return keys.byKey(token, request);
      if (token !== undefined && token !== '') return tokens.meet(authorization, token, request);
      if (token === '') throw new UserError('AUTH_REQUIRED');
      // Another scheme is not ours: a proxy before us may ask for a password of its own.
    }
    if (cookie !== undefined) return bySession(cookie, request);
    throw new UserError('AUTH_REQUIRED');
  };
}
