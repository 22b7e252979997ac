/** What each name and type shall hold, from what its source sees now. Pure. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family, Scope } from '../../shared/api/ddns.ts';
import { derive } from './derive.ts';
import type { Detection } from './detect.ts';
import { filter, type Filtered } from './filter.ts';
import { deviceAddress, parseIpv6Host } from './ipv6-host.ts';
import type { MachineAddress } from './machine/index.ts';
import type { StoredHost } from './model.ts';
import type { Desired } from './plan.ts';

/** What stands there now and is ours, for a host and family. */
export type PublishedOf = (hostId: string, family: Family) => string | null;

/** The one address that a source's members agreed on and that waited long enough; what is held back, and why. */
export interface Held {
  readonly address: string | null;
  readonly reason: StoredReason | null;
  /** When a candidate may become the address, ms UTC. */
  readonly next_try: number | null;
}

/** What is seen for a host's family. */
export interface Sight {
  readonly detection: Detection;
  /** Where changes wait: `null` for the local network and for what is not found by asking. */
  readonly held: Held | null;
}

/** Looks up what a host's source sees. */
export type SightOf = (host: StoredHost, family: Family) => Sight;

const familyName = { A: 'IPv4', AAAA: 'IPv6' } as const;

interface Seen {
  readonly sight: Sight;
  readonly filtered: Filtered;
}

/** Names with the same source and scope see the same: a thousand names are one look. */
function createFilter(): (sight: Sight, scope: Scope) => Filtered {
  const known = new Map<Detection, Map<Scope, Filtered>>();
  return ({ detection }, scope) => {
    const byScope = known.get(detection) ?? new Map<Scope, Filtered>();
    known.set(detection, byScope);
    const filtered = byScope.get(scope) ?? filter(detection.ok ? detection.addresses : [], scope);
    byScope.set(scope, filtered);
    return filtered;
  };
}

/** Why there is nothing to publish. Every interface has a link-local IPv6 address: that one alone is no news. */
function reasonForNothing({ sight, filtered }: Seen, family: Family, published: string | null): StoredReason {
  const { detection, held } = sight;
  if (!detection.ok) return detection.reason;
  const refused = filtered.refused.find(({ refusal }) => family === 'A' || refusal !== 'link_local');
  if (refused) {
    return { code: 'DDNS_ADDRESS_REFUSED', params: { address: refused.address, refused: refused.refusal } };
  }
  if (held?.reason) return held.reason;
  const params = { interface: detection.origin, family: familyName[family] };
  return published === null
    ? { code: 'DDNS_NO_ADDRESS', params }
    : { code: 'DDNS_ADDRESS_GONE', params: { ...params, published } };
}

type Found = { readonly value: string } | { readonly value: null; readonly reason: StoredReason };

/** The address of another device in the network of `address`. */
function ofDevice(address: MachineAddress, host: StoredHost): Found {
  const text = host.ipv6_host ?? '';
  const refuse = (problem: string): Found => ({
    value: null,
    reason: { code: 'DDNS_IPV6_HOST', params: { value: text, problem } },
  });
  const parsed = parseIpv6Host(text);
  if (!parsed.ok) return refuse(parsed.problem);
  const made = deviceAddress(address.address, address.prefix_length, parsed.value);
  if (!made.ok) return refuse(made.problem);
  // A suffix may turn a good network into an address that must not be published.
  const device = { ...address, address: made.address, temporary: false };
  const [refused] = filter([device], host.scope).refused;
  return refused
    ? {
        value: null,
        reason: {
          code: 'DDNS_ADDRESS_REFUSED',
          params: { address: refused.address, refused: refused.refusal },
        },
      }
    : { value: made.address };
}

/** The addresses that may be published for a host: those of the source, or the one that was agreed on. */
function candidatesOf({ sight, filtered }: Seen): readonly MachineAddress[] {
  const { held } = sight;
  if (held === null) return filtered.accepted;
  if (held.address === null) return [];
  const own = filtered.accepted.find(({ address }) => address === held.address);
  // What was agreed on before is held while something newer waits: the machine may not have it any more.
  const [model] = filtered.accepted;
  return own ? [own] : model ? [{ ...model, address: held.address }] : [];
}

function findFor(host: StoredHost, family: Family, seen: Seen, published: string | null): Found {
  const candidates = candidatesOf(seen);
  const nothing = (): Found => ({ value: null, reason: reasonForNothing(seen, family, published) });
  if (host.ipv6_host === null || family === 'A') {
    const value = derive(candidates, published);
    return value === null ? nothing() : { value };
  }
  const made = candidates.map((address) => ofDevice(address, host));
  const kept = made.find(({ value }) => value !== null && value === published);
  return kept ?? made.find(({ value }) => value !== null) ?? made[0] ?? nothing();
}

/** What all enabled hosts want, in their order. */
export function desire(sightOf: SightOf, hosts: Iterable<StoredHost>, publishedOf: PublishedOf): Desired[] {
  const filtered = createFilter();
  const desired: Desired[] = [];
  for (const host of hosts) {
    if (!host.enabled) continue;
    const own: Desired[] = host.families.map((family) => {
      const published = publishedOf(host.host_id, family);
      const sight = sightOf(host, family);
      const seen = { sight, filtered: filtered(sight, host.scope) };
      const found = findFor(host, family, seen, published);
      return {
        host_id: host.host_id,
        name: host.name,
        family,
        ttl: host.ttl,
        value: found.value,
        reason: found.value === null ? found.reason : (sight.held?.reason ?? null),
        next_try: sight.held?.next_try ?? null,
        together: {},
      };
    });
    const together = togetherOf(own, publishedOf);
    desired.push(...own.map((item) => ({ ...item, together })));
  }
  return desired;
}

/** Only what is ours already: what stands under the other family may be somebody else's. */
function togetherOf(own: readonly Desired[], publishedOf: PublishedOf): Desired['together'] {
  const entries = own.flatMap(({ host_id: hostId, family, value }) => {
    const published = publishedOf(hostId, family);
    return published === null ? [] : [[family, value ?? published] as const];
  });
  return Object.fromEntries(entries);
}
