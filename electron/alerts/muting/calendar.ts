/** Everything that mutes alerts in a stretch of time. */
import { matchersText } from '../../../shared/matchers.ts';
import type { StoredMaintenance, StoredQuietHours, StoredSilence } from './model.ts';
import { quietBetween } from './quiet.ts';
import { spansBetween } from './recurrence.ts';
import type { Span } from './zoned.ts';

/** One stretch. `end` is `null` where nobody knows it. */
export interface Entry {
  readonly kind: 'silence' | 'maintenance' | 'quiet_hours';
  readonly id: string | null;
  readonly title: string;
  readonly start: number;
  readonly end: number | null;
}

/** What it is made of. */
export interface Calendar {
  readonly silences: readonly StoredSilence[];
  readonly maintenance: readonly StoredMaintenance[];
  readonly quietHours: StoredQuietHours;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What some of `[from, to)` is part of, the first first. Lets others have their turn meanwhile. */
export async function calendarOf(of: Calendar, { start: from, end: to }: Span): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const { silence_id: id, matchers, comment, starts_at: start, ends_at: end } of of.silences) {
    // One that was ended before it began has muted nothing.
    const isEmpty = end !== null && end <= start;
    if (isEmpty || start >= to || (end !== null && end <= from)) continue;
    entries.push({ kind: 'silence', id, title: comment || matchersText(matchers), start, end });
  }
  for (const one of of.maintenance) {
    if (!one.enabled) continue;
    for (const span of spansBetween(one, from, to)) {
      entries.push({ kind: 'maintenance', id: one.maintenance_id, title: one.name, ...span });
    }
    await turn();
  }
  if (of.quietHours.enabled) {
    for (const span of quietBetween(of.quietHours, from, to)) {
      entries.push({ kind: 'quiet_hours', id: null, title: '', ...span });
    }
  }
  return entries.sort((one, other) => one.start - other.start);
}
