/** The hub of the socket, fed with what the areas tell, and the operations that can be asked for over it. */
import { createWords, type Language, type Words } from '../shared/i18n/index.ts';
import type { AppPorts } from './app.ts';
import type { AuthService } from './auth/index.ts';
import type { EventBus } from './kernel/events.ts';
import { tellChanges, type ChangesDeps } from './live-changes.ts';
import { tellHappenings, type HappeningsDeps } from './live-events.ts';
import { tellLogLines, type LogLinesDeps } from './live-logs.ts';
import { createLiveRequests } from './live-requests.ts';
import { tellValues, type ValuesDeps } from './live-values.ts';
import type { OnAnswered } from './server/answered.ts';
import { createAsk, type AskDeps } from './server/live/ask.ts';
import { createHub } from './server/live/hub.ts';
import type { LivePorts, LiveServer } from './server/live/register.ts';

/** What is told and asked for, and who may. */
export interface LiveWiring
  extends
    Omit<ChangesDeps, 'teller'>,
    Omit<HappeningsDeps, 'teller'>,
    Omit<LogLinesDeps, 'teller' | 'clock'>,
    Omit<ValuesDeps, 'teller' | 'requests' | 'clock'>,
    Omit<AskDeps, 'admit' | 'tracing' | 'logger'> {
  readonly ports: Pick<AppPorts, 'clock' | 'logger'>;
  readonly auth: Pick<AuthService, 'standing' | 'admit'>;
  readonly events: EventBus;
}

/** The hub, running. */
export interface RunningLive {
  /** For the server. */
  readonly ports: LivePorts;
  /** Told of each answered request. */
  readonly onAnswered: OnAnswered;
  /** Whose access changes is looked at again. */
  follow(sockets: Pick<LiveServer, 'recheck'> | null): void;
  /** Tells nothing more. The server ends its sockets before. */
  stop(): void;
}

/** Begins to tell. Until somebody listens that costs a few assignments for each thing that happens. */
export function startLive(deps: LiveWiring): RunningLive {
  const { clock, logger: root } = deps.ports;
  const logger = root.of('server');
  const words: Readonly<Record<Language, Words>> = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };
  const hub = createHub({ clock, logger, words: (language) => words[language] });
  const requests = createLiveRequests(clock);
  const telling = { ...deps, clock, teller: hub };
  const ends = [
    tellChanges(telling),
    tellHappenings(telling),
    tellLogLines(telling),
    tellValues({ ...telling, requests }),
  ];
  return {
    ports: {
      hub,
      standing: deps.auth.standing,
      ask: createAsk({ ...deps, logger, tracing: root.tracing, admit: deps.auth.admit }),
    },
    onAnswered: requests.take,
    follow(sockets) {
      ends.push(
        deps.events.on('auth.access_changed', ({ user_id: userId }) => {
          sockets?.recheck(userId);
        }),
      );
    },
    stop() {
      for (const end of ends) end();
      hub.close();
    },
  };
}
