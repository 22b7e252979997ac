/**
 * Reads again what is shown when it is told to be different: only what is on the page, once for a burst, one reading
 * after the other, so that a server that tells faster than it answers still gets its answer shown.
 */
import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';
import type { LiveClock } from '../../shared/live/client-model.ts';
import { allKeys } from './parts.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Not read again by itself before it is this old (ms); `Infinity`: never. */
      readonly atMost?: number;
    };
  }
}

/** What comes within this time is one change (ms). */
const BURST_MS = 50;

/** Keeps what is shown as it is. */
export type Freshness = ReturnType<typeof createFreshness>;

interface Turn {
  /** Of the queries that are meant, those are read that are as old as this (ms). */
  age: number;
  /** When it begins (ms UTC). */
  readonly due: number;
  /** Its time has come; it waits for the reading before. */
  isDue: boolean;
  readonly cancel: () => void;
}

const isInitial = ({ state }: Query): boolean => state.data === undefined && state.fetchStatus === 'fetching';

/** Begins with nothing to do. */
export function createFreshness(queries: QueryClient, clock: LiveClock) {
  const turns = new Map<string, Turn>();
  const running = new Set<string>();

  function plan(queryKey: QueryKey, age: number, ms: number): void {
    const name = JSON.stringify(queryKey);
    const planned = turns.get(name);
    const due = clock.now() + ms;
    if (planned !== undefined) {
      planned.age = Math.min(planned.age, age);
      if (planned.isDue || planned.due <= due) return;
      planned.cancel();
    }
    const turn: Turn = {
      age: Math.min(planned?.age ?? age, age),
      due,
      isDue: false,
      cancel: clock.after(ms, () => {
        turn.isDue = true;
        if (!running.has(name)) void read(queryKey, name);
      }),
    };
    turns.set(name, turn);
  }

  async function read(queryKey: QueryKey, name: string): Promise<void> {
    const turn = turns.get(name);
    turns.delete(name);
    if (turn === undefined) return;
    const now = clock.now();
    const dueAt = ({ meta, state }: Query): number =>
      // Nothing was read yet; or the clock was set back, and it is not known how old this is.
      state.data === undefined || state.dataUpdatedAt > now
        ? now
        : state.dataUpdatedAt + Math.max(turn.age, meta?.atMost ?? 0);
    const shown = queries
      .getQueryCache()
      .findAll({ queryKey, type: 'active' })
      .filter(({ meta }) => meta?.atMost !== Infinity);
    const due = new Set(shown.filter((query) => dueAt(query) <= now));
    const later = shown.filter((query) => !due.has(query)).map((query) => dueAt(query) - now);
    // An answer that is already on its way may be of before.
    const isEarly = shown.some(isInitial);

    // Whoever comes back to a page that is not shown now finds it old.
    await queries.invalidateQueries({ queryKey, type: 'inactive', refetchType: 'none' });
    running.add(name);
    await queries.refetchQueries({ predicate: (query) => due.has(query) });
    running.delete(name);

    if (later.length > 0) plan(queryKey, turn.age, Math.max(Math.min(...later), BURST_MS));
    if (isEarly) plan(queryKey, 0, BURST_MS);
    if (turns.get(name)?.isDue === true) void read(queryKey, name);
  }

  return {
    /** These are different now. With `age`, what was read less than that ago (ms) is read again only when it is over. */
    changed(keys: readonly QueryKey[], age = 0): void {
      for (const key of keys) plan(key, age, BURST_MS);
    },
    /** Anything may be different: it is not known what was missed. */
    allChanged(): void {
      for (const key of allKeys) plan(key, 0, BURST_MS);
    },
  };
}
