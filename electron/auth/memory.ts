/** What was found out lately, by what it was found out from; the oldest is forgotten where there is too much. */

/** A bounded memory. */
export interface Memory<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
}

const KEPT = 2000;

/** An empty memory. */
export function createMemory<T>(): Memory<T> {
  const entries = new Map<string, T>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      const oldest = entries.keys().next().value;
      if (entries.size >= KEPT && oldest !== undefined && !entries.has(key)) entries.delete(oldest);
      entries.set(key, value);
    },
    delete: (key) => void entries.delete(key),
  };
}
