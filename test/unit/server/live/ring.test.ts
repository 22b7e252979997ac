import { describe, expect, it } from 'vitest';
import { createFrames } from '../../../../electron/server/live/frame.ts';
import { createRing } from '../../../../electron/server/live/ring.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const words = createWords('en');
const fail = (): never => {
  throw new Error('Nothing is logged');
};

function setUp(messages: number, bytes: number) {
  const frames = createFrames({
    clock: createVirtualClock(),
    logger: { error: fail, warn: fail, info: fail, debug: fail },
    words: () => words,
  });
  const ring = createRing({ messages, bytes });
  const push = (topic: 'ddns_updates' | 'error_logs', letters = 0) => {
    const frame = frames.shared(topic, 'error', () => ({ code: 'X', error: 'x'.repeat(letters) }));
    ring.push(topic, frame);
    return frame;
  };
  const kept = (): number[] => ring.since(0, () => true).map(({ seq }) => seq);
  return { ring, push, kept };
}

describe('what is remembered', () => {
  it('is so many messages, and each topic knows what is gone', () => {
    const { ring, push, kept } = setUp(3, 1e6);
    push('ddns_updates');
    for (let count = 0; count < 3; count += 1) push('error_logs');
    expect(kept()).toEqual([2, 3, 4]);
    expect([ring.floor('ddns_updates'), ring.floor('error_logs'), ring.floor('alerts')]).toEqual([1, 0, 0]);
    push('ddns_updates');
    expect(kept()).toEqual([3, 4, 5]);
    expect([ring.floor('ddns_updates'), ring.floor('error_logs')]).toEqual([1, 2]);
    expect(ring.since(3, (topic) => topic === 'ddns_updates').map(({ seq }) => seq)).toEqual([5]);
  });

  it('is so many bytes, as soon as they are known', () => {
    const { ring, push, kept } = setUp(100, 10_000);
    const [first, second] = [push('ddns_updates', 6000), push('ddns_updates', 3000)];
    first.text('en');
    expect(kept()).toEqual([1, 2]);
    expect(ring.bytes()).toBeGreaterThan(6000);
    second.text('en');
    expect(ring.bytes()).toBeGreaterThan(9000);
    // In the second language it would be too much.
    second.text('zh-CN');
    expect(kept()).toEqual([2]);
    expect(ring.bytes()).toBe(second.bytes());
    // What is forgotten counts no more, whoever may still read it.
    first.text('zh-CN');
    expect(ring.bytes()).toBe(second.bytes());
    push('ddns_updates', 20_000).text('en');
    expect([kept(), ring.bytes(), ring.floor('ddns_updates')]).toEqual([[], 0, 3]);
    push('ddns_updates');
    expect(kept()).toEqual([4]);
  });
});
