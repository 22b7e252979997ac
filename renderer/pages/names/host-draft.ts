/** What stands in the form of a name, and what of it is sent. */
import type { Family, Host, HostChange, NewHost, Scope } from '../../../shared/api/ddns.ts';

/** The form's fields as they are typed. */
export interface Draft {
  readonly name: string;
  readonly families: readonly Family[];
  /** `undefined` until chosen: the server takes what fits the name. */
  readonly scope: Scope | undefined;
  /** Empty: the interface with the default route. */
  readonly interface: string;
  /** Seconds; empty: the server's own. */
  readonly ttl: string;
}

/** The fields for a name that exists, or for a new one. */
export function draftOf(host: Host | undefined): Draft {
  return {
    name: host?.name ?? '',
    families: host?.families ?? ['A', 'AAAA'],
    scope: host?.scope,
    interface: host?.source.interface ?? '',
    ttl: host ? String(host.ttl) : '',
  };
}

function sent(draft: Draft): HostChange {
  const named = draft.interface.trim();
  return {
    name: draft.name.trim(),
    families: [...draft.families],
    source: { kind: 'interface', interface: named === '' ? null : named },
    ...(draft.scope === undefined ? {} : { scope: draft.scope }),
    ...(draft.ttl === '' ? {} : { ttl: Number(draft.ttl) }),
  };
}

/** Where a name is reached from unless told: the server's own rule (RFC 8375, RFC 6762, ICANN's `internal`). */
export function scopeOf({ name, scope }: Draft): Scope | undefined {
  const typed = name.trim().toLowerCase();
  if (scope !== undefined || !typed.includes('.')) return scope;
  return ['home.arpa', 'local', 'internal'].some((suffix) => typed.endsWith(`.${suffix}`)) ? 'lan' : 'public';
}

/** A new name from what was typed. */
export function newHostOf(draft: Draft): NewHost {
  return { ...sent(draft), name: draft.name.trim() };
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
