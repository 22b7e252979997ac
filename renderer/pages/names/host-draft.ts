/** What stands in the form of a name, and what of it is sent. */
import type { DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import type { Family, Scope } from '../../../shared/api/ddns.ts';
import type { Host, HostChange, NewHost, Source } from '../../../shared/api/ddns-hosts.ts';

/** The form's fields as they are typed. */
export interface Draft {
  readonly name: string;
  /** An account's id; empty: CloudCube's own zones. */
  readonly account: string;
  readonly families: readonly Family[];
  /** `undefined` until chosen: the server takes what fits the name. */
  readonly scope: Scope | undefined;
  /** `interface`, `inbound` or a source's id; `undefined` until chosen: the server takes what fits the account. */
  readonly source: string | undefined;
  /** Empty: the interface with the default route. */
  readonly interface: string;
  /** Empty: this machine's. */
  readonly ipv6Host: string;
  /** Seconds; empty: left as it is. */
  readonly ttl: string;
}

const bothFamilies: readonly Family[] = ['A', 'AAAA'];

/** The fields for a name that exists, or for a new one. */
export function draftOf(host: Host | undefined): Draft {
  const source = host?.source;
  return {
    name: host?.name ?? '',
    account: host?.account_id ?? '',
    families: host?.families ?? bothFamilies,
    scope: host?.scope,
    source: source?.kind === 'source' ? source.source_id : source?.kind,
    interface: (source?.kind === 'interface' ? source.interface : null) ?? '',
    ipv6Host: host?.ipv6_host ?? '',
    ttl: String(host?.ttl ?? ''),
  };
}

function sourceSent({ source, interface: named }: Draft): Source | undefined {
  if (source === undefined) return undefined;
  if (source === 'inbound') return { kind: 'inbound' };
  if (source !== 'interface') return { kind: 'source', source_id: source };
  return { kind: 'interface', interface: named.trim() === '' ? null : named.trim() };
}

function sent(draft: Draft): HostChange {
  const source = sourceSent(draft);
  const ipv6Host = draft.ipv6Host.trim();
  return {
    name: draft.name.trim(),
    account_id: draft.account === '' ? null : draft.account,
    families: [...draft.families],
    ...(source === undefined ? {} : { source }),
    ...(draft.scope === undefined ? {} : { scope: draft.scope }),
    ipv6_host: ipv6Host === '' ? null : ipv6Host,
    ttl: draft.ttl === '' ? null : Number(draft.ttl),
  };
}

/** Where a name is reached from unless told: the server's own rule (RFC 8375, RFC 6762, ICANN's `internal`). */
export function scopeOf({ name, scope }: Draft): Scope | undefined {
  const typed = name.trim().toLowerCase();
  if (scope !== undefined || !typed.includes('.')) return scope;
  return ['home.arpa', 'local', 'internal'].some((suffix) => typed.endsWith(`.${suffix}`)) ? 'lan' : 'public';
}

/** Where the address comes from unless told: for a public name of an account the web services, as the server has it. */
export function sourceOf(draft: Draft, sources: readonly AddressSource[]): string {
  if (draft.source !== undefined) return draft.source;
  if (draft.account === '' || scopeOf(draft) === 'lan') return 'interface';
  return sources.find((source) => source.built_in && source.kind === 'echo')?.source_id ?? 'interface';
}

/** The families that can be kept: all, or those of the account's provider. */
export function familiesOf(provider: DnsProvider | undefined): readonly Family[] {
  return provider?.capabilities.families ?? bothFamilies;
}

/** Those of the chosen families that can be kept; all of them where none would be left. */
export function fitFamilies(chosen: readonly Family[], possible: readonly Family[]): readonly Family[] {
  const fitting = possible.filter((family) => chosen.includes(family));
  return fitting.length > 0 ? fitting : possible;
}

/** The typed name below a domain: `cam` and `cam.old.net` become `cam.example.com`, nothing the domain itself. */
export function nameBelow(typed: string, zone: string, zones: readonly string[]): string {
  const name = typed.trim().replace(/\.$/, '');
  const former = zones.find((one) => name === one || name.endsWith(`.${one}`));
  const label = former === undefined ? name : name.slice(0, -former.length).replace(/\.$/, '');
  return label === '' ? zone : `${label}.${zone}`;
}

/** A new name from what was typed; what was left empty is the server's to choose. */
export function newHostOf(draft: Draft): NewHost {
  const { account_id: account, ipv6_host: ipv6Host, ttl, ...rest } = sent(draft);
  return {
    ...rest,
    name: draft.name.trim(),
    ...(account == null ? {} : { account_id: account }),
    ...(ipv6Host == null ? {} : { ipv6_host: ipv6Host }),
    ...(ttl == null ? {} : { ttl }),
  };
}

/** Only what differs from the name as it is. */
export function changeOf(host: Host, draft: Draft): HostChange {
  const next = sent(draft);
  const now: HostChange = host;
  const differing = (Object.keys(next) as (keyof HostChange)[]).filter(
    (field) => JSON.stringify(next[field]) !== JSON.stringify(now[field]),
  );
  return Object.fromEntries(differing.map((field) => [field, next[field]]));
}
