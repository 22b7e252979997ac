import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, fresh, isWavering, statusOf, type Standing } from '../../../electron/checks/decide.ts';
import type { CheckOutcome } from '../../../shared/api/checks.ts';

const because = { code: 'CHECK_REFUSED', params: { host: 'nas', port: 1 } };
const finding = (outcome: CheckOutcome) => ({ outcome, reason: outcome === 'ok' ? null : because });

function after(outcomes: readonly CheckOutcome[], rules = { retries: 2, recovery_successes: 2 }): Standing {
  return outcomes.reduce(
    (standing, outcome, index) => decide(standing, finding(outcome), rules, index + 1),
    fresh,
  );
}

describe('a check', () => {
  it.each([
    [[], 'unknown'],
    [['ok'], 'up'],
    [['failed'], 'pending'],
    [['failed', 'failed', 'failed'], 'down'],
    [['ok', 'failed', 'failed'], 'pending'],
    [['ok', 'failed', 'failed', 'failed'], 'down'],
    [['ok', 'failed', 'failed', 'ok', 'failed'], 'pending'],
    [['failed', 'failed', 'failed', 'ok'], 'down'],
    [['failed', 'failed', 'failed', 'ok', 'ok'], 'up'],
    [['failed', 'failed', 'failed', 'ok', 'failed', 'ok'], 'down'],
    [['ok', 'unreachable'], 'unreachable'],
    [['ok', 'failed', 'failed', 'unreachable', 'failed'], 'pending'],
    [['failed', 'failed', 'failed', 'unreachable', 'ok'], 'down'],
    [['ok', 'unreachable', 'ok'], 'up'],
    [['ok', 'unavailable'], 'unknown'],
  ] as const)('that found %j is %s', (outcomes, status) => {
    expect(statusOf(after(outcomes), true)).toBe(status);
  });

  it('without retries is down at the first failure, and up at the first success', () => {
    const rules = { retries: 0, recovery_successes: 1 };
    expect(statusOf(after(['ok', 'failed'], rules), true)).toBe('down');
    expect(statusOf(after(['ok', 'failed', 'ok'], rules), true)).toBe('up');
  });

  it('tells since when it stands as it does, and why', () => {
    expect(after(['ok', 'ok', 'failed', 'failed', 'failed', 'failed'])).toMatchObject({
      since: 5,
      reason: because,
    });
    expect(after(['ok', 'ok', 'failed', 'ok'])).toMatchObject({ since: 1, reason: null });
  });

  it('that is switched off is paused, however it stood', () => {
    expect(statusOf(after(['failed', 'failed', 'failed']), false)).toBe('paused');
  });
});

describe('every course of findings', () => {
  const outcome = fc.constantFrom<CheckOutcome>('ok', 'failed', 'unreachable', 'unavailable');
  const rules = fc.record({ retries: fc.nat(5), recovery_successes: fc.integer({ min: 1, max: 5 }) });

  it('never calls down what did not fail more often in a row than it may', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 40 }), rules, (outcomes, given) => {
        let standing = fresh;
        let row = 0;
        for (const one of outcomes) {
          const before = standing;
          standing = decide(standing, finding(one), given, 0);
          row = one === 'failed' ? row + 1 : 0;
          if (before.settled !== 'down' && standing.settled === 'down')
            expect(row).toBeGreaterThan(given.retries);
          // The line of this machine, and what cannot be found out, never make anything down.
          if (one !== 'failed' && before.settled !== 'down') expect(standing.settled).not.toBe('down');
        }
      }),
    );
  });

  it('calls up what succeeds often enough, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 40 }), rules, (outcomes, given) => {
        const successes = Array.from({ length: given.recovery_successes }, () => 'ok' as const);
        const standing = after([...outcomes, ...successes], given);
        expect(statusOf(standing, true)).toBe('up');
        expect(standing.reason).toBeNull();
        expect(isWavering(standing)).toBe(false);
      }),
    );
  });

  it('calls down what fails often enough, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 40 }), rules, (outcomes, given) => {
        const failures = Array.from({ length: given.retries + 1 }, () => 'failed' as const);
        expect(statusOf(after([...outcomes, ...failures], given), true)).toBe('down');
      }),
    );
  });
});
