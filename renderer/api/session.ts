/**
 * Who is signed in in this browser. The sign-in itself is a cookie that no script can read; here stands only whom the
 * server knows by it, and the token that goes with what changes something. Nothing of it is stored.
 */
import type { User } from '../../shared/api/auth.ts';

/** Why a sign-in ended without being asked to here: its time, another place, or another tab of this browser. */
export type Ended = 'expired' | 'elsewhere' | 'tab';

/** What the page shows of the sign-in. */
export interface SessionState {
  /** `null` until the server was asked. */
  readonly signedIn: boolean | null;
  readonly user: User | null;
  /** When it ends, in ms of the server's clock; `null` where nobody is signed in. */
  readonly expiresAt: number | null;
  readonly ended: Ended | null;
}

/** What the server says of a sign-in. */
export interface KnownSession {
  readonly user: User;
  /** RFC 3339; `null` where it is not told. */
  readonly expires_at: string | null;
  /** Comes when it begins; asked for in any other case. */
  readonly csrf_token?: string;
}

/** The sign-in of this browser, as this tab knows it. */
export type Session = ReturnType<typeof createSession>;

/** Starts not knowing. `announce` tells other tabs that somebody came in or went. */
export function createSession(announce: () => void) {
  const listeners = new Set<() => void>();
  let csrf: string | null = null;
  let state: SessionState = { signedIn: null, user: null, expiresAt: null, ended: null };

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function know({ user, expires_at: expires, csrf_token: token }: KnownSession): void {
    // A token belongs to one sign-in; who it is now may be another.
    if (token !== undefined || user.id !== state.user?.id) csrf = token ?? null;
    become({ signedIn: true, user, expiresAt: expires === null ? null : Date.parse(expires), ended: null });
  }

  function nobody(ended: Ended | null): void {
    csrf = null;
    become({ signedIn: false, user: null, expiresAt: null, ended });
  }

  return {
    state: () => state,
    csrf: () => csrf,
    /** `null`: it is no longer right. */
    keepCsrf: (token: string | null) => {
      csrf = token;
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    know,
    /** Somebody signed in here. */
    enter(begun: KnownSession): void {
      know(begun);
      announce();
    },
    /** Signed out by the reader. */
    leave(): void {
      nobody(null);
      announce();
    },
    /** The server knows nobody here. Says why only where there was a sign-in. */
    end: (why: Ended) => {
      // The server may have told of it before the tab did that signed out.
      const isNews = state.signedIn === true || (why === 'tab' && state.ended === 'elsewhere');
      nobody(isNews ? why : state.ended);
    },
  };
}
