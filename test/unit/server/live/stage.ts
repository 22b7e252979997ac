/** A hub over a virtual clock, and what is told in its tests. */
import { createHub, hubLimits } from '../../../../electron/server/live/hub.ts';
import type { Hub, Membership } from '../../../../electron/server/live/membership.ts';
import type { Render } from '../../../../electron/server/live/model.ts';
import { alertExample } from '../../../../shared/api/alerts-examples.ts';
import type { AlertSeverity } from '../../../../shared/api/alerts.ts';
import { createWords, type Language, type Words } from '../../../../shared/i18n/index.ts';
import { topics, type TopicName } from '../../../../shared/live/topics.ts';
import { createFakeReader, type FakeReader } from '../../../fakes/live-reader.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';

const words: Readonly<Record<Language, Words>> = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };

/** Somebody in the hub. */
export interface Somebody extends Membership {
  readonly reader: FakeReader;
  /** Types of what has arrived since this was asked last. */
  types(): string[];
}

/** A hub and its surroundings. */
export interface Stage {
  readonly hub: Hub;
  readonly clock: VirtualClock;
  /** What was logged as an error. */
  readonly errors: { readonly fields: Readonly<Record<string, unknown>>; readonly text: string }[];
  /** Somebody who comes in and subscribes. */
  join(topics?: readonly TopicName[], language?: Language): Somebody;
  /** Tells `ddns_updates`; `count` tells one from another. */
  ddns(count: number): void;
  /** Tells `error_logs`; `dropped` tells one from another. */
  errorLog(dropped: number): void;
  alert(severity: AlertSeverity): void;
  /** Sets `api_requests`; `status` tells one from another. */
  requests(status: number): void;
}

/** The value of `api_requests` with one request. */
export const requestsOf =
  (status: number): Render<'api_requests'> =>
  () => ({
    type: 'api_requests',
    requests: [
      {
        ...{ timestamp: '2026-11-20T08:00:00.000Z', method: 'GET', endpoint: null, status },
        ...{ duration_ms: 1, user_id: null, request_id: 'r' },
      },
    ],
  });

/** A hub of epoch `e1` with bounds as they are, but for those given. */
export function createStage(limits: Partial<typeof hubLimits> = {}): Stage {
  const clock = createVirtualClock();
  const errors: Stage['errors'] = [];
  const unheard = (): void => {
    throw new Error('Only errors are expected');
  };
  const hub = createHub({
    clock,
    logger: {
      error: (fields, text) => errors.push({ fields, text }),
      ...{ warn: unheard, info: unheard, debug: unheard },
    },
    words: (language) => words[language],
    epoch: 'e1',
    limits: { ...hubLimits, ...limits },
  });
  return {
    hub,
    clock,
    errors,
    join(subscribed = [], language = 'en') {
      const reader = createFakeReader(language);
      const membership = hub.join(reader);
      for (const topic of subscribed) membership.subscribe(topic);
      let seen = 0;
      return {
        ...membership,
        reader,
        types() {
          const found = reader.received.slice(seen).map(({ type }) => type);
          seen = reader.received.length;
          return found;
        },
      };
    },
    ddns(count) {
      hub.publish('ddns_updates', 'ddns_update', () => ({ entries: [], count }));
    },
    errorLog(dropped) {
      hub.publish('error_logs', 'error_logs', () => ({ type: 'error_logs', logs: [], dropped }));
    },
    alert(severity) {
      hub.publish('alerts', 'system_alert', () => ({ ...alertExample, severity }), severity);
    },
    requests(status) {
      hub.set('api_requests', 'api_requests', requestsOf(status));
    },
  };
}

/** Every topic may be read. */
export const mayAll = (topic: TopicName): boolean => topic in topics;
