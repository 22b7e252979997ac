/**
 * Who may speak to this server at all, decided before routing: the `Host` must be one of ours (or a page on the
 * Internet could reach us under its own name, by DNS rebinding), and a request from another site's page is refused.
 */
import { isIP } from 'node:net';
import { UserError } from '../kernel/errors.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** The host of a `Host` header without its port, in lower case; `null` where the header is not one. */
export function hostnameOf(header: string): string | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/.exec(header);
  const name = match?.[1] ?? match?.[2];
  return name === undefined || Number(match?.[3] ?? 0) > 65_535
    ? null
    : name.toLowerCase().replace(/\.$/, '');
}

/** Names that are ours. An IP literal always is: an attacker's page cannot make a browser send one it did not ask for. */
export function isAllowedHost(header: string | undefined, names: ReadonlySet<string>): boolean {
  if (header === undefined) return false;
  const name = hostnameOf(header);
  return name !== null && (isIP(name) !== 0 || names.has(name));
}

/** A page may call only the server it came from. Programs that are no browsers send no `Origin`. */
export function isAllowedOrigin(origin: string | undefined, host: string): boolean {
  if (origin === undefined) return true;
  // "null" (a sandboxed frame, a file) is nobody's origin.
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** {@link checkHostAndOrigin} that remembers the last good host: nearly all requests name the same one. */
export function createOriginCheck(): typeof checkHostAndOrigin {
  let lastHost: string | undefined;
  let lastNames: ReadonlySet<string> | undefined;
  return (called, names, namedOrigins) => {
    if (called.origin === undefined && called.host === lastHost && names === lastNames) return false;
    const isForeign = checkHostAndOrigin(called, names, namedOrigins);
    [lastHost, lastNames] = [called.host, names];
    return isForeign;
  };
}

/**
 * Lets our own pages and programs through, and pages of origins that were named. Answers whether it is one of the latter.
 * @throws {UserError} `SERVER_HOST_NOT_ALLOWED`, `SERVER_ORIGIN_NOT_ALLOWED`
 */
export function checkHostAndOrigin(
  { host, origin }: { readonly host: string | undefined; readonly origin: string | undefined },
  names: ReadonlySet<string>,
  namedOrigins: ReadonlySet<string> = NOBODY,
): boolean {
  if (host === undefined || !isAllowedHost(host, names)) {
    throw new UserError('SERVER_HOST_NOT_ALLOWED', {
      params: { host: printable(hostnameOf(host ?? '') ?? host) },
    });
  }
  if (isAllowedOrigin(origin, host)) return false;
  if (origin !== undefined && namedOrigins.has(origin)) return true;
  throw new UserError('SERVER_ORIGIN_NOT_ALLOWED', { params: { origin: printable(origin) } });
}

function printable(text: string | undefined): string {
  return (text ?? '').slice(0, 100).replaceAll(/[^\x20-\x7e]/g, '?') || '-';
}
