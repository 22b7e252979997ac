/** What was found out lately, by what it was found out from; the oldest is forgotten where there is too much. */
import type { Cache } from '../kernel/caches.ts';

/** A bounded memory. */
export interface Memory<T> {
  /** What is remembered, unless it no longer `holds`: then it is forgotten. */
  get(key: string, holds?: (value: T) => boolean): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  /** The same as a cache. Whoever remembers what others may not throw away does not give it out. */
  asCache(name: string, ttlSeconds?: number): Cache;
}

const KEPT = 2000;

/** An empty memory. */
export function createMemory<T>(): Memory<T> {
  const entries = new Map<string, T>();
  let hits = 0;
  let misses = 0;
  return {
    get(key, holds) {
      const value = entries.get(key);
      if (value === undefined) {
        misses += 1;
        return undefined;
      }
      if (holds && !holds(value)) {
        entries.delete(key);
        misses += 1;
        return undefined;
      }
      hits += 1;
      return value;
    },
    set(key, value) {
      const oldest = entries.keys().next().value;
      if (entries.size >= KEPT && oldest !== undefined && !entries.has(key)) entries.delete(oldest);
      entries.set(key, value);
    },
    delete: (key) => void entries.delete(key),
    asCache: (name, ttlSeconds) => ({
      name,
      size: () => entries.size,
      limit: KEPT,
      hits: () => hits,
      misses: () => misses,
      ttl_seconds: ttlSeconds ?? null,
      clear() {
        entries.clear();
      },
    }),
  };
}
