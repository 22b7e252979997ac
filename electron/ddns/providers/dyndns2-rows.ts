/** The services that speak dyndns2, and what each has of its own. To add one, add a row. */
import type { NameAccess } from './provider.ts';

/** What a name is set to. */
export type Addresses = Parameters<NameAccess['put']>[1];
/** Parameters of a call. */
export type Query = Readonly<Record<string, string>>;

/** A service. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly key_url: string;
  readonly endpoint: string;
  readonly families: readonly ('A' | 'AAAA')[];
  /** The addresses as parameters, one entry for each call. */
  readonly calls: (addresses: Addresses) => readonly Query[];
  /** A family that is left out may be lost. */
  readonly families_together?: boolean;
  /** Parameters that every call has. */
  readonly fixed?: Query;
  /** A name signs in as itself: there is no user name. */
  readonly named_by_host?: true;
  /** Ms to wait after `911`. */
  readonly trouble_ms: number;
}

const MINUTE_MS = 60_000;
const BOTH = ['A', 'AAAA'] as const;

const given = ({ A, AAAA }: Addresses): string[] => [A, AAAA].filter((address) => address !== undefined);

/** Both families in one parameter. */
const together = (addresses: Addresses): Query[] => [{ myip: given(addresses).join(',') }];
/** A call for each family: the service tells them apart by the address. */
const apart = (addresses: Addresses): Query[] => given(addresses).map((myip) => ({ myip }));
/** A parameter for each family; `no` leaves one alone, none at all would mean the caller's own address. */
const named = ({ A, AAAA }: Addresses): Query[] => [{ myip: A ?? 'no', myipv6: AAAA ?? 'no' }];

/** The services. */
export const rows: readonly Row[] = [
  {
    // https://www.noip.com/integrate/request: either family alone, or both; 911 is asked again after half an hour.
    id: 'noip',
    title: 'No-IP',
    key_url: 'https://my.noip.com/dynamic-dns',
    endpoint: 'https://dynupdate.no-ip.com',
    families: BOTH,
    calls: together,
    trouble_ms: 30 * MINUTE_MS,
  },
  {
    // https://www.dynu.com/DynamicDNS/IP-Update-Protocol: 911 is asked again after ten minutes.
    id: 'dynu',
    title: 'Dynu',
    key_url: 'https://www.dynu.com/ControlPanel/ManageCredentials',
    endpoint: 'https://api.dynu.com',
    families: BOTH,
    calls: named,
    trouble_ms: 10 * MINUTE_MS,
  },
  {
    // https://dns.he.net/docs.html: a name signs in as itself; each record has a key of its own and must exist.
    id: 'he',
    title: 'Hurricane Electric',
    key_url: 'https://dns.he.net',
    endpoint: 'https://dyn.dns.he.net',
    families: BOTH,
    calls: apart,
    named_by_host: true,
    trouble_ms: 10 * MINUTE_MS,
  },
  {
    // DynHost takes either family since 2025 (github.com/ovh/manager issue 3919).
    id: 'ovh',
    title: 'OVH DynHost',
    key_url: 'https://www.ovh.com/manager/',
    endpoint: 'https://www.ovh.com',
    families: BOTH,
    calls: apart,
    fixed: { system: 'dyndns' },
    trouble_ms: 10 * MINUTE_MS,
  },
  {
    // https://dynv6.com/docs/apis: this way sets IPv4 only. IPv6 goes to ns1.dynv6.com by the provider rfc2136.
    id: 'dynv6',
    title: 'dynv6 (IPv4)',
    key_url: 'https://dynv6.com/keys',
    endpoint: 'https://dynv6.com',
    families: ['A'],
    calls: apart,
    trouble_ms: 10 * MINUTE_MS,
  },
  {
    // Whether one family alone leaves the other as it is, is told nowhere: where there are two, both go in one call.
    id: 'strato',
    title: 'Strato',
    key_url: 'https://www.strato.de/apps/CustomerService',
    endpoint: 'https://dyndns.strato.com',
    families: BOTH,
    families_together: true,
    calls: together,
    trouble_ms: 10 * MINUTE_MS,
  },
  {
    // The protocol's own service, and by an own endpoint any other one.
    id: 'dyndns2',
    title: 'dyndns2 (Dyn and others)',
    key_url: 'https://account.dyn.com',
    endpoint: 'https://members.dyndns.org',
    families: BOTH,
    calls: apart,
    trouble_ms: 30 * MINUTE_MS,
  },
];
