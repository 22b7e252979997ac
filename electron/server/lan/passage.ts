/**
 * What a connection may ask for by the way it came in. Loopback is this machine itself. Over the local network only TLS
 * carries the API; plain HTTP there leads to it, and gives out the certificate that a phone is told to trust. Pure.
 */
import ipaddr from 'ipaddr.js';

/** A socket for the local network. `device` takes updates of devices alone, without TLS. */
export type LanSocket = 'tls' | 'plain' | 'device';

/** How a request came in. */
export interface Way {
  /** `loopback`: this machine calls itself. `proxy`: one on it that is trusted hands on what came from elsewhere. */
  readonly socket: LanSocket | 'loopback' | 'proxy';
  /** Whether TLS carried it here, or to a proxy that is trusted. */
  readonly secure: boolean;
}

/** What this server's owner decided. */
export interface LanPolicy {
  /** Whether the local network may come in at all. */
  readonly open: boolean;
  /** Whether there is no administrator yet. */
  readonly needsSetup: boolean;
}

/** Whether a request may pass, must be led elsewhere, or is refused and why. */
export type Passage =
  | 'pass'
  /** The same address by TLS. */
  | 'to_tls'
  /** Where the first administrator is made. */
  | 'to_setup'
  | 'refused_closed'
  | 'refused_plain'
  | 'refused_before_setup';

/** Where the certificate authority's certificate is given out, by TLS and without. */
export const AUTHORITY_PATH = '/cloudcube-ca.crt';

/** What devices call, as their protocol has it. */
const DEVICE_PATHS = new Set(['/nic/update', '/v3/update']);

const API = '/api/';
/** What makes the first administrator, and the page that does it. */
const SETUP = /^\/(?:setup|api\/v2\/setup|assets\/[^?]*|favicon[^/?]*)(?:\?.*)?$/;

/** Whether an address of ours is this machine's own. */
export function isLoopback(address: string | undefined): boolean {
  // What nearly every request comes by; taking an address apart would cost a twentieth of a small answer.
  if (address === '127.0.0.1' || address === '::1') return true;
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

/** Decides for one request. `url` is its path with the query. */
export function passageOf(
  { socket, secure }: Way,
  { method, url }: { readonly method: string; readonly url: string },
  { open, needsSetup }: LanPolicy,
): Passage {
  const isEarly = needsSetup && !SETUP.test(url);
  if (socket === 'loopback') return 'pass';
  // Its owner lets the proxy in; who is behind it does not count as this machine's user by that.
  if (socket === 'proxy') return isEarly ? beforeSetup(url) : 'pass';
  if (!open) return 'refused_closed';
  const [path = ''] = url.split('?', 1);
  if (socket === 'device') return DEVICE_PATHS.has(path) && !needsSetup ? 'pass' : 'refused_plain';
  if (path === AUTHORITY_PATH) return 'pass';
  if (!secure) {
    const isReading = method === 'GET' || method === 'HEAD';
    return isReading && !path.startsWith(API) ? 'to_tls' : 'refused_plain';
  }
  return isEarly ? beforeSetup(url) : 'pass';
}

const beforeSetup = (url: string): Passage => (/^\/(?:\?|$)/.test(url) ? 'to_setup' : 'refused_before_setup');

/** The same address by TLS, for the host that was called; `null` where that cannot be told. */
export function tlsAddress(host: string | undefined, url: string, port: number): string | null {
  const name = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1];
  if (name === undefined || !url.startsWith('/') || url.startsWith('//')) return null;
  return `https://${name}${port === 443 ? '' : `:${String(port)}`}${url}`;
}
