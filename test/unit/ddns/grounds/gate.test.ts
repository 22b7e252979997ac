/** What an account may do: quotas, waits, the circuit breaker, over any times and any clock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admit,
  count,
  failed,
  impatient,
  isStopped,
  newGate,
  rebased,
  succeeded,
  type GateState,
} from '../../../../electron/ddns/grounds/gate.ts';
import type { FailureClass } from '../../../../electron/ddns/providers/provider.ts';

const NOW = Date.UTC(2026, 10, 20, 8);
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const noQuota = {};

const fail = (
  state: GateState,
  failure: FailureClass,
  at = NOW,
  random = 0,
  retryAfter?: number,
): GateState => failed(state, { failure, message: 'no', retryAfter }, at, random);

/** Milliseconds to wait; 0 for none, `null` for stopped. */
function waitOf(state: GateState, now = NOW): number | null {
  const admission = admit(state, 'write', noQuota, now);
  if (admission.ok) return 0;
  return admission.why === 'stopped' ? null : admission.wait_ms;
}

describe('failures', () => {
  it('open the breaker at the third in a row, and then double what is waited, up to an hour', () => {
    const waits: (number | null)[] = [];
    let state = newGate;
    for (let turn = 0; turn < 12; turn++) {
      state = fail(state, 'transient', NOW, 1);
      waits.push(waitOf(state));
    }
    expect(waits.slice(0, 2)).toEqual([0, 0]);
    expect(waits.slice(2)).toEqual(
      [120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600, 3600].map((s) => s * SECOND),
    );
  });

  it('wait anywhere in the second half of that', () => {
    const third = [0, 0.5, 1].map((random) => {
      const twice = fail(fail(newGate, 'transient'), 'transient');
      return waitOf(fail(twice, 'transient', NOW, random));
    });
    expect(third).toEqual([60_000, 90_000, 120_000]);
  });

  it('are forgotten after a success', () => {
    const twice = fail(fail(newGate, 'transient'), 'transient');
    expect(waitOf(fail(succeeded(twice), 'transient'))).toBe(0);
    expect(succeeded(twice)).toMatchObject({ failures: 0, failure: null, problem: null, proven: true });
  });

  it.each(['auth', 'abuse'] as const)('of the kind %s stop until an edit', (failure) => {
    const state = fail(newGate, failure);
    expect([isStopped(state), waitOf(state, NOW + 1e12)]).toEqual([true, null]);
    expect(waitOf(impatient(state))).toBeNull();
  });

  it.each(['config', 'conflict', 'gone'] as const)('of one name (%s) hold nothing up', (failure) => {
    let state = newGate;
    for (let turn = 0; turn < 9; turn++) state = fail(state, failure);
    expect(state).toEqual(newGate);
  });

  it('are not waited out where somebody asks, but what a provider told to wait is', () => {
    let out = newGate;
    for (let turn = 0; turn < 5; turn++) out = fail(out, 'transient');
    expect(waitOf(impatient(out))).toBe(0);
    expect(waitOf(impatient(fail(newGate, 'throttled', NOW, 0, 90_000)))).toBe(90_000);
  });
});

describe('throttling', () => {
  it('waits as long as was told and up to a tenth more, but never longer than a day', () => {
    expect(waitOf(fail(newGate, 'throttled', NOW, 0, 5000))).toBe(5000);
    expect(waitOf(fail(newGate, 'throttled', NOW, 1, 5000))).toBe(5500);
    expect(waitOf(fail(newGate, 'throttled', NOW, 0, 1e12))).toBe(24 * HOUR);
  });

  it('backs off where nothing was told', () => {
    const once = fail(newGate, 'throttled');
    expect([waitOf(once), waitOf(fail(once, 'throttled'))]).toEqual([30_000, 60_000]);
  });
});

describe('a clock that is set', () => {
  it('back by years does not prolong a wait', () => {
    const state = fail(newGate, 'throttled', NOW, 0, 90_000);
    const then = NOW - 9000 * HOUR;
    expect(waitOf(rebased(state, then), then)).toBe(90_000);
    expect(waitOf(rebased(state, then), then + 90_000)).toBe(0);
  });

  it('leaves a state as it is where nothing lies ahead', () => {
    const state = count(
      fail(newGate, 'throttled', NOW, 0, 90_000),
      'write',
      { write: [{ calls: 1, per: 1 }] },
      NOW,
    );
    expect(rebased(state, NOW)).toBe(state);
  });
});

const window = fc.record({ calls: fc.integer({ min: 1, max: 6 }), per: fc.integer({ min: 1, max: 5000 }) });
const moment = fc.oneof(
  { weight: 8, arbitrary: fc.record({ pass: fc.integer({ min: 0, max: 900 }) }) },
  { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 0, max: 20_000 }) }) },
  { weight: 1, arbitrary: fc.record({ back: fc.integer({ min: 1, max: 100_000 }) }) },
  { weight: 1, arbitrary: fc.constant({ saved: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<FailureClass>('transient', 'throttled', 'config').map((kind) => ({ kind })),
  },
);

describe('a quota', () => {
  it('is never exceeded in any window, whatever the times, restarts and clocks set back', () => {
    fc.assert(
      fc.property(
        fc.array(window, { minLength: 1, maxLength: 3 }),
        fc.array(moment, { maxLength: 120 }),
        (write, moments) => {
          const quota = { write };
          const calls: number[] = [];
          let state = newGate;
          let elapsed = 0;
          let offset = NOW;
          for (const next of moments) {
            if ('back' in next) offset -= next.back;
            else if ('kind' in next) state = fail(state, next.kind, offset + elapsed, 0, 10);
            // What is stored and loaded again is all that is known of it.
            else if ('saved' in next)
              state = JSON.parse(JSON.stringify({ ...state, reads: [] })) as GateState;
            else elapsed += next.pass;
            const now = offset + elapsed;
            state = rebased(state, now);
            if (!admit(state, 'write', quota, now).ok) continue;
            state = count(state, 'write', quota, now);
            calls.push(elapsed);
          }
          for (const { calls: most, per } of write) {
            for (const end of calls) {
              const within = calls.filter((time) => time <= end && time > end - per);
              expect(within.length).toBeLessThanOrEqual(most);
            }
          }
        },
      ),
      { numRuns: 10 * Number(process.env['CLOUDCUBE_RUNS'] ?? 60) },
    );
  });

  it('lets a call through as soon as it told, and not a millisecond earlier', () => {
    fc.assert(
      fc.property(
        fc.array(window, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 60 }),
        (write, gaps) => {
          const quota = { write };
          let state = newGate;
          let now = NOW;
          for (const gap of gaps) {
            now += gap;
            const admission = admit(state, 'write', quota, now);
            if (admission.ok) state = count(state, 'write', quota, now);
            else {
              const wait = admission.why === 'stopped' ? 0 : admission.wait_ms;
              expect(wait).toBeGreaterThan(0);
              expect(admit(state, 'write', quota, now + wait - 1).ok).toBe(false);
              expect(admit(state, 'write', quota, now + wait).ok).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('counts reading and writing apart, and only what is limited', () => {
    const quota = { write: [{ calls: 1, per: 1000 }] };
    const state = count(count(newGate, 'write', quota, NOW), 'read', quota, NOW);
    expect([admit(state, 'write', quota, NOW).ok, admit(state, 'read', quota, NOW).ok]).toEqual([
      false,
      true,
    ]);
    expect(state.reads).toEqual([]);
  });

  it('does not keep more times than its longest window needs', () => {
    const quota = { write: [{ calls: 5, per: 1000 }] };
    let state = newGate;
    for (let at = 0; at < 1000; at++) state = count(state, 'write', quota, NOW + at * 200);
    expect(state.writes.length).toBeLessThanOrEqual(6);
  });
});
