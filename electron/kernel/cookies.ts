/** Cookies as they travel (RFC 6265bis): read strictly, written with all that protects them. */

/** A cookie to set. */
export interface CookieToSet {
  readonly name: string;
  readonly value: string;
  /** Seconds. */
  readonly max_age: number;
  readonly same_site?: 'Strict' | 'Lax';
}

const LONGEST_HEADER = 8192;
/** `cookie-octet` of RFC 6265 §4.1.1. */
const VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;

/**
 * The name that a cookie has on the wire. Under TLS no other host and no plain connection can set it (RFC 6265bis
 * §4.1.3.2).
 */
export const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/**
 * The value of a cookie by its name on the wire; `undefined` where there is none, where it is malformed, and where the
 * name comes twice: somebody else may have set the other one.
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined || header.length > LONGEST_HEADER) return undefined;
  const values = header.split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at !== -1 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
  const [value] = values;
  return values.length === 1 && value !== undefined && VALUE.test(value) ? value : undefined;
}

/** A `Set-Cookie` line. `secure` tells whether the connection is TLS. */
export function cookieLine(
  { name, value, max_age, same_site = 'Strict' }: CookieToSet,
  secure: boolean,
): string {
  return [
    `${cookieName(name, secure)}=${value}`,
    'Path=/',
    `Max-Age=${String(max_age)}`,
    'HttpOnly',
    `SameSite=${same_site}`,
    ...(secure ? ['Secure'] : []),
  ].join('; ');
}
