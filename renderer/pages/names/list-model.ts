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

/** Which of the names are shown: all, those that need somebody, those that are right, those that are switched off. */
export const kinds = ['all', 'unwell', 'ok', 'off'] as const;
/** One of {@link kinds}. */
export type Kind = (typeof kinds)[number];

const unwell: ReadonlySet<HostState> = new Set(['error', 'needs_adoption', 'warning']);

function isOf(kind: Kind, { enabled, state }: HostStatus): boolean {
  if (kind === 'all') return true;
  if (kind === 'off' || !enabled) return kind === 'off' && !enabled;
  return kind === 'ok' ? state === 'ok' : unwell.has(state);
}

/** Names of a kind that hold the text in their name or an address, in order; equal ones by name. */
export function arrange(
  hosts: readonly HostStatus[],
  text: string,
  sort: Sort,
  kind: Kind = 'all',
): readonly HostStatus[] {
  const wanted = text.trim().toLowerCase();
  const ofKind = hosts.filter((host) => isOf(kind, host));
  const found =
    wanted === ''
      ? ofKind
      : ofKind.filter((host) =>
          [host.name, ...host.families.map(({ published }) => published ?? '')].some((value) =>
            value.toLowerCase().includes(wanted),
          ),
        );
  const byName = new Intl.Collator('en', { numeric: true });
  const sorted = found.toSorted((a, b) => compare[sort.key](a, b) || byName.compare(a.name, b.name));
  return sort.descending ? sorted.toReversed() : sorted;
}
