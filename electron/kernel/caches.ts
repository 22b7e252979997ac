/** What is kept in memory to be faster, by its owners: so that it can be looked at, and thrown away. */
import { UserError } from './errors.ts';

/** One cache. Throwing away what it holds costs time and nothing else. */
export interface Cache {
  /** Its words stand in the catalogue under `caches.<name>`. */
  readonly name: string;
  /** Entries now. */
  size(): number;
  /** Entries at most. */
  readonly limit: number;
  /** Since the start. */
  hits(): number;
  /** Since the start. */
  misses(): number;
  /** How long an entry is believed; `null` where it is not a matter of time. */
  readonly ttl_seconds: number | null;
  clear(): void;
}

/** What became of one cache. */
export interface Cleared {
  readonly name: string;
  readonly entries_before: number;
  readonly entries_after: number;
}

/** All caches. */
export interface Caches {
  register(cache: Cache): void;
  list(): readonly Cache[];
  /** One by its name, or `all`. @throws {UserError} `CACHE_UNKNOWN` */
  of(type: string): readonly Cache[];
  /** Clears what {@link of} finds. @throws as it does */
  clear(type: string): Cleared[];
}

/** None yet. */
export function createCaches(): Caches {
  const caches = new Map<string, Cache>();

  function of(type: string): readonly Cache[] {
    const chosen = [...caches.values()].filter(({ name }) => type === 'all' || name === type);
    if (chosen.length === 0 && type !== 'all')
      throw new UserError('CACHE_UNKNOWN', { params: { name: type } });
    return chosen;
  }

  return {
    register(cache) {
      caches.set(cache.name, cache);
    },
    list: () => [...caches.values()],
    of,
    clear: (type) =>
      of(type).map((cache) => {
        const before = cache.size();
        cache.clear();
        return { name: cache.name, entries_before: before, entries_after: cache.size() };
      }),
  };
}
