/** What is read out to who does not see the page: one place for all, so that a thousand rows need no place each. */

/** Says things aloud. */
export type Announcer = ReturnType<typeof createAnnouncer>;

/** Starts silent. */
export function createAnnouncer() {
  const listeners = new Set<() => void>();
  let text = '';
  return {
    text: () => text,
    /** The same words twice are said twice: a blank makes them new. */
    say(next: string): void {
      text = next === text ? `${next} ` : next;
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
