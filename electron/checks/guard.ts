/** Where a check may lead: what is public, and what its administrator named. Never to what gives out a cloud's keys. Pure. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isAllowedTarget, type Target } from '../kernel/egress.ts';
import { mayLead, type NamedOrigin } from '../kernel/http-target.ts';

/**
 * Addresses under which clouds tell a machine its secrets: AWS, Azure, GCP and most others; AWS's containers; Alibaba;
 * AWS over IPv6; Azure's wire server; Oracle.
 */
const metadata: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  '168.63.129.16',
  '192.0.0.192',
]);

/** Ranges of IPv6 in which an IPv4 address hides (NAT64, 6to4, Teredo): what is meant is named as it is. */
const disguises: ReadonlySet<string> = new Set(['rfc6145', 'rfc6052', '6to4', 'teredo']);

/** Whether `hostname` (a name or an address) may lead a check to `target`, where `named` is what its owner named. */
export function mayCheck(hostname: string, target: Target, named: readonly NamedOrigin[]): boolean {
  if (isIP(target.host) === 0) return false;
  const address = ipaddr.process(target.host);
  if (metadata.has(address.toString()) || disguises.has(address.range())) return false;
  if (!mayLead(hostname, target, named)) return false;
  // Whoever owns a name could have it lead to this machine's own sockets; an address says what it is.
  return isIP(hostname) !== 0 || address.range() !== 'loopback';
}

/** Whether an address is on the Internet. */
export const isPublic = (host: string): boolean => isAllowedTarget({ host, port: 1 }, []);

/** Names that are never on the Internet: of one label, or below what is reserved for local use (RFC 6761, 6762, 8375, 9476). */
const localName = /^[^.]+$|(^|\.)(local|localhost|internal|lan|home|home\.arpa|test|invalid|alt)$/;

/** Whether a name means something in the local network alone, as far as the name tells. */
export const isLocalName = (name: string): boolean => localName.test(name.toLowerCase().replace(/\.$/, ''));

/** Whether the way to a host leads outside, by where it was found to be, or else by its name. */
export function isOutside(hostname: string, addresses: readonly string[]): boolean {
  if (addresses.length > 0) return addresses.some(isPublic);
  return isIP(hostname) === 0 ? !isLocalName(hostname) : isPublic(hostname);
}
