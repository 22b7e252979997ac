import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../shared/api/ddns.ts';
import type { FamilyStatus } from '../../../shared/api/ddns-hosts.ts';
import {
  decisionsOf,
  firstChoices,
  isPlain,
  nextTryOf,
  waitingOf,
} from '../../../renderer/pages/names/adoption.ts';
import { splitPlan } from '../../../renderer/pages/names/plan-model.ts';

function family(part: Partial<FamilyStatus>, ...values: readonly string[]): FamilyStatus {
  return {
    family: 'A',
    state: values.length > 0 ? 'needs_adoption' : 'ok',
    published: null,
    detected: '198.51.100.7',
    verification: null,
    verified_at: null,
    last_change: null,
    adoption: values.map((value) => ({ record_id: `id of ${value}`, value, ttl: 300 })),
    next_try: null,
    reason: null,
    ...part,
  };
}
const v4 = { family: 'A' } as const;
const v6 = { family: 'AAAA' } as const;

describe('what waits under a name', () => {
  it('is plain where each family that waits has one value', () => {
    expect(isPlain({ families: [family(v4, '203.0.113.9'), family(v6)] })).toBe(true);
    expect(isPlain({ families: [family(v4, '203.0.113.9'), family(v6, '2001:db8::1')] })).toBe(true);
    expect(isPlain({ families: [family(v4, '203.0.113.9', '203.0.113.10')] })).toBe(false);
    expect(isPlain({ families: [family(v4), family(v6)] })).toBe(false);
  });

  it('is chosen beforehand only where there is one value', () => {
    const waiting = waitingOf({
      families: [family(v4, '203.0.113.9', '203.0.113.10'), family(v6, '2001:db8::1')],
    });
    const choices = firstChoices(waiting);
    expect(choices).toEqual({ AAAA: { own: 'id of 2001:db8::1' } });
    expect(decisionsOf(waiting, choices)).toBeNull();
    expect(decisionsOf(waiting, { ...choices, A: 'foreign' })).toEqual([
      { family: 'A', as: 'foreign' },
      { family: 'AAAA', as: 'own', record_id: 'id of 2001:db8::1' },
    ]);
  });
});

describe('the next try of a name', () => {
  it('is the earliest of its families, and none where nothing is tried by itself', () => {
    const early = '2026-11-20T08:00:00.000Z';
    const late = '2026-11-20T09:00:00.000Z';
    expect(nextTryOf({ families: [family({ next_try: late }), family({ ...v6, next_try: early })] })).toBe(
      early,
    );
    expect(nextTryOf({ families: [family({})] })).toBeNull();
  });
});

describe('the plan', () => {
  const step = (
    host: string,
    action: PlannedStep['action'],
    desired: string | null = '198.51.100.7',
  ): PlannedStep => ({
    host_id: host,
    host,
    family: 'A',
    action,
    current: null,
    desired,
    reason: null,
  });

  it('parts what would be written from what stays, what needs its reader first', () => {
    const { change, leave } = splitPlan([
      step('e', 'keep'),
      step('f', 'keep', null),
      step('d10', 'update'),
      step('d9', 'delete'),
      step('c', 'blocked'),
      step('b', 'needs_adoption'),
      step('a', 'create'),
    ]);
    expect(change.map(({ host }) => host)).toEqual(['a', 'd9', 'd10']);
    expect(leave.map(({ host }) => host)).toEqual(['b', 'c', 'f', 'e']);
  });
});
