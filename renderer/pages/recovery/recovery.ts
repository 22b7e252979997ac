/** Remembers that the server's database is damaged, from the first answer that says so until one that does not. */

/** The server's sentence while it can only be recovered. */
export type Recovery = ReturnType<typeof createRecovery>;

/** Starts with a server that is well. */
export function createRecovery() {
  const listeners = new Set<() => void>();
  let message: string | null = null;

  function become(next: string | null): void {
    if (next === message) return;
    message = next;
    for (const listener of listeners) listener();
  }

  return {
    message: () => message,
    damaged: (text: string) => {
      become(text);
    },
    over: () => {
      become(null);
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
