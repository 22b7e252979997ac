import { describe, expect, it } from 'vitest';
import { hubLimits } from '../../../../electron/server/live/hub.ts';
import type { Reader } from '../../../../electron/server/live/membership.ts';
import { closeCodes } from '../../../../shared/live/closing.ts';
import { createStage, type Somebody, type Stage } from './stage.ts';

/** A transport that is watched from its first byte and full at its second message. */
const narrow = { ...hubLimits.outgoing, watched: 1, full: 100 };
const small = { ...narrow, events: 3, replies: 2 };
const error = { code: 'X', error: 'x' };

/** Somebody whose transport is full of one reply. */
function full({ join }: Stage, topics: Parameters<Stage['join']>[0] = []): Somebody {
  const somebody = join(topics);
  somebody.reader.stall();
  somebody.reply('error', error, 'x'.repeat(100));
  return somebody;
}
const brief = ({ reader }: Somebody): string[] =>
  reader.received.map(({ type, data, id = '' }) => {
    const { count, dropped, topics = [] } = data as { count?: number; dropped?: number; topics?: string[] };
    return `${type} ${[count, dropped, ...topics, id.startsWith('x') ? 'full' : id].filter((part) => part !== undefined).join(' ')}`.trim();
  });

describe('a reader that keeps up', () => {
  it('is handed everything at once, and nobody waits for room', () => {
    const { join, ddns } = createStage();
    const somebody = join(['ddns_updates']);
    for (let count = 0; count < 1000; count += 1) ddns(count);
    expect(somebody.reader.received).toHaveLength(1000);
    expect(somebody.reader.asked).toBe(0);
  });
});

describe('a reader that does not keep up', () => {
  it('gets all in the order in which it was said, answers too', () => {
    const stage = createStage({ outgoing: narrow });
    const somebody = full(stage, ['ddns_updates', 'error_logs']);
    stage.ddns(1);
    somebody.reply('error', error, 'a');
    stage.errorLog(2);
    somebody.reply('error', error, 'b');
    stage.ddns(3);
    expect(somebody.reader.received).toEqual([]);
    somebody.reader.flow();
    expect(brief(somebody)).toEqual([
      'error full',
      'ddns_update 1',
      'error a',
      'error_logs 2',
      'error b',
      'ddns_update 3',
    ]);
    stage.ddns(4);
    expect(brief(somebody).at(-1)).toBe('ddns_update 4');
  });

  it('holds nobody else up', () => {
    const stage = createStage({ outgoing: narrow });
    full(stage, ['ddns_updates']);
    const other = stage.join(['ddns_updates']);
    stage.ddns(1);
    expect(brief(other)).toEqual(['ddns_update 1']);
  });

  it('gets of values the newest alone, and not before what was said before', () => {
    const stage = createStage({ outgoing: narrow });
    const somebody = full(stage, ['api_requests', 'ddns_updates']);
    for (let status = 200; status < 210; status += 1) stage.requests(status);
    stage.ddns(1);
    stage.requests(210);
    somebody.reader.flow();
    const rest = somebody.reader.received.slice(1);
    expect(rest).toMatchObject([
      { type: 'ddns_update' },
      { type: 'api_requests', data: { requests: [{ status: 210 }] } },
    ]);
  });

  it('gets no value any more that it does not want', () => {
    const stage = createStage({ outgoing: narrow });
    const somebody = full(stage, ['api_requests']);
    stage.requests(200);
    somebody.unsubscribe('api_requests');
    somebody.reader.flow();
    expect(brief(somebody)).toEqual(['error full']);
  });

  it('loses the oldest events, and is told of which topics before the others come', () => {
    const stage = createStage({ outgoing: small });
    const somebody = full(stage, ['ddns_updates', 'error_logs', 'alerts']);
    stage.ddns(1);
    stage.alert('info');
    stage.ddns(2);
    const { seq: lost = 0 } = lastOf(stage, 'ddns_updates', () => stage.ddns(3));
    for (const dropped of [4, 5, 6]) stage.errorLog(dropped);
    somebody.reader.flow();
    expect(brief(somebody)).toEqual([
      'error full',
      'resync ddns_updates alerts',
      'error_logs 4',
      'error_logs 5',
      'error_logs 6',
    ]);
    const [, resync, next] = somebody.reader.received;
    expect(resync).toMatchObject({ data: { reason: 'slow' }, seq: lost });
    expect(next?.seq).toBeGreaterThan(lost);
    // Once said, it is not said again.
    stage.ddns(7);
    expect(brief(somebody).at(-1)).toBe('ddns_update 7');
  });

  it('loses events by their bytes as well', () => {
    const stage = createStage({ outgoing: { ...narrow, eventBytes: 1000 } });
    const somebody = full(stage, ['ddns_updates']);
    for (let count = 1; count <= 100; count += 1) stage.ddns(count);
    somebody.reader.flow();
    const [, first, ...rest] = brief(somebody);
    expect(first).toBe('resync ddns_updates');
    const bytes = somebody.reader.received.slice(2).reduce((sum, one) => sum + JSON.stringify(one).length, 0);
    expect(bytes).toBeGreaterThan(800);
    expect(bytes).toBeLessThanOrEqual(1000);
    expect(rest.at(-1)).toBe('ddns_update 100');
  });

  it('is ended where it asks and asks and takes no answers', () => {
    const stage = createStage({ outgoing: small });
    const somebody = full(stage);
    somebody.reply('error', error);
    somebody.reply('error', error);
    expect(somebody.reader.ended).toBeNull();
    somebody.reply('error', error);
    expect(somebody.reader.ended).toEqual({ code: closeCodes.too_slow, reason: '' });
    expect(stage.hub.readers()).toBe(0);
    somebody.reply('error', error);
  });

  it('may be answered at length once, not twice', () => {
    const stage = createStage({ outgoing: { ...narrow, replyBytes: 1000 } });
    const somebody = full(stage);
    const long = { code: 'X', error: 'x'.repeat(5000) };
    somebody.reply('error', long);
    expect(somebody.reader.ended).toBeNull();
    somebody.reply('error', long);
    expect(somebody.reader.ended?.code).toBe(closeCodes.too_slow);
  });

  it('is ended after a minute in which it took nothing', async () => {
    const stage = createStage({ outgoing: narrow });
    const somebody = full(stage, ['ddns_updates']);
    await stage.clock.advance(100_000);
    // Nothing waits so far: what is in the transport is no matter of ours.
    stage.ddns(1);
    await stage.clock.advance(59_999);
    expect(somebody.reader.ended).toBeNull();
    await stage.clock.advance(1);
    expect(somebody.reader.ended).toEqual({ code: closeCodes.too_slow, reason: '' });
    expect(stage.hub.isWanted('ddns_updates')).toBe(false);
    await stage.clock.advance(100_000);
  });

  it('stays as long as it takes something now and then', async () => {
    const stage = createStage({ outgoing: narrow });
    const somebody = full(stage, ['ddns_updates']);
    for (let count = 0; count < 20; count += 1) stage.ddns(count);
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await stage.clock.advance(59_000);
      somebody.reader.take(1);
    }
    expect(somebody.reader.ended).toBeNull();
    somebody.reader.flow();
    expect(brief(somebody).slice(1)).toEqual(
      Array.from({ length: 20 }, (_, n) => `ddns_update ${String(n)}`),
    );
  });

  it('has a whole minute whenever it falls behind again', async () => {
    const stage = createStage({ outgoing: narrow });
    const somebody = full(stage, ['ddns_updates']);
    stage.ddns(1);
    await stage.clock.advance(1000);
    somebody.reader.flow();
    await stage.clock.advance(50_000);
    somebody.reader.stall();
    for (let count = 0; count < 3; count += 1) stage.ddns(count);
    await stage.clock.advance(59_999);
    expect(somebody.reader.ended).toBeNull();
    await stage.clock.advance(1);
    expect(somebody.reader.ended?.code).toBe(closeCodes.too_slow);
  });

  it('gets nothing out of turn while its transport has room but has not said so', () => {
    const { hub, ddns } = createStage({ outgoing: narrow });
    const transport = createSilent();
    hub.join(transport.reader).subscribe('ddns_updates');
    ddns(1);
    transport.hold(100);
    ddns(2);
    expect(transport.counts()).toEqual([1]);
    transport.hold(-1000);
    ddns(3);
    expect(transport.counts()).toEqual([1, 2, 3]);
  });

  it('is not forgotten where something else stood in the way', async () => {
    const { hub, clock, ddns } = createStage({ outgoing: narrow });
    const transport = createSilent();
    hub.join(transport.reader).subscribe('ddns_updates');
    transport.hold(100);
    ddns(1);
    transport.hold(0);
    await clock.advance(59_999);
    expect(transport.counts()).toEqual([]);
    await clock.advance(1);
    expect(transport.counts()).toEqual([1]);
  });
});

/** A transport that never says that it has room; `hold` says how much lies in it. */
function createSilent() {
  const given: string[] = [];
  let held = 0;
  const reader: Reader = {
    language: 'en',
    buffered: () => held,
    send: (text) => void given.push(text.toString()),
    end: () => expect.unreachable(),
  };
  return {
    reader,
    hold(bytes: number) {
      held = bytes;
    },
    counts: () => given.map((text) => (JSON.parse(text) as Told).data.count),
  };
}

interface Told {
  readonly data: { readonly count: number };
}

/** The message that somebody else got when `tell` told it. */
function lastOf({ join }: Stage, topic: 'ddns_updates', tell: () => void) {
  const witness = join([topic]);
  tell();
  witness.leave();
  return witness.reader.received[0] ?? { seq: undefined };
}
