/**
 * What is asked of a request that comes with the session cookie: browsers send cookies by themselves, so it must prove
 * that our own page sent it (OWASP ASVS 5.0, 3.5.1; OWASP CSRF Prevention Cheat Sheet). Pure.
 */
import { UserError } from '../kernel/errors.ts';
import type { Credentials } from '../server/route.ts';
import { sameToken } from './page-sign-ins.ts';

const READING = new Set(['GET', 'HEAD']);

/**
 * Lets our own page through. A given `Origin` has been found to be ours before.
 * @throws {UserError} `SERVER_ORIGIN_NOT_ALLOWED`, `AUTH_CSRF_INVALID`
 */
export function checkSameSite(
  {
    method,
    origin,
    fetchSite,
    csrfToken,
  }: Pick<Credentials, 'method' | 'origin' | 'fetchSite' | 'csrfToken'>,
  expected: string,
): void {
  // "none" is what the user did: typed the address, opened a bookmark.
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') refuse(fetchSite);
  if (READING.has(method)) return;
  if (origin === undefined) refuse('-');
  if (csrfToken === undefined || !sameToken(expected, csrfToken)) throw new UserError('AUTH_CSRF_INVALID');
}

function refuse(origin: string): never {
  throw new UserError('SERVER_ORIGIN_NOT_ALLOWED', {
    params: { origin: origin.slice(0, 100).replaceAll(/[^\x20-\x7e]/g, '?') },
  });
}
