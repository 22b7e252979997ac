/** What sockets are served with, and what they are told. */
import type { AuthService } from './auth/index.ts';
import type { EventBus } from './kernel/events.ts';
import { tellChanges, type ChangesDeps } from './live-changes.ts';
import { tellHappenings, type HappeningsDeps } from './live-events.ts';
import { tellLogLines, type LogLinesDeps } from './live-logs.ts';
import { createLiveRequests } from './live-requests.ts';
import { tellValues, type ValuesDeps } from './live-values.ts';
import type { OnAnswered } from './server/answered.ts';
import { createAsk, type AskDeps } from './server/live/ask.ts';
import type { Hub } from './server/live/membership.ts';
import type { Ask, Standing } from './server/live/model.ts';

/** What is told, by whom and to whom. */
export interface LiveWiring
  extends
    Omit<ChangesDeps, 'teller'>,
    Omit<HappeningsDeps, 'teller'>,
    Omit<LogLinesDeps, 'teller'>,
    Omit<ValuesDeps, 'teller' | 'requests'>,
    Omit<AskDeps, 'admit'> {
  readonly hub: Hub;
  readonly events: EventBus;
  readonly auth: Pick<AuthService, 'standing' | 'admit'>;
}

/** The hub with all that feeds it. */
export interface RunningLive {
  /** What the server needs to serve sockets. */
  readonly ports: { readonly hub: Hub; readonly standing: Standing; readonly ask: Ask };
  /** Told of each answered request. */
  readonly onAnswered: OnAnswered;
  /** The server looks again at whoever's access has changed, from now on. */
  follow(server: { recheck(userId: string | null): void }): void;
  /** Tells nothing more, and lets the hub go. */
  stop(): void;
}

/** Begins to tell. Until somebody listens that costs a few assignments for each thing that happens. */
export function startLive(deps: LiveWiring): RunningLive {
  const { hub, events, auth, clock } = deps;
  const requests = createLiveRequests(clock);
  const feeding = { ...deps, teller: hub, requests };
  const ends = [tellChanges(feeding), tellHappenings(feeding), tellLogLines(feeding), tellValues(feeding)];
  return {
    ports: { hub, standing: auth.standing, ask: createAsk({ ...deps, admit: auth.admit }) },
    onAnswered: requests.take,
    follow(server) {
      ends.push(
        events.on('auth.access_changed', ({ user_id: id }) => {
          server.recheck(id);
        }),
      );
    },
    stop() {
      for (const end of ends) end();
      hub.close();
    },
  };
}
