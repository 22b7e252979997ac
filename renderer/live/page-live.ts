/**
 * The page's connection to what happens: there while somebody is signed in, a new one for each. Whoever listens goes on
 * listening over all of them.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { ServerMessage } from '../../shared/events.ts';
import { createLiveClient, type LiveClient } from '../../shared/live/client.ts';
import type { LiveClock, LivePorts, LiveState } from '../../shared/live/client-model.ts';
import type { TopicListener } from '../../shared/live/subscribing.ts';
import type { ChangingPart, TopicName } from '../../shared/live/topics.ts';
import { createFreshness } from './freshness.ts';
import { createLiveness } from './liveness.ts';
import { keysOf } from './parts.ts';
import { nowKey, showMetrics, showProgress } from './values.ts';

/** While an update tells how far it is, what it has done so far is read no more often than this (ms). */
const DURING_UPDATE_MS = 5_000;

interface PageLivePorts extends Pick<LivePorts, 'open' | 'random' | 'heard'> {
  readonly clock: LiveClock;
  readonly queries: QueryClient;
  /** Id of who is signed in and may have a connection; `null` where nobody is. */
  readonly user: () => string | null;
  readonly onUser: (listener: () => void) => void;
  /** Asks the server who this is; answers whether it is anybody. */
  readonly onUnauthorized: () => Promise<boolean>;
  /** What is shown stopped being live, for longer than a moment, or is again: tells the reader. */
  readonly tell: (isLive: boolean) => void;
}

/** The page's connection. */
export type PageLive = ReturnType<typeof createPageLive>;

interface Listening {
  listen: (client: LiveClient) => void;
  end: () => void;
}

/** Watches who is signed in for as long as the page is open. */
export function createPageLive(ports: PageLivePorts) {
  const { clock, queries, user } = ports;
  const fresh = createFreshness(queries, clock);
  const liveness = createLiveness({
    clock,
    turned: (isLive) => {
      // Once: the server may be well, and only the socket have no way to it.
      if (!isLive) fresh.allChanged();
      ports.tell(isLive);
    },
  });
  const listening = new Set<Listening>();
  const stateListeners = new Set<() => void>();
  /** What each part told last. Whoever listens anew is told the present one again. */
  const revisions = new Map<ChangingPart, number>();
  let client: LiveClient | null = null;
  let present: string | null = null;
  let wasLive = false;

  function stands(state: LiveState | null): void {
    if (state?.is === 'live') {
      // What happened in between was told to nobody.
      if (wasLive) fresh.allChanged();
      wasLive = true;
    }
    liveness.take(state);
    for (const listener of [...stateListeners]) listener();
  }

  function follow(): void {
    const next = user();
    if (next === present) return;
    present = next;
    client?.stop();
    client = null;
    revisions.clear();
    wasLive = false;
    stands(null);
    if (next === null) return;
    client = createLiveClient(ports);
    client.onState(stands);
    client.onResync((_, why) => {
      if (why === 'epoch') revisions.clear();
      fresh.allChanged();
    });
    stands(client.state());
    for (const { listen } of listening) listen(client);
  }

  function subscribe<N extends TopicName>(topic: N, listener: TopicListener<N>): () => void {
    const one: Listening = {
      listen: (to) => {
        one.end = to.subscribe(topic, listener);
      },
      end: () => undefined,
    };
    listening.add(one);
    if (client !== null) one.listen(client);
    return () => {
      listening.delete(one);
      one.end();
    };
  }

  function changed(part: ChangingPart, message: ServerMessage<'changed'>): void {
    const isRunning = part === 'ddns' && showProgress(queries, message);
    const { revision } = message.data;
    if (revisions.get(part) === revision) return;
    revisions.set(part, revision);
    fresh.changed(keysOf[part], isRunning ? DURING_UPDATE_MS : 0);
  }

  ports.onUser(follow);
  follow();

  return {
    /** Listens to a topic, whoever is signed in. What it answers ends that. */
    subscribe,
    /** Keeps what is shown of a part as it is. What it answers ends that. */
    watch: (part: ChangingPart): (() => void) =>
      subscribe(`changes.${part}`, (message) => {
        changed(part, message);
      }),
    /** Keeps what is shown of this machine as it is, every few seconds. What it answers ends that. */
    watchMetrics: (): (() => void) =>
      subscribe('system_metrics', ({ data }) => {
        if (!showMetrics(queries, data)) void queries.invalidateQueries({ queryKey: nowKey });
        // Charts have a new point: they are read when they are old enough.
        fresh.changed(keysOf.monitoring);
      }),
    isLive: (): boolean => client?.state().is === 'live',
    /** Calls whenever the connection comes or goes. What it answers ends that. */
    onState(listener: () => void): () => void {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    liveness,
    poke: () => client?.poke(),
    clock,
  };
}
