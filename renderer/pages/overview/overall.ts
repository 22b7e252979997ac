/** The answer to "is my name right?" in one sentence, from the state of all names. */
import type { HostState } from '../../../shared/api/ddns.ts';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import type { PageKey } from '../../page-key.ts';

/** One sentence with its mark. */
export interface Overall {
  readonly state: HostState;
  readonly text: PageKey;
  readonly params: Readonly<Record<string, string | number>>;
  /** Why, and what can be done, where one name is all there is to say it about. */
  readonly reason: string | null;
}

type Asked = Pick<DdnsStatus, 'ddns_enabled'> & {
  readonly hosts: readonly Pick<DdnsStatus['hosts'][number], 'name' | 'enabled' | 'state' | 'reason'>[];
};

function plain(state: HostState, text: PageKey, params: Overall['params'] = {}): Overall {
  return { state, text, params, reason: null };
}

/** Worst first: what needs the reader outweighs what does not. Names switched off count for nothing. */
export function overall({ ddns_enabled: enabled, hosts }: Asked): Overall {
  if (hosts.length === 0) return plain('unknown', 'overall.none');
  const kept = hosts.filter((host) => host.enabled);
  if (kept.length === 0) return plain('paused', 'overall.all_off');
  for (const state of ['error', 'needs_adoption', 'warning'] as const) {
    const [first, ...others] = kept.filter((host) => host.state === state);
    if (!first) continue;
    const count = others.length + 1;
    return count === 1
      ? {
          ...plain(state, `overall.one_${state}`, { name: first.name }),
          reason: first.reason?.message ?? null,
        }
      : plain(state, `overall.some_${state}`, { count, total: kept.length });
  }
  if (!enabled) return plain('paused', 'overall.paused');
  if (kept.some((host) => host.state === 'working')) return plain('working', 'overall.working');
  if (kept.some((host) => host.state !== 'ok')) return plain('unknown', 'overall.unknown');
  const [only, ...others] = kept;
  return only && others.length === 0
    ? plain('ok', 'overall.one_ok', { name: only.name })
    : plain('ok', 'overall.all_ok', { count: kept.length });
}

/** The addresses of the names that are right, each once, IPv4 first. */
export function addressesOf(hosts: DdnsStatus['hosts']): readonly string[] {
  const families = hosts.flatMap((host) => (host.enabled && host.state !== 'error' ? host.families : []));
  const sorted = families.toSorted((a, b) => a.family.localeCompare(b.family));
  return [...new Set(sorted.flatMap(({ published }) => published ?? []))];
}
