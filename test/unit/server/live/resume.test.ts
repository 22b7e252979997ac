import { describe, expect, it } from 'vitest';
import { hubLimits } from '../../../../electron/server/live/hub.ts';
import type { TopicName } from '../../../../shared/live/topics.ts';
import { createStage, mayAll, type Somebody, type Stage } from './stage.ts';

const both = ['ddns_updates', 'error_logs'] as const satisfies TopicName[];
const last = ({ reader }: Somebody): number => Math.max(...reader.received.map(({ seq }) => seq));

/** Somebody returns with a number, and subscribes as a connection does. */
function back({ join }: Stage, since: { epoch: string; seq: number }, topics: readonly TopicName[] = both) {
  const somebody = join(topics);
  somebody.types();
  somebody.resume(topics, since);
  return somebody;
}

describe('who returns', () => {
  it('gets what it missed as it was, then a word that this is all', () => {
    const stage = createStage();
    const [first, witness] = [stage.join(both), stage.join(both)];
    stage.ddns(1);
    const seq = last(first);
    first.leave();
    stage.errorLog(2);
    stage.alert('critical');
    stage.ddns(3);
    const second = back(stage, { epoch: 'e1', seq });
    expect(second.reader.received.slice(0, -1)).toEqual(witness.reader.received.slice(1));
    expect(second.reader.received.at(-1)).toMatchObject({
      type: 'resumed',
      data: { topics: both, replayed: 2 },
    });
    stage.ddns(4);
    expect(second.types().slice(-2)).toEqual(['resumed', 'ddns_update']);
  });

  it('gets nothing twice that it was told since it came', () => {
    const stage = createStage();
    stage.ddns(1);
    const somebody = stage.join();
    somebody.route('admin', mayAll);
    stage.ddns(2);
    stage.alert('warning');
    stage.alert('info');
    somebody.subscribe('ddns_updates');
    somebody.subscribe('alerts');
    stage.ddns(3);
    somebody.resume(['ddns_updates', 'alerts', 'alerts'], { epoch: 'e1', seq: 0 });
    const seqs = somebody.reader.received.map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
    expect(somebody.types()).toEqual([
      ...['ddns_update', 'system_alert', 'ddns_update'],
      // Of what had happened before it came, and of what its role is not told.
      ...['ddns_update', 'system_alert', 'resumed'],
    ]);
  });

  it('after a new start is told to look anew', () => {
    const stage = createStage();
    stage.ddns(1);
    const somebody = back(stage, { epoch: 'e0', seq: 0 }, [...both, 'api_requests']);
    expect(somebody.reader.received).toMatchObject([
      { type: 'resync', data: { topics: both, reason: 'epoch' } },
    ]);
  });

  it('after too much has happened is told so, topic by topic', () => {
    const stage = createStage({ ring: { messages: 3, bytes: 1e6 } });
    stage.ddns(1);
    for (const dropped of [1, 2, 3]) stage.errorLog(dropped);
    const seq = stage.join(['changes.users']).reader.received[0]?.seq ?? 0;
    const somebody = back(stage, { epoch: 'e1', seq });
    expect(somebody.reader.received.slice(0, 3)).toMatchObject(
      [1, 2, 3].map((dropped) => ({ type: 'error_logs', data: { dropped } })),
    );
    expect(somebody.reader.received.slice(3)).toMatchObject([
      { type: 'resync', data: { topics: ['ddns_updates'], reason: 'too_old' } },
      { type: 'resumed', data: { topics: ['error_logs'], replayed: 3 } },
    ]);
  });

  it('with a number that was never given is told to look anew', () => {
    const stage = createStage();
    stage.ddns(1);
    const somebody = back(stage, { epoch: 'e1', seq: 1e6 });
    expect(somebody.reader.received).toMatchObject([
      { type: 'resync', data: { topics: both, reason: 'too_old' } },
    ]);
  });

  it('gets nothing more for topics whose newest value counts', () => {
    const stage = createStage();
    stage.requests(200);
    const somebody = back(stage, { epoch: 'e1', seq: 0 }, ['api_requests']);
    expect(somebody.types()).toEqual([]);
  });

  it('gets all of a long absence, however fast its transport is full', () => {
    const stage = createStage({ outgoing: { ...hubLimits.outgoing, watched: 500, full: 1000, events: 5 } });
    for (let count = 0; count < 1500; count += 1) stage.ddns(count);
    const somebody = stage.join(['ddns_updates']);
    somebody.reader.stall();
    somebody.resume(['ddns_updates'], { epoch: 'e1', seq: 0 });
    for (let count = 1500; count < 1505; count += 1) stage.ddns(count);
    somebody.resume(['ddns_updates'], { epoch: 'e1', seq: 0 });
    for (let times = 0; times < 1000; times += 1) somebody.reader.take(5);
    const counts = somebody.reader.received.flatMap(({ type, data }) =>
      type === 'ddns_update' ? [(data as { count: number }).count] : [],
    );
    expect(counts).toEqual(Array.from({ length: 1505 }, (_, count) => count));
    const others = somebody.reader.received.filter(({ type }) => type !== 'ddns_update');
    expect(others).toMatchObject([
      { type: 'resumed', data: { replayed: 1500 } },
      // It asked again before it had taken what it asked for.
      { type: 'resync', data: { topics: ['ddns_updates'], reason: 'slow' } },
    ]);
    // And after that it can be told again what it missed.
    somebody.reader.flow();
    somebody.resume(['ddns_updates'], { epoch: 'e1', seq: 0 });
    expect(somebody.reader.received.at(-1)).toMatchObject({ type: 'resumed', data: { replayed: 1500 } });
  });
});
