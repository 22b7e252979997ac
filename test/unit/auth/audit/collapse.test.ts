import { beforeEach, describe, expect, it } from 'vitest';
import { createCollapse, type Collapse, type Noted } from '../../../../electron/auth/audit/collapse.ts';
import { SYSTEM } from '../../../../electron/kernel/acting.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';

const DAY = 24 * 3600_000;
let clock: VirtualClock;
let told: unknown[];
let collapse: Collapse;

const noted = (action: string, payload: object = {}): Noted => ({
  actor: SYSTEM,
  event: { action, payload },
});

beforeEach(() => {
  clock = createVirtualClock();
  told = [];
  collapse = createCollapse({
    clock,
    tell: ({ event }) => void told.push([event.action, event.payload]),
    others: (times) => noted('others', { times }),
  });
});

describe('what is alike', () => {
  it('is told at once the first time, and as a number when the minute is over', async () => {
    for (let time = 0; time < 1000; time++) collapse.note('a', noted('wrong', { who: 'a' }));
    collapse.note('b', noted('wrong', { who: 'b' }));
    expect(told).toEqual([
      ['wrong', { who: 'a' }],
      ['wrong', { who: 'b' }],
    ]);
    await clock.advance(60_000);
    expect(told.slice(2)).toEqual([['wrong', { who: 'a', times: 999 }]]);
    await clock.advance(60_000);
    expect(told).toHaveLength(3);
    collapse.note('a', noted('wrong', { who: 'a' }));
    expect(told).toHaveLength(4);
  });

  it('is only counted beyond ten kinds a minute', async () => {
    for (let kind = 0; kind < 500; kind++) collapse.note(`k${String(kind)}`, noted('wrong'));
    expect(told).toHaveLength(10);
    await clock.advance(60_000);
    expect(told.slice(10)).toEqual([['others', { times: 490 }]]);
  });

  it('never fills the disk: a flood of a whole day is some two thousand entries', async () => {
    let kinds = 0;
    for (let minute = 0; minute < 24 * 60; minute++) {
      for (let time = 0; time < 50; time++) collapse.note(`k${String(kinds++)}`, noted('wrong'));
      await clock.advance(60_000);
    }
    expect(told.length).toBeLessThan(2050);
    await clock.advance(DAY);
    collapse.note('next', noted('next'));
    expect(told.at(-1)).toEqual(['next', {}]);
    const others = told as [string, { times?: number }][];
    const counted = others.reduce(
      (sum, [action, { times }]) => sum + (action === 'next' ? 0 : (times ?? 1)),
      0,
    );
    expect(counted).toBe(kinds);
  });

  it('is told at the end of the program too', () => {
    for (let time = 0; time < 3; time++) collapse.note('a', noted('wrong'));
    collapse.flush();
    expect(told.at(-1)).toEqual(['wrong', { times: 2 }]);
  });
});
