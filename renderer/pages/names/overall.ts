/** The answer to "is my name right?" in one sentence, from the state of all names. */
import type { DdnsStatus, HostState } from '../../../shared/api/ddns.ts';
import type { PageKey } from '../../i18n.ts';

/** One sentence with its mark. */
export interface Overall {
  readonly state: HostState;
  readonly text: PageKey;
  readonly params: Readonly<Record<string, string | number>>;
}

type Asked = Pick<DdnsStatus, 'ddns_enabled'> & {
  readonly hosts: readonly Pick<DdnsStatus['hosts'][number], 'name' | 'enabled' | 'state'>[];
};

/** Worst first: what needs the reader outweighs what does not. Names switched off count for nothing. */
export function overall({ ddns_enabled: enabled, hosts }: Asked): Overall {
  if (hosts.length === 0) return { state: 'unknown', text: 'overall.none', params: {} };
  const kept = hosts.filter((host) => host.enabled);
  if (kept.length === 0) return { state: 'paused', text: 'overall.all_off', params: {} };
  for (const state of ['error', 'warning'] as const) {
    const [first, ...others] = kept.filter((host) => host.state === state);
    if (!first) continue;
    const count = others.length + 1;
    return count === 1
      ? { state, text: `overall.one_${state}`, params: { name: first.name } }
      : { state, text: `overall.some_${state}`, params: { count, total: kept.length } };
  }
  if (!enabled) return { state: 'paused', text: 'overall.paused', params: {} };
  if (kept.some((host) => host.state === 'working'))
    return { state: 'working', text: 'overall.working', params: {} };
  if (kept.some((host) => host.state !== 'ok'))
    return { state: 'unknown', text: 'overall.unknown', params: {} };
  const [only, ...others] = kept;
  return only && others.length === 0
    ? { state: 'ok', text: 'overall.one_ok', params: { name: only.name } }
    : { state: 'ok', text: 'overall.all_ok', params: { count: kept.length } };
}

/** The addresses that the names carry now, each once, IPv4 first. */
export function addressesOf(hosts: DdnsStatus['hosts']): readonly string[] {
  const families = hosts.flatMap((host) => (host.enabled ? host.families : []));
  const sorted = families.toSorted((a, b) => a.family.localeCompare(b.family));
  return [...new Set(sorted.flatMap(({ published }) => published ?? []))];
}
