/** Feeds the hub with what the areas tell. */
import { tellChanges, type ChangesDeps } from './live-changes.ts';
import { tellHappenings, type HappeningsDeps } from './live-events.ts';
import { tellLogLines, type LogLinesDeps } from './live-logs.ts';
import { createLiveRequests } from './live-requests.ts';
import { tellValues, type ValuesDeps } from './live-values.ts';
import type { OnAnswered } from './server/answered.ts';
import type { LiveTeller } from './server/live/model.ts';

/** What is told, by whom and to whom. */
export interface LiveWiring
  extends
    Omit<ChangesDeps, 'teller'>,
    Omit<HappeningsDeps, 'teller'>,
    Omit<LogLinesDeps, 'teller'>,
    Omit<ValuesDeps, 'teller' | 'requests'> {
  readonly teller: LiveTeller;
}

/** The feeding. */
export interface RunningSources {
  /** Told of each answered request. */
  readonly onAnswered: OnAnswered;
  /** Tells nothing more. */
  stop(): void;
}

/** Begins to tell. Until somebody listens that costs a few assignments for each thing that happens. */
export function startSources(deps: LiveWiring): RunningSources {
  const requests = createLiveRequests(deps.clock);
  const ends = [
    tellChanges(deps),
    tellHappenings(deps),
    tellLogLines(deps),
    tellValues({ ...deps, requests }),
  ];
  return {
    onAnswered: requests.take,
    stop() {
      for (const end of ends) end();
    },
  };
}
