/**
 * What anybody may cause as often as they like, and still must not fill the disk: the first of its kind is told at once;
 * those like it are counted and told as one entry when the minute is over. In a minute no more than ten kinds are told
 * one by one, in a day no more than two thousand entries are written; beyond that only a number is kept.
 */
import type { Actor } from '../../kernel/acting.ts';
import type { AuditEvent } from '../../kernel/audit.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';

/** What happened and who did it. */
export interface Noted {
  readonly actor: Actor;
  readonly event: AuditEvent;
}

/** Counts what is alike. */
export interface Collapse {
  /** `kind` tells what counts as the same. */
  note(kind: string, noted: Noted): void;
  /** Tells all that was counted. */
  flush(): void;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3600_000;
const KINDS_A_MINUTE = 10;
const ENTRIES_A_DAY = 2000;

/** `tell` must not fail. `others` makes the entry for what was only counted. */
export function createCollapse(deps: {
  clock: Clock;
  tell: (noted: Noted) => void;
  others: (times: number) => Noted;
}): Collapse {
  const { clock, tell } = deps;
  /** What came after the first of its kind. */
  const more = new Map<string, { readonly noted: Noted; times: number }>();
  let uncounted = 0;
  let told = 0;
  let dayEnds = 0;
  let waiting: Cancel | null = null;

  function write(noted: Noted): void {
    told += 1;
    tell(noted);
  }

  function flush(): void {
    for (const { noted, times } of more.values()) {
      if (times === 0) continue;
      const payload = { ...(noted.event.payload as object | undefined), times };
      write({ ...noted, event: { ...noted.event, payload } });
    }
    more.clear();
    if (uncounted === 0) return;
    write(deps.others(uncounted));
    uncounted = 0;
  }

  /** Begins the minute; a day whose entries are used up is waited for as a whole. */
  function wait(): void {
    waiting ??= clock.after(told < ENTRIES_A_DAY ? MINUTE_MS : dayEnds - clock.elapsed(), () => {
      waiting = null;
      flush();
    });
  }

  return {
    note(kind, noted) {
      const now = clock.elapsed();
      if (now >= dayEnds) {
        dayEnds = now + DAY_MS;
        told = 0;
      }
      const known = more.get(kind);
      if (known) known.times += 1;
      else if (more.size >= KINDS_A_MINUTE || told >= ENTRIES_A_DAY) uncounted += 1;
      else {
        more.set(kind, { noted, times: 0 });
        write(noted);
      }
      wait();
    },
    flush() {
      waiting?.();
      waiting = null;
      flush();
    },
  };
}
