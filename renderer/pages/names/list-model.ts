/** Which names stand in the table, and in what order. */
import type { HostState } from '../../../shared/api/ddns.ts';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';

/** What the table can be ordered by. */
export type SortKey = 'state' | 'name' | 'last_change';

/** An order and its direction. */
export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** What needs the reader first. */
const severity: readonly HostState[] = [
  'error',
  'needs_adoption',
  'warning',
  'working',
  'unknown',
  'ok',
  'paused',
];

const compare: Readonly<Record<SortKey, (a: HostStatus, b: HostStatus) => number>> = {
  state: (a, b) => severity.indexOf(a.state) - severity.indexOf(b.state),
  name: () => 0,
  last_change: (a, b) => (b.last_change ?? '').localeCompare(a.last_change ?? ''),
};

/** Names that hold the text in their name or an address, in order; equal ones by name. */
export function arrange(hosts: readonly HostStatus[], text: string, sort: Sort): readonly HostStatus[] {
  const wanted = text.trim().toLowerCase();
  const found =
    wanted === ''
      ? hosts
      : hosts.filter((host) =>
          [host.name, ...host.families.map(({ published }) => published ?? '')].some((value) =>
            value.toLowerCase().includes(wanted),
          ),
        );
  const byName = new Intl.Collator('en', { numeric: true });
  const sorted = found.toSorted((a, b) => compare[sort.key](a, b) || byName.compare(a.name, b.name));
  return sort.descending ? sorted.toReversed() : sorted;
}
