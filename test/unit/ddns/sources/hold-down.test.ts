import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdDown, newTrack, type Held, type Track } from '../../../../electron/ddns/sources/hold-down.ts';

const START = Date.UTC(2026, 10, 20, 8);
const MINUTE = 60_000;
const HOUR = 3_600_000;
const settings = { manual: false, holdDownMs: MINUTE, maxPerHour: 6 };

const look = (track: Track, seen: string | null, now: number, manual = false): Held =>
  holdDown(track, seen, { ...settings, now, manual });

const agreedOn = (address: string, changes: readonly number[] = []): Track => ({
  ...newTrack,
  agreed: address,
  agreed_at: START,
  changes,
});

describe('a changed address', () => {
  it('is taken at once when it is the first ever', () => {
    const first = look(newTrack, '1.1.1.1', START);
    expect(first).toEqual({
      track: { ...newTrack, agreed: '1.1.1.1', agreed_at: START },
      address: '1.1.1.1',
      wait_ms: null,
      event: 'changed',
    });
  });

  it('waits out the hold-down and must then be seen again', () => {
    const first = look(agreedOn('1.1.1.1'), '2.2.2.2', START);
    expect(first).toMatchObject({ address: '1.1.1.1', wait_ms: MINUTE, event: 'held' });
    const early = look(first.track, '2.2.2.2', START + MINUTE - 1);
    expect(early).toMatchObject({ address: '1.1.1.1', wait_ms: 1, event: 'held' });
    expect(early.track).toBe(first.track);
    const late = look(early.track, '2.2.2.2', START + MINUTE);
    expect(late).toMatchObject({ address: '2.2.2.2', wait_ms: null, event: 'changed' });
    expect(late.track).toEqual({ ...agreedOn('2.2.2.2', [START + MINUTE]), agreed_at: START + MINUTE });
  });

  it('does not wait when somebody asked for it', () => {
    expect(look(agreedOn('1.1.1.1'), '2.2.2.2', START, true)).toMatchObject({
      address: '2.2.2.2',
      event: 'changed',
    });
  });

  it('is forgotten when the old one comes back', () => {
    const { track } = look(agreedOn('1.1.1.1'), '2.2.2.2', START);
    const back = look(track, '1.1.1.1', START + 1000);
    expect(back).toEqual({ track: agreedOn('1.1.1.1'), address: '1.1.1.1', wait_ms: null, event: null });
    expect(look(back.track, '2.2.2.2', START + 2 * MINUTE)).toMatchObject({ event: 'held', wait_ms: MINUTE });
  });

  it('begins to wait anew where a third one was seen between', () => {
    const { track } = look(agreedOn('1.1.1.1'), '2.2.2.2', START);
    const { track: other } = look(track, '3.3.3.3', START + 30_000);
    expect(look(other, '2.2.2.2', START + MINUTE)).toMatchObject({ event: 'held', wait_ms: MINUTE });
  });
});

it('an unknown address changes nothing, not even what waits', () => {
  const { track } = look(agreedOn('1.1.1.1'), '2.2.2.2', START);
  const unknown = look(track, null, START + 10_000);
  expect(unknown).toEqual({ track, address: '1.1.1.1', wait_ms: null, event: null });
  expect(unknown.track).toBe(track);
  expect(look(unknown.track, '2.2.2.2', START + MINUTE)).toMatchObject({ event: 'changed' });
});

describe('flapping', () => {
  const changes = [0, 2, 4, 6, 8, 10].map((minutes) => START + minutes * MINUTE);

  it('is told at once, and held until the hour has room', () => {
    const now = START + 12 * MINUTE;
    const held = look(agreedOn('1.1.1.1', changes), '2.2.2.2', now);
    expect(held).toMatchObject({ address: '1.1.1.1', wait_ms: 48 * MINUTE, event: 'flapping' });
    expect(look(held.track, '2.2.2.2', START + HOUR - 1)).toMatchObject({ event: 'flapping', wait_ms: 1 });
    const after = look(held.track, '2.2.2.2', START + HOUR);
    expect(after).toMatchObject({ address: '2.2.2.2', event: 'changed' });
    expect(after.track.changes).toEqual([...changes.slice(1), START + HOUR]);
  });

  it('is no flapping where the hold-down is the longer wait', () => {
    const held = look(agreedOn('1.1.1.1', changes), '2.2.2.2', START + HOUR - 1000);
    expect(held).toMatchObject({ event: 'held', wait_ms: MINUTE });
  });

  it('does not stop what somebody asked for', () => {
    const asked = look(agreedOn('1.1.1.1', changes), '2.2.2.2', START + 12 * MINUTE, true);
    expect(asked).toMatchObject({ address: '2.2.2.2', event: 'changed' });
    expect(asked.track.changes).toHaveLength(7);
  });
});

describe('a clock that is set back', () => {
  it('makes a candidate wait once more, and no longer', () => {
    const { track } = look(agreedOn('1.1.1.1'), '2.2.2.2', START);
    const back = START - 365 * 24 * HOUR;
    const held = look(track, '2.2.2.2', back);
    expect(held).toMatchObject({ event: 'held', wait_ms: MINUTE });
    expect(look(held.track, '2.2.2.2', back + MINUTE)).toMatchObject({ event: 'changed' });
  });

  it('keeps the cap for an hour at most', () => {
    const track = agreedOn(
      '1.1.1.1',
      Array.from({ length: 6 }, () => START),
    );
    const back = START - 365 * 24 * HOUR;
    const held = look(track, '2.2.2.2', back);
    expect(held).toMatchObject({ event: 'flapping', wait_ms: HOUR });
    expect(look(held.track, '2.2.2.2', back + HOUR)).toMatchObject({ event: 'changed' });
  });
});

const step = fc.record({
  seen: fc.option(fc.constantFrom('1.1.1.1', '2.2.2.2', '3.3.3.3')),
  passed: fc.oneof(fc.integer({ min: 0, max: 2 * MINUTE }), fc.integer({ min: 0, max: 2 * HOUR })),
  jump: fc.option(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), { freq: 8 }),
  manual: fc.nat({ max: 19 }).map((dice) => dice === 0),
});

describe('any sequence of looks', () => {
  it('publishes only what is seen just now, twice unless asked or first, and never waits for longer than an hour', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let track = newTrack;
        let now = START;
        let seenBefore: string | null = null;
        for (const { seen, passed, jump, manual } of steps) {
          now += passed + (jump ?? 0);
          const before = track;
          const held = look(track, seen, now, manual);
          track = held.track;
          expect(held.address).toBe(track.agreed);
          expect(track.candidate === null).toBe(track.candidate_since === null);
          expect(track.candidate).not.toBe(track.agreed ?? '');
          if (track.agreed !== before.agreed) {
            expect(track.agreed).toBe(seen);
            expect(held.event).toBe('changed');
            if (before.agreed !== null && !manual) expect(seenBefore).toBe(seen);
          } else expect(held.event).not.toBe('changed');
          if (before.agreed !== null) expect(track.agreed).not.toBeNull();
          if (held.wait_ms !== null) {
            expect(held.wait_ms).toBeGreaterThan(0);
            expect(held.wait_ms).toBeLessThanOrEqual(HOUR);
            // Seen again then, it is published.
            expect(look(track, seen, now + held.wait_ms).event).toBe('changed');
          } else expect(['changed', null]).toContain(held.event);
          if (seen !== null) seenBefore = seen;
        }
      }),
    );
  });

  it('keeps hold-down and cap where the clock only runs', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let track = newTrack;
        let now = START;
        const published: number[] = [];
        let firstSeen = { address: '', at: now };
        for (const { seen, passed } of steps) {
          now += passed % (3 * MINUTE);
          if (seen !== null && firstSeen.address !== seen) firstSeen = { address: seen, at: now };
          const before = track;
          track = look(track, seen, now).track;
          if (before.agreed === null || track.agreed === before.agreed) continue;
          expect(now - firstSeen.at).toBeGreaterThanOrEqual(MINUTE);
          published.push(now);
          expect(published.filter((at) => now - at < HOUR).length).toBeLessThanOrEqual(6);
        }
      }),
    );
  });
});
