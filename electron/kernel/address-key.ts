/** Callers told apart by their address, for limits on how often they may try. */
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The key for an address. Whoever has one IPv6 address has a whole /64 of them (RFC 6177), so that counts as one.
 */
export function addressKey(ip: string): string {
  // Most are, and every request has one.
  if (isIPv4(ip)) return `ip:${ip}`;
  if (!ipaddr.isValid(ip)) return `ip:${ip}`;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return `ip:${address.toString()}`;
  return `ip:${(address as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
