/**
 * Who is signed in in this tab. The access token lives in memory only; the refresh token in the tab's own storage, so
 * that a reload stays signed in and closing the tab ends it.
 */
import type { TokenPair, User } from '../../shared/api/auth.ts';

/** Where the refresh token outlives a reload. */
export interface TokenStore {
  readonly read: () => string | null;
  /** `null` removes it. */
  readonly keep: (token: string | null) => void;
}

/** What the page shows of the sign-in. */
export interface SessionState {
  readonly signedIn: boolean;
  /** Known after signing in or refreshing. */
  readonly user: User | null;
  /** The sign-in ended without being asked to: expired, or ended elsewhere. */
  readonly ended: boolean;
}

/** The sign-in of this tab. */
export type Session = ReturnType<typeof createSession>;

/** Opens the tab's sign-in where it was left. */
export function createSession(store: TokenStore) {
  const listeners = new Set<() => void>();
  let access: string | null = null;
  let refresh = store.read();
  let state: SessionState = { signedIn: refresh !== null, user: null, ended: false };

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function leave(ended: boolean): void {
    access = null;
    refresh = null;
    store.keep(null);
    become({ signedIn: false, user: null, ended });
  }

  return {
    state: () => state,
    accessToken: () => access,
    refreshToken: () => refresh,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Takes the tokens of a sign-in or a refresh. */
    enter(pair: TokenPair): void {
      access = pair.access_token;
      refresh = pair.refresh_token;
      store.keep(pair.refresh_token);
      become({ signedIn: true, user: pair.user, ended: false });
    },
    /** Signed out by the reader. */
    leave: () => {
      leave(false);
    },
    /** The server no longer knows this sign-in. */
    end: () => {
      if (state.signedIn) leave(true);
    },
  };
}
