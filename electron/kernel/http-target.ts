/** Who a request may be sent to: told from its address, and again from what its name leads to. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isAllowedTarget, type Target } from './egress.ts';
import { HttpFailure } from './http.ts';

/** A host and port that an administrator named: it may be in a private network, or this machine. */
export interface NamedOrigin {
  readonly hostname: string;
  readonly port: number;
}

/** Where a named name may lead besides public addresses. What is on the link or for all is named as an address, or not. */
const ownRanges: ReadonlySet<string> = new Set(['private', 'loopback', 'carrierGradeNat', 'uniqueLocal']);

/** Metadata services inside of these ranges: of Alibaba Cloud and of AWS over IPv6. */
const metadata: ReadonlySet<string> = new Set(['100.100.100.200', 'fd00:ec2::254']);

/** The port of a scheme, such as `https:`. */
export const standardPort = (protocol: string): number => (protocol === 'https:' ? 443 : 80);

/** A host of an address without the brackets of IPv6. */
export const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

/** The origin of an address as it is named. @throws {TypeError} for what is no address */
export function originOf(url: string): NamedOrigin {
  const { hostname, port, protocol } = new URL(url);
  return { hostname: bare(hostname), port: port === '' ? standardPort(protocol) : Number(port) };
}

/** Pure: whether `hostname` (a name or an address) may lead to `target`. */
export function mayLead(hostname: string, target: Target, named: readonly NamedOrigin[]): boolean {
  if (isAllowedTarget(target, [])) return true;
  if (!named.some((origin) => origin.hostname === hostname && origin.port === target.port)) return false;
  if (isIP(hostname) !== 0 || isIP(target.host) === 0) return hostname === target.host;
  // Who owns a name says where it leads; that must not become a way to what nobody named.
  const address = ipaddr.parse(target.host);
  return ownRanges.has(address.range()) && !metadata.has(address.toString());
}

/**
 * The host of an address that a request may be sent to, as far as the address alone tells: a name is looked at again
 * when it is resolved, here or by a proxy. @throws {HttpFailure} `refused`
 */
export function checkAddress(address: string, named: readonly NamedOrigin[]): string {
  const url = URL.parse(address);
  // The parser takes line ends and tabs out without a word.
  if (!url || /[\s\p{Cc}]/u.test(address)) throw new HttpFailure('refused', 'no address');
  const { hostname, port } = originOf(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  // RFC 6761 §6.3: a name, but always this machine; a proxy would take it for its own.
  const host = /(^|\.)localhost\.?$/.test(hostname) ? '127.0.0.1' : hostname;
  const isLed = isIP(host) === 0 || mayLead(hostname, { host, port }, named);
  if (!isWeb || url.username !== '' || url.password !== '' || !isLed) {
    throw new HttpFailure('refused', hostname);
  }
  return hostname;
}
