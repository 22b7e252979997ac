/**
 * A value that came in the fragment of the address (`#ticket=…`), which never travels to a server. It is taken out of
 * the address bar at once, so that it stays in no history and no screenshot.
 */

/** The value, while it is held. */
export type FromFragment = ReturnType<typeof takeFromFragment>;

/** Takes it from this address, and from any opened in the same tab later. Call before the router starts. */
export function takeFromFragment(window: Window, name: 'token' | 'ticket' | 'problem') {
  const listeners = new Set<() => void>();
  let held: string | null = null;

  function become(next: string | null): void {
    held = next;
    for (const listener of listeners) listener();
  }

  function take(): void {
    const { hash, pathname, search } = window.location;
    const found = new URLSearchParams(hash.slice(1)).get(name);
    if (found === null) return;
    window.history.replaceState(window.history.state, '', pathname + search);
    become(found);
  }

  take();
  window.addEventListener('hashchange', take);

  return {
    held: () => held,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Used, or refused: not to be sent again. */
    forget: () => {
      become(null);
    },
  };
}
