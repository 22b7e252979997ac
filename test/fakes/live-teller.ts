/** A hub for those who feed it: keeps what it is told, and holds all of it against what may be sent. */
import { Value } from 'typebox/value';
import type { ServerMessageType } from '../../shared/events.ts';
import { serverMessages } from '../../shared/events.ts';
import type { AlertSeverity } from '../../shared/api/alerts.ts';
import { createWords, type Language } from '../../shared/i18n/index.ts';
import { topics, type ChangingPart, type TopicName } from '../../shared/live/topics.ts';
import type { LiveTeller } from '../../electron/server/live/model.ts';

/** Something that was told; `data` in English unless another language is named. */
export interface Told {
  readonly topic: TopicName;
  readonly type: ServerMessageType;
  readonly severity: AlertSeverity | undefined;
  data(language?: Language): unknown;
}

/** What was told, in order. */
export interface FakeTeller extends LiveTeller {
  readonly events: Told[];
  readonly values: Told[];
  readonly changes: { readonly part: ChangingPart; readonly update?: unknown }[];
  /** A topic gets its first reader, or loses its last. */
  want(topic: TopicName, wanted: boolean): void;
}

/** Nobody listens yet. */
export function createFakeTeller(): FakeTeller {
  const wanted = new Set<TopicName>();
  const listeners = new Map<TopicName, Set<(wanted: boolean) => void>>();
  const events: Told[] = [];
  const values: Told[] = [];
  const changes: FakeTeller['changes'] = [];

  function told(
    topic: TopicName,
    type: ServerMessageType,
    render: (words: ReturnType<typeof createWords>) => unknown,
    severity?: AlertSeverity,
  ): Told {
    if (!(topics[topic].messages as readonly string[]).includes(type)) {
      throw new Error(`${topic} does not send ${type}`);
    }
    const data = (language: Language = 'en'): unknown => {
      const made = render(createWords(language));
      const [problem] = Value.Errors(serverMessages[type], made);
      if (problem) throw new Error(`${type}${problem.instancePath}: ${problem.message}`);
      return made;
    };
    data('en');
    return { topic, type, severity, data };
  }

  return {
    ...{ epoch: 'e1', events, values, changes },
    publish(topic, type, render, severity) {
      events.push(told(topic, type, render, severity));
    },
    set(topic, type, render) {
      values.push(told(topic, type, render));
    },
    changed(part, more = {}) {
      if (more.update !== undefined && part !== 'ddns') throw new Error(`${part} has no update`);
      changes.push({ part, ...more });
    },
    isWanted: (topic) => wanted.has(topic),
    onWanted(topic, listener) {
      const all = listeners.get(topic) ?? new Set();
      listeners.set(topic, all);
      all.add(listener);
      return () => all.delete(listener);
    },
    want(topic, is) {
      if (is) wanted.add(topic);
      else wanted.delete(topic);
      for (const listener of listeners.get(topic) ?? []) listener(is);
    },
  };
}
