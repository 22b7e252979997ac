/** The page's connection in a browser: its socket, its timers, and when to try at once. */
import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '../api/client.ts';
import type { Session } from '../api/session.ts';
import type { Recovery } from '../pages/recovery/recovery.ts';
import { createPageLive, type PageLive } from './page-live.ts';

interface BrowserLivePorts {
  readonly client: Client;
  readonly session: Session;
  readonly recovery: Recovery;
  readonly queries: QueryClient;
  /** Told the server's time (RFC 3339). */
  readonly heard: (serverTime: string) => void;
  /** Tells the reader that what is shown is no longer live, or is again. */
  readonly tell: (isLive: boolean) => void;
}

/** Makes it, for as long as the page is open. */
export function createLive(
  window: Window & typeof globalThis,
  { client, session, recovery, queries, heard, tell }: BrowserLivePorts,
): PageLive {
  const { location, document } = window;
  // The cookie goes along: who this is stands in no address.
  const address = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/api/v2/ws/connect`;
  const live = createPageLive({
    open: (protocols) => new window.WebSocket(address, [...protocols]),
    clock: {
      now: Date.now,
      after: (ms, fn) => {
        const timer = window.setTimeout(fn, ms);
        return () => {
          window.clearTimeout(timer);
        };
      },
    },
    random: Math.random,
    queries,
    heard,
    tell,
    // A server that can only be recovered tells nothing.
    user: () => (recovery.message() === null ? (session.state().user?.id ?? null) : null),
    onUser: (listener) => {
      session.subscribe(listener);
      recovery.subscribe(listener);
    },
    onUnauthorized: async () => {
      await client.who();
      return session.state().signedIn === true;
    },
  });

  const poke = (): void => {
    live.poke();
  };
  window.addEventListener('online', poke);
  // Back from the browser's memory of pages, which ends sockets.
  window.addEventListener('pageshow', poke);
  document.addEventListener('visibilitychange', () => {
    // Timers of what nobody looks at stand still or are late.
    if (document.visibilityState === 'visible') poke();
  });
  return live;
}
