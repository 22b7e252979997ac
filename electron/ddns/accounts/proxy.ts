/** The HTTP proxy on the way to a provider, as its owner types it. Pure. */
import { UserError } from '../../kernel/errors.ts';

/** A proxy: whole, as it is dialled, and as it may be shown. */
export interface Proxy {
  /** `http(s)://user:password@host:port`, user and password percent-encoded. Secret. */
  readonly whole: string;
  /** The same without the password. */
  readonly shown: string;
}

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    // What it tells is the answer: a lone percent sign.
    return false;
  }
}

/** Reads what was typed. @throws {UserError} `DDNS_PROXY_INVALID` */
export function readProxy(given: string): Proxy {
  const refuse = (): UserError => new UserError('DDNS_PROXY_INVALID', { params: { keyword: 'proxy_form' } });
  if (!URL.canParse(given)) throw refuse();
  const { protocol, hostname, host, username, password, pathname, search, hash } = new URL(given);
  if ((protocol !== 'http:' && protocol !== 'https:') || hostname === '') throw refuse();
  if ((pathname !== '/' && pathname !== '') || search !== '' || hash !== '') throw refuse();
  if (!isDecodable(username) || !isDecodable(password)) throw refuse();
  // The shown text could not tell it from one without a user.
  if (username === '' && password !== '') throw refuse();
  const at = (user: string): string => `${protocol}//${user === '' ? '' : `${user}@`}${host}`;
  return { whole: at(password === '' ? username : `${username}:${password}`), shown: at(username) };
}

/** Whether two proxies (`null` for none) are the same place, whoever signs in there. */
export function isSamePlace(one: string | null, other: string | null): boolean {
  const placeOf = (proxy: string | null): string | null => proxy && new URL(proxy).origin;
  return placeOf(one) === placeOf(other);
}
