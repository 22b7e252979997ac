/** Steps 1 to 3 for all hosts: what each name and type shall hold, and what is seen now. Pure. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family, Scope, Source } from '../../shared/api/ddns.ts';
import { derive } from './derive.ts';
import { detect, type Detection } from './detect.ts';
import { filter, type Filtered } from './filter.ts';
import type { MachineReading } from './machine/index.ts';
import type { StoredHost } from './model.ts';
import type { Desired } from './plan.ts';

/** A reading of the machine, or why there is none. */
export type Reading = MachineReading | StoredReason;

/** What stands in the zone now and is ours, for a host and family. */
export type PublishedOf = (hostId: string, family: Family) => string | null;

const familyName = { A: 'IPv4', AAAA: 'IPv6' } as const;

interface Seen {
  readonly detection: Detection;
  readonly filtered: Filtered;
}

function isReading(reading: Reading): reading is MachineReading {
  return 'addresses' in reading;
}

/** Names with the same source and scope see the same: a thousand names are one look. */
function createLook(reading: Reading): (source: Source, scope: Scope, family: Family) => Seen {
  const known = new Map<string, Seen>();
  return (source, scope, family) => {
    const key = JSON.stringify([source, scope, family]);
    const before = known.get(key);
    if (before) return before;
    const detection: Detection = isReading(reading)
      ? detect(reading, source, family)
      : { ok: false, reason: reading };
    const filtered = filter(detection.ok ? detection.addresses : [], scope);
    const seen = { detection, filtered };
    known.set(key, seen);
    return seen;
  };
}

/** Why there is nothing to publish. Every interface has a link-local IPv6 address: that one alone is no news. */
function reasonForNothing(
  { detection, filtered }: Seen,
  family: Family,
  published: string | null,
): StoredReason {
  if (!detection.ok) return detection.reason;
  const refused = filtered.refused.find(({ refusal }) => refusal !== 'link_local');
  if (refused) {
    return { code: 'DDNS_ADDRESS_REFUSED', params: { address: refused.address, refused: refused.refusal } };
  }
  const params = { interface: detection.interface, family: familyName[family] };
  return published === null
    ? { code: 'DDNS_NO_ADDRESS', params }
    : { code: 'DDNS_ADDRESS_GONE', params: { ...params, published } };
}

/** What all enabled hosts want, in their order. */
export function desire(reading: Reading, hosts: Iterable<StoredHost>, publishedOf: PublishedOf): Desired[] {
  const look = createLook(reading);
  const desired: Desired[] = [];
  for (const host of hosts) {
    if (!host.enabled) continue;
    for (const family of host.families) {
      const published = publishedOf(host.host_id, family);
      const seen = look(host.source, host.scope, family);
      const value = derive(seen.filtered.accepted, published);
      desired.push({
        host_id: host.host_id,
        name: host.name,
        family,
        ttl: host.ttl,
        value,
        reason: value === null ? reasonForNothing(seen, family, published) : null,
      });
    }
  }
  return desired;
}
