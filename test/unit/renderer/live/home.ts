/** A page without a browser: real queries that are shown, over a server that the test plays, by a virtual clock. */
import { QueryClient, QueryObserver, type QueryKey } from '@tanstack/react-query';
import { afterEach, beforeEach, vi } from 'vitest';
import { createPageLive } from '../../../../renderer/live/page-live.ts';
import { createLiveServer } from '../../../fakes/live-socket.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';

/** Lets promises go on. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A message that tells a change. */
export const changed = (part: string, revision: number, more: object = {}) =>
  ['changed', { part, revision, ...more }] as const;

/** Makes a new clock and new queries before each test of a file. */
export function createHome() {
  let clock: VirtualClock;
  let queries: QueryClient;
  let ends: (() => void)[] = [];

  beforeEach(() => {
    clock = createVirtualClock();
    // The ages of answers are told by the same clock.
    vi.spyOn(Date, 'now').mockImplementation(clock.now);
    queries = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
  });
  afterEach(() => {
    for (const end of ends) end();
    ends = [];
    queries.clear();
    vi.restoreAllMocks();
  });

  /** Shows a query as a mounted component does; answers how often it was asked. */
  function show(queryKey: QueryKey, options: { atMost?: number; answer?: () => Promise<unknown> } = {}) {
    let asked = 0;
    const { atMost, answer = async () => asked } = options;
    const observer = new QueryObserver(queries, {
      queryKey,
      queryFn: () => {
        asked += 1;
        return answer();
      },
      ...(atMost === undefined ? {} : { meta: { atMost } }),
    });
    const end = observer.subscribe(() => undefined);
    ends.push(end);
    return { asked: () => asked, hide: end };
  }

  /** A page over a server that the test plays. */
  function page(first: string | null = 'ada') {
    const server = createLiveServer();
    let user = first;
    let follow: () => void = () => undefined;
    let isKnown = true;
    const told: boolean[] = [];
    const live = createPageLive({
      open: server.open,
      clock,
      random: () => 1,
      queries,
      user: () => user,
      onUser: (listener) => {
        follow = listener;
      },
      onUnauthorized: async () => {
        if (!isKnown) become(null);
        return isKnown;
      },
      tell: (isLive) => told.push(isLive),
    });
    function become(next: string | null): void {
      user = next;
      follow();
    }
    return {
      server,
      live,
      told,
      become,
      forget: () => {
        isKnown = false;
      },
    };
  }

  return { clock: () => clock, queries: () => queries, show, page };
}
