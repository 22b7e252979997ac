/**
 * A changed address has to last before it is published, and may not change too often: a backup line that comes and goes,
 * two lines in turns, a member that errs. Pure; what it remembers is durable, so that a restart neither skips a wait nor
 * begins it anew.
 */

/** What is remembered of one source's family. Times in ms UTC. */
export interface Track {
  /** What may be published; `null` until the first address is known. */
  readonly agreed: string | null;
  readonly agreed_at: number | null;
  /** Another address that waits to take its place. */
  readonly candidate: string | null;
  readonly candidate_since: number | null;
  /** When `agreed` changed within the last hour, oldest first. The first address ever is no change. */
  readonly changes: readonly number[];
}

/** A source of which nothing is known. */
export const newTrack: Track = {
  agreed: null,
  agreed_at: null,
  candidate: null,
  candidate_since: null,
  changes: [],
};

/** When and how it is looked at. */
export interface HoldDownOptions {
  /**
   * Ms UTC. Best counted from the program's start by a clock that cannot be set: a jump forward between two looks cannot
   * be told from time that passed, and would shorten a wait.
   */
  readonly now: number;
  /** Somebody asked for it now: neither the wait nor the cap holds. */
  readonly manual: boolean;
  /** How long after it was first seen an address must be seen again. */
  readonly holdDownMs: number;
  readonly maxPerHour: number;
}

/** What came of a look. */
export interface Held {
  /** The track as it was, the same object, where nothing changed. */
  readonly track: Track;
  /** `track.agreed`. */
  readonly address: string | null;
  /** When to look again, so that a held address is not held for longer than it must be; `null` where nothing waits. */
  readonly wait_ms: number | null;
  /** `flapping`: held by the cap for longer than the hold-down would. */
  readonly event: 'changed' | 'held' | 'flapping' | null;
}

const HOUR_MS = 3_600_000;

/** How long until the hour has room for one more change. */
function waitForRoom(changes: readonly number[], now: number, most: number): number {
  const oldestInTheWay = changes[changes.length - most];
  return oldestInTheWay === undefined ? 0 : oldestInTheWay + HOUR_MS - now;
}

/** Takes in what was agreed on in one look; `null` for "not known", which changes nothing. */
export function holdDown(track: Track, seen: string | null, options: HoldDownOptions): Held {
  const { now, manual, holdDownMs } = options;
  if (seen === null) return { track, address: track.agreed, wait_ms: null, event: null };
  if (seen === track.agreed) {
    const settled = track.candidate === null ? track : { ...track, candidate: null, candidate_since: null };
    return { track: settled, address: seen, wait_ms: null, event: null };
  }

  // What lies in the future was written before the clock was set back. It counts as of now: nothing waits longer than
  // it would have to if it had just happened.
  const changes = track.changes.map((at) => Math.min(at, now)).filter((at) => now - at < HOUR_MS);
  const since = Math.min(track.candidate === seen ? (track.candidate_since ?? now) : now, now);
  const waitToLast = Math.max(0, since + holdDownMs - now);
  const wait = Math.max(waitToLast, waitForRoom(changes, now, Math.max(1, options.maxPerHour)));

  if (track.agreed === null || manual || wait === 0) {
    const published: Track = {
      agreed: seen,
      agreed_at: now,
      candidate: null,
      candidate_since: null,
      changes: track.agreed === null ? changes : [...changes, now],
    };
    return { track: published, address: seen, wait_ms: null, event: 'changed' };
  }
  const isSame =
    track.candidate === seen &&
    track.candidate_since === since &&
    track.changes.every((at, index) => at === changes[index]);
  return {
    track: isSame ? track : { ...track, candidate: seen, candidate_since: since, changes },
    address: track.agreed,
    wait_ms: wait,
    event: wait > waitToLast ? 'flapping' : 'held',
  };
}
