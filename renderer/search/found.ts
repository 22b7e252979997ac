/** What the search shows for what was typed: groups, the one with the best match first. Pure. */
import type { Entry } from './entries.ts';
import { rank } from './rank.ts';

/** Names that are shown at a time; who looks for another goes on typing. */
export const MOST_NAMES = 8;

/** A group of lines. */
export interface FoundGroup {
  readonly group: Entry['group'];
  readonly entries: readonly Entry[];
}

/** The groups, and how many names fit beside those that are shown. Without anything typed, no name is named. */
export function foundFor(
  typed: string,
  all: readonly Entry[],
): { readonly groups: readonly FoundGroup[]; readonly moreNames: number } {
  const nothing = typed.trim() === '';
  const ranked = rank(typed, nothing ? all.filter(({ group }) => group !== 'names') : all);
  const names = ranked.filter(({ group }) => group === 'names').length;
  const groups = [...Map.groupBy(ranked, ({ group }) => group)].map(([group, entries]) => ({
    group,
    entries: group === 'names' ? entries.slice(0, MOST_NAMES) : entries,
  }));
  return { groups, moreNames: Math.max(0, names - MOST_NAMES) };
}
