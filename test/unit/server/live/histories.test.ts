import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hubLimits } from '../../../../electron/server/live/hub.ts';
import type { ServerMessage } from '../../../../shared/events.ts';
import type { TopicName } from '../../../../shared/live/topics.ts';
import { createStage, mayAll, type Somebody, type Stage } from './stage.ts';

const events = ['ddns_updates', 'error_logs'] as const;
type Told = (typeof events)[number];
const topicOf: Readonly<Record<string, Told>> = { ddns_update: 'ddns_updates', error_logs: 'error_logs' };

/** What may happen, as often as it likes and in any order. */
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('publish' as const), topic: fc.constantFrom(...events) }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'set' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'reply' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'stall' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('take' as const), count: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'flow' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'cut' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('return' as const),
      stalled: fc.boolean(),
      /** Whether something is told between the sign-in and the first message. */
      between: fc.boolean(),
    }),
  },
);

interface Connection {
  readonly somebody: Somebody;
  /** Numbers of events that came over it. */
  readonly here: Set<number>;
  /** How many messages have been read. */
  read: number;
  largest: number;
  isResuming: boolean;
}

/** A client by the rules of the protocol: it counts up its number unless it waits for what it has missed. */
function createClient(stage: Stage, publish: (topic: Told) => void, lastTold: (topic: Told) => number) {
  const seen = new Map<number, ServerMessage>();
  /** Up to which number the state that was read instead tells everything. */
  const covered = new Map<Told, number>(events.map((topic) => [topic, lastTold(topic)]));
  const counts = { replayed: 0, lost: 0, tooOld: 0 };
  let cursor: number | null = null;
  let now: Connection | null = null;

  function takeIn(message: ServerMessage, connection: Connection): void {
    const { type, data, seq } = message;
    const topic = topicOf[type];
    if (topic !== undefined) {
      expect(connection.here.has(seq), 'twice over one connection').toBe(false);
      if (!connection.isResuming) {
        const before = [...connection.here].filter((one) => topicOf[seen.get(one)?.type ?? ''] === topic);
        expect(seq, 'out of order').toBeGreaterThan(Math.max(0, ...before));
      }
      connection.here.add(seq);
      seen.set(seq, message);
    }
    if (type === 'resync') {
      const { topics, reason } = data as { topics: Told[]; reason: string };
      for (const one of topics) covered.set(one, lastTold(one));
      if (reason === 'slow') counts.lost += 1;
      else [counts.tooOld, connection.isResuming] = [counts.tooOld + 1, false];
    }
    if (type === 'resumed') {
      counts.replayed += (data as { replayed: number }).replayed;
      connection.isResuming = false;
    }
  }

  /** Reads what has arrived. */
  function read(): void {
    if (now === null) return;
    const { received } = now.somebody.reader;
    for (; now.read < received.length; now.read += 1) {
      const message = received[now.read]!;
      takeIn(message, now);
      now.largest = Math.max(now.largest, message.seq);
      if (!now.isResuming) cursor = Math.max(cursor ?? 0, now.largest);
    }
  }

  return {
    counts,
    read,
    reader: () => now?.somebody.reader,
    reply: () => now?.somebody.reply('error', { code: 'X', error: 'x' }),
    cut() {
      now?.somebody.leave();
      now = null;
    },
    come(stalled: boolean, between: boolean) {
      if (now !== null) return;
      const somebody = stage.join();
      if (stalled) somebody.reader.stall();
      now = { somebody, here: new Set(), read: 0, largest: 0, isResuming: cursor !== null };
      somebody.route('admin', mayAll);
      if (between) publish('ddns_updates');
      for (const topic of [...events, 'api_requests'] as TopicName[]) somebody.subscribe(topic);
      for (const topic of events) somebody.reply('subscribed', { topic, success: true });
      if (cursor === null) for (const topic of events) covered.set(topic, lastTold(topic));
      else somebody.resume([...events, 'api_requests'], { epoch: 'e1', seq: cursor });
      read();
    },
    /** Numbers of what it neither has nor knows to be missing, and of what it has otherwise than others do. */
    wrong: (all: readonly ServerMessage[]) =>
      all.filter(
        (message) =>
          message.seq > (covered.get(topicOf[message.type]!) ?? 0) &&
          JSON.stringify(seen.get(message.seq)) !== JSON.stringify(message),
      ),
  };
}

describe('over any history', () => {
  it('who returns has what who stayed has, or knows what it has not', () => {
    const seen = { replayed: 0, lost: 0, tooOld: 0 };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
        const stage = createStage({
          ring: { messages: 12, bytes: 1e6 },
          outgoing: { ...hubLimits.outgoing, watched: 200, full: 500, events: 4 },
        });
        const witness = stage.join(events);
        const lastTold = (topic: Told): number =>
          witness.reader.received.findLast(({ type }) => topicOf[type] === topic)?.seq ?? 0;
        let told = 0;
        const publish = (topic: Told): void => {
          told += 1;
          if (topic === 'ddns_updates') stage.ddns(told);
          else stage.errorLog(told);
        };
        const client = createClient(stage, publish, lastTold);
        client.come(false, false);
        for (const one of steps) {
          if (one.do === 'publish') publish(one.topic);
          else if (one.do === 'set') stage.requests((told += 1));
          else if (one.do === 'reply') client.reply();
          else if (one.do === 'cut') client.cut();
          else if (one.do === 'return') client.come(one.stalled, one.between);
          else if (one.do === 'take') client.reader()?.take(one.count);
          else client.reader()?.[one.do]();
          client.read();
        }
        client.come(false, false);
        client.reader()?.flow();
        client.read();
        expect(client.wrong(witness.reader.received)).toEqual([]);
        for (const key of ['replayed', 'lost', 'tooOld'] as const) seen[key] += client.counts[key];
      }),
      { numRuns: 500 },
    );
    // Otherwise nothing was tried.
    expect(Math.min(seen.replayed, seen.lost, seen.tooOld)).toBeGreaterThan(10);
  });
});
