/** What the tests of the zones share: an index from a few lines, and queries as bytes. */
import { encode, type Packet, type Question } from 'dns-packet';
import { lookup } from '../../../electron/dns/lookup.ts';
import type { DnsRecord, RecordInput } from '../../../electron/dns/records.ts';
import { createResponder, type Responder } from '../../../electron/dns/responder.ts';
import { createZoneIndex, type ZoneIndex } from '../../../electron/dns/zone.ts';

/** A stored record from its fields. */
export function recordOf(zone: string, id: string, input: RecordInput): DnsRecord {
  return { record_id: id, zone, ...input, created_at: 0, updated_at: 0 };
}

/** An index of `home.arpa` (serial 7) with these records, each given as `[name, type, value, ttl = 60]`. */
export function indexOf(
  records: readonly (readonly [name: string, type: DnsRecord['type'], value: string, ttl?: number])[],
): ZoneIndex {
  const index = createZoneIndex();
  index.reset({
    serials: new Map([['home.arpa', 7]]),
    removed: [],
    put: records.map(([name, type, value, ttl = 60], i) =>
      recordOf('home.arpa', String(i), { name, type, value, ttl }),
    ),
  });
  return index;
}

/** A responder over an index. */
export function responderOf(index: ZoneIndex): Responder {
  return createResponder((name, type) => lookup(index, name, type));
}

/** What a query carries besides its question. */
export interface QueryOptions {
  id?: number;
  flags?: number;
  class?: Question['class'];
  /** Adds EDNS with this size. */
  size?: number;
  version?: number;
  dnssecOk?: boolean;
}

/** A query's bytes. */
export function queryOf(name: string, type: Question['type'], options: QueryOptions = {}): Buffer {
  const { id = 4711, flags = 0, size, version = 0, dnssecOk = false } = options;
  const packet: Packet = {
    type: 'query',
    id,
    flags,
    questions: [{ name, type, class: options.class ?? 'IN' }],
  };
  if (size !== undefined) {
    packet.additionals = [
      {
        name: '.',
        type: 'OPT',
        udpPayloadSize: size,
        extendedRcode: 0,
        ednsVersion: version,
        flags: dnssecOk ? 0x8000 : 0,
        flag_do: dnssecOk,
        options: [],
      },
    ];
  }
  return encode(packet);
}
