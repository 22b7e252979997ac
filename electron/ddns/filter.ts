/** Step 2, filter: which addresses may be published under a name of a scope, and why the others may not. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Scope } from '../../shared/api/ddns.ts';
import { isGlobalUnicast6 } from '../kernel/global-unicast.ts';
import { isCdn } from './cdn-ranges.ts';
import type { MachineAddress } from './machine/index.ts';

/** Why an address is refused; the words stand in the catalogue under `refused`. */
export type Refusal =
  | 'private'
  | 'cgnat'
  | 'loopback'
  | 'link_local'
  | 'unique_local'
  | 'multicast'
  | 'unspecified'
  | 'broadcast'
  | 'benchmark'
  | 'documentation'
  | 'reserved'
  | 'tunnel'
  | 'cdn'
  | 'temporary'
  | 'deprecated'
  | 'tentative'
  | 'invalid';

/** Ranges kept for examples (RFC 5737, RFC 3849, RFC 9637). */
const documentation = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'].map(
  (range) => ipaddr.parseCIDR(range),
);

/** Names of ranges by ipaddr.js; what is not listed and not unicast is reserved. */
const refusalOfRange: Readonly<Record<string, Refusal>> = {
  private: 'private',
  carrierGradeNat: 'cgnat',
  loopback: 'loopback',
  linkLocal: 'link_local',
  uniqueLocal: 'unique_local',
  multicast: 'multicast',
  unspecified: 'unspecified',
  broadcast: 'broadcast',
  benchmarking: 'benchmark',
  '6to4': 'tunnel',
  teredo: 'tunnel',
  rfc6052: 'tunnel',
};

/** Refused for every scope: nobody else can reach the machine there. */
const neverReachable: ReadonlySet<Refusal> = new Set([
  'loopback',
  'link_local',
  'multicast',
  'unspecified',
  'broadcast',
  'invalid',
]);

/** What kind of special range an address is in; `null` for an ordinary public one. */
export function rangeOf(address: string): Refusal | null {
  // ipaddr.js would take short forms such as 10.1 too.
  if (isIP(address) === 0) return 'invalid';
  const parsed = ipaddr.process(address);
  // 198.18.0.0/15 (RFC 2544) is what fake-IP proxies hand out; ipaddr.js counts it as reserved.
  if (parsed.kind() === 'ipv4' && parsed.match(ipaddr.parse('198.18.0.0'), 15)) return 'benchmark';
  if (documentation.some((range) => range[0].kind() === parsed.kind() && parsed.match(range)))
    return 'documentation';
  if (isCdn(parsed)) return 'cdn';
  const range = parsed.range();
  if (range !== 'unicast') return refusalOfRange[range] ?? 'reserved';
  return isIP(address) === 6 && !isGlobalUnicast6(address) ? 'reserved' : null;
}

/**
 * Why an address of this machine is not published for a scope; `null` where it may be. A `lan` name may hold whatever
 * the local network really uses; a `public` one only what the whole Internet can reach.
 */
export function refusalOf(address: MachineAddress, scope: Scope): Refusal | null {
  const range = rangeOf(address.address);
  if (range !== null && (scope === 'public' || neverReachable.has(range))) return range;
  if (address.tentative) return 'tentative';
  if (address.deprecated) return 'deprecated';
  if (address.temporary) return 'temporary';
  return null;
}

/** Addresses that may be published, and the others with their reason. */
export interface Filtered {
  readonly accepted: readonly MachineAddress[];
  readonly refused: readonly { readonly address: string; readonly refusal: Refusal }[];
}

/** Sorts the addresses of a detection. */
export function filter(addresses: readonly MachineAddress[], scope: Scope): Filtered {
  const accepted: MachineAddress[] = [];
  const refused: { address: string; refusal: Refusal }[] = [];
  for (const address of addresses) {
    const refusal = refusalOf(address, scope);
    if (refusal === null) accepted.push(address);
    else refused.push({ address: address.address, refusal });
  }
  return { accepted, refused };
}
