/**
 * The one-time token of the setup address. It stands in the fragment, which never travels to a server; it is taken out
 * of the address bar at once, so that it stays in no history and no screenshot.
 */

/** The token, while it is held. */
export type SetupToken = ReturnType<typeof createSetupToken>;

/** Takes the token of this address, and of any that is opened in the same tab later. Call before the router starts. */
export function createSetupToken(window: Window) {
  const listeners = new Set<() => void>();
  let held: string | null = null;

  function take(): void {
    const { hash, pathname, search } = window.location;
    const found = new URLSearchParams(hash.slice(1)).get('token');
    if (found === null) return;
    window.history.replaceState(window.history.state, '', pathname + search);
    held = found;
    for (const listener of listeners) listener();
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
    forget(): void {
      held = null;
      for (const listener of listeners) listener();
    },
  };
}
