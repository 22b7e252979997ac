import { describe, expect, it } from 'vitest';
import { createLimit } from '../../../../electron/ddns/inbound/limit.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const MINUTE_MS = 60_000;
const open = () => {
  const clock = createVirtualClock();
  return { clock, limit: createLimit(clock, { allowed: 3, windowMs: 5 * MINUTE_MS }) };
};

describe('a limit', () => {
  it('admits so many in its window, and one more for each that has left it', async () => {
    const { clock, limit } = open();
    expect(limit.admit('a')).toBe(true);
    await clock.advance(MINUTE_MS);
    expect([limit.admit('a'), limit.admit('a'), limit.admit('a')]).toEqual([true, true, false]);
    await clock.advance(4 * MINUTE_MS);
    expect([limit.admit('a'), limit.admit('a')]).toEqual([true, false]);
  });

  it('lets in again who kept knocking', async () => {
    const { clock, limit } = open();
    const answers: boolean[] = [];
    for (let minute = 0; minute < 10; minute += 1) {
      answers.push(limit.admit('a'));
      await clock.advance(MINUTE_MS);
    }
    expect(answers.filter(Boolean)).toHaveLength(6);
  });

  it('counts each key for itself', () => {
    const { limit } = open();
    for (let time = 0; time < 4; time += 1) limit.admit('a');
    expect(limit.admit('b')).toBe(true);
  });

  it('is not fooled by a clock that is set', () => {
    const { clock, limit } = open();
    for (let time = 0; time < 3; time += 1) limit.admit('a');
    clock.set(clock.now() + 60 * MINUTE_MS);
    expect(limit.admit('a')).toBe(false);
  });

  it('forgets the stalest of very many keys, not all', () => {
    const { limit } = open();
    for (let time = 0; time < 3; time += 1) limit.admit('a');
    for (let key = 0; key < 9_999; key += 1) limit.admit(String(key));
    expect(limit.admit('a')).toBe(false);
    limit.admit('one more');
    expect(limit.admit('a')).toBe(true);
  });
});
