/** The zone that both servers of the DNS bench serve: 1,000 names with an A record each. */
import type { RecordInput } from '../../electron/dns/index.ts';

/** Its name. */
export const benchZone = 'home.arpa';

/** Its records, and one for the zone's own server. */
export const benchRecords: readonly RecordInput[] = [
  { name: `ns.${benchZone}`, type: 'A', value: '127.0.0.1', ttl: 60 },
  ...Array.from({ length: 1000 }, (_, i): RecordInput => ({
    name: `host${String(i)}.${benchZone}`,
    type: 'A',
    value: `10.0.${String(i >> 8)}.${String(i & 255)}`,
    ttl: 60,
  })),
];

/** The same as a zone file (RFC 1035 §5), for Knot. */
export function benchZoneFile(): string {
  return [
    `$ORIGIN ${benchZone}.`,
    '@ 3600 IN SOA ns hostmaster 1 3600 600 604800 60',
    '@ 3600 IN NS ns',
    ...benchRecords.map(({ name, type, value, ttl }) => `${name}. ${String(ttl)} IN ${type} ${value}`),
    '',
  ].join('\n');
}
