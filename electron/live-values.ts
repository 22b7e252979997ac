/** Gives topics that are told by the clock their values: only while somebody listens, the first one at once. */
import { monitoringParts } from '../shared/api/monitoring.ts';
import { topics, type LatestTopic } from '../shared/live/topics.ts';
import type { Cancel, Clock } from './kernel/clock.ts';
import type { LiveRequests } from './live-requests.ts';
import type { Present } from './metrics/index.ts';
import type { LiveTeller } from './server/live/model.ts';

/** What the values are made of. */
export interface ValuesDeps {
  readonly teller: Pick<LiveTeller, 'set' | 'isWanted' | 'onWanted'>;
  readonly present: Present;
  readonly requests: Pick<LiveRequests, 'last'>;
  readonly clock: Clock;
}

/** A topic that has a time between two values. */
type Paced = Extract<
  LatestTopic,
  { [N in LatestTopic]: (typeof topics)[N] extends { readonly every: number } ? N : never }[LatestTopic]
>;

/** Each value is made once, whoever reads it in whichever language: nothing in it is words. */
export function tellValues({ teller, present, requests, clock }: ValuesDeps): () => void {
  const give: { readonly [N in Paced]: () => void } = {
    monitoring() {
      const { data } = present.dashboard();
      teller.set('monitoring', 'monitoring_update', () => data);
    },
    system() {
      const data = present.glance();
      teller.set('system', 'system_status', () => data);
    },
    system_metrics() {
      const { data: metrics, metadata: where } = present.now(monitoringParts);
      const data = { type: 'system', metrics, where } as const;
      teller.set('system_metrics', 'metrics_update', () => data);
    },
    api_requests() {
      const data = { type: 'api_requests', requests: requests.last() } as const;
      teller.set('api_requests', 'api_requests', () => ({ ...data, requests: [...data.requests] }));
    },
  };

  const ends = (Object.keys(give) as Paced[]).map((topic) => {
    let cancel: Cancel | null = null;
    function tell(): void {
      cancel = clock.after(topics[topic].every * 1000, tell);
      give[topic]();
    }
    function turn(wanted: boolean): void {
      cancel?.();
      cancel = null;
      if (wanted) tell();
    }
    const stop = teller.onWanted(topic, turn);
    if (teller.isWanted(topic)) turn(true);
    return () => {
      stop();
      turn(false);
    };
  });
  return () => {
    for (const end of ends) end();
  };
}
