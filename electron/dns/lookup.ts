/** What the zones say to a question. Pure over the {@link ZoneIndex}. */
import type { DnsRecord } from './records.ts';
import type { ZoneIndex } from './zone.ts';

/** Types that a question may name (https://www.iana.org/assignments/dns-parameters). */
export const queryType = { A: 1, NS: 2, CNAME: 5, SOA: 6, TXT: 16, AAAA: 28, OPT: 41, ANY: 255 } as const;

/** Seconds that others may remember that something does not exist: short, since a new name should work soon. */
export const NEGATIVE_TTL = 60;

/** Seconds that the zone's own SOA and NS may be remembered. */
export const APEX_TTL = 3600;

/** CNAMEs followed for one question. Longer chains end there; the asker may go on. */
export const LONGEST_CHAIN = 8;

/** Addresses added to an NS answer, per family: enough to reach us, and bounded. */
const GLUE_LIMIT = 4;

/** The zone's own data, from which SOA and NS are made. */
export interface Apex {
  readonly zone: string;
  readonly serial: number;
  /**
   * Name of the server: `ns.<zone>`, whether or not a record stands there. A zone must have an NS and an SOA to be
   * one, and the address that others reach us by is not ours to guess; the owner adds a record where it is wanted.
   */
  readonly server: string;
}

/** Answer to a question by the zones. */
export type Lookup =
  /** Not below any of our zones, or a transfer: not ours to answer. */
  | { readonly kind: 'refused' }
  /** Found: the CNAMEs on the way, then the records, which may be none where the chain leaves the zone. */
  | { readonly kind: 'answer'; readonly chain: readonly DnsRecord[]; readonly records: readonly DnsRecord[] }
  /** The zone's own SOA or NS; `glue` are the addresses of the server. */
  | { readonly kind: 'soa'; readonly chain: readonly DnsRecord[]; readonly apex: Apex }
  | {
      readonly kind: 'ns';
      readonly chain: readonly DnsRecord[];
      readonly apex: Apex;
      readonly glue: readonly DnsRecord[];
    }
  /** ANY: one small synthesised record instead of all (RFC 8482 §4.2). */
  | { readonly kind: 'any' }
  /** The name exists without such records, or does not exist; told with the SOA (RFC 2308). */
  | { readonly kind: 'nodata' | 'nxdomain'; readonly chain: readonly DnsRecord[]; readonly apex: Apex };

const typeNumber = {
  A: queryType.A,
  AAAA: queryType.AAAA,
  CNAME: queryType.CNAME,
  TXT: queryType.TXT,
} as const;

/** Questions about the transport or the whole zone, not about data: 128–255 (RFC 6895 §3.1) and OPT. */
const isMetaType = (type: number): boolean => type === queryType.OPT || (type >= 128 && type <= 255);

/** Asks the zones for a canonical name and a numeric type. Never follows a CNAME out of its zone. */
export function lookup(index: ZoneIndex, name: string, type: number): Lookup {
  const zone = index.zoneOf(name);
  if (zone === null) return { kind: 'refused' };
  if (isMetaType(type) && type !== queryType.ANY) return { kind: 'refused' };

  const chain: DnsRecord[] = [];
  for (let current = name; ;) {
    const records = index.at(current);
    const alias = records.find((record) => record.type === 'CNAME');
    if (alias === undefined || type === queryType.CNAME || type === queryType.ANY) {
      return finalAnswer(index, zone, current, type, records, chain);
    }
    chain.push(alias);
    const leaves = index.zoneOf(alias.value) !== zone;
    if (leaves || chain.length >= LONGEST_CHAIN || isLoop(chain, name)) {
      return { kind: 'answer', chain, records: [] };
    }
    current = alias.value;
  }
}

/** Whether the last CNAME leads back to a name that has been asked already. */
function isLoop(chain: readonly DnsRecord[], asked: string): boolean {
  const target = chain.at(-1)?.value;
  return target === asked || chain.some((record) => record.name === target);
}

/** The answer at the end of a chain, which is usually the question's own name. */
function finalAnswer(
  index: ZoneIndex,
  zone: string,
  name: string,
  type: number,
  records: readonly DnsRecord[],
  chain: readonly DnsRecord[],
): Lookup {
  const apex: Apex = { zone, serial: index.serial(zone) ?? 0, server: `ns.${zone}` };
  if (!index.exists(name)) return { kind: 'nxdomain', chain, apex };
  if (name === zone) {
    if (type === queryType.SOA) return { kind: 'soa', chain, apex };
    if (type === queryType.NS) return { kind: 'ns', chain, apex, glue: glueOf(index, apex) };
  }
  if (type === queryType.ANY) {
    // RFC 8482 §4.2: an alias stays visible as one, or resolvers would remember two things that exclude each other.
    const alias = records.filter((record) => record.type === 'CNAME');
    if (alias.length > 0) return { kind: 'answer', chain, records: alias };
    return records.length > 0 || name === zone ? { kind: 'any' } : { kind: 'nodata', chain, apex };
  }
  const found = records.filter((record) => typeNumber[record.type] === type);
  return found.length > 0 ? { kind: 'answer', chain, records: found } : { kind: 'nodata', chain, apex };
}

function glueOf(index: ZoneIndex, apex: Apex): DnsRecord[] {
  const at = index.at(apex.server);
  return (['A', 'AAAA'] as const).flatMap((type) =>
    at.filter((record) => record.type === type).slice(0, GLUE_LIMIT),
  );
}
