import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingOf, type Reading } from '../../../electron/alerts/engine/finding.ts';
import {
  acknowledge,
  CALM,
  dismiss,
  FLAPS,
  fresh,
  isFiring,
  QUIET,
  shift,
  step,
  type State,
} from '../../../electron/alerts/engine/step.ts';
import { fits, isAbout } from '../../../electron/alerts/rules/glob.ts';
import type { Terms } from '../../../electron/alerts/rules/rule.ts';

const terms: Terms = {
  condition: '>',
  threshold: 90,
  clear_threshold: null,
  for_seconds: 0,
  keep_firing_seconds: 0,
  after_well: false,
  no_data: 'keep',
  no_data_seconds: 300,
  cooldown_minutes: 0,
};
const MINUTE = 60_000;
const START = 1_000_000_000;

/** Plays `[minutes, value]` in turn; `null`: nothing came. Answers the phase after each. */
function play(
  rule: Terms,
  moments: readonly (readonly [number, number | null])[],
  begin: State = fresh,
): { phases: string[]; state: State } {
  let state = begin;
  let reading: Reading = { value: null, at: START, gap: 0 };
  const phases: string[] = [];
  for (const [minutes, value] of moments) {
    const now = START + minutes * MINUTE;
    if (value !== null) reading = { value, at: now, gap: MINUTE };
    state = step(rule, state, findingOf(rule, isFiring(state), reading, now), now);
    phases.push(state.phase);
  }
  return { phases, state };
}

describe('a rule on one object', () => {
  it('fires at once without a time to wait, and is over with the first good value', () => {
    expect(
      play(terms, [
        [0, 50],
        [1, 91],
        [2, 90],
      ]).phases,
    ).toEqual(['inactive', 'firing', 'inactive']);
  });

  it('waits for as long as it is told, and begins anew after a good value', () => {
    const rule = { ...terms, for_seconds: 300 };
    const { phases } = play(rule, [
      [0, 95],
      [4, 95],
      [5, 80],
      [6, 95],
      [10, 95],
      [11, 95],
    ]);
    expect(phases).toEqual(['pending', 'pending', 'inactive', 'pending', 'pending', 'firing']);
  });

  it('keeps firing until it has been well for as long as it is told', () => {
    const rule = { ...terms, keep_firing_seconds: 300 };
    const { phases } = play(rule, [
      [0, 95],
      [1, 80],
      [5, 80],
      [5.5, 95],
      [6, 80],
      [10.9, 80],
      [11, 80],
    ]);
    expect(phases).toEqual(['firing', 'firing', 'firing', 'firing', 'firing', 'firing', 'inactive']);
  });

  it('is well again only beyond the clear threshold', () => {
    const above = { ...terms, clear_threshold: 85 };
    expect(
      play(above, [
        [0, 88],
        [1, 91],
        [2, 86],
        [3, 85],
      ]).phases,
    ).toEqual(['inactive', 'firing', 'firing', 'inactive']);
    const below = { ...terms, condition: '<' as const, threshold: 14, clear_threshold: 20 };
    expect(
      play(below, [
        [0, 15],
        [1, 13],
        [2, 19],
        [3, 20],
      ]).phases,
    ).toEqual(['inactive', 'firing', 'firing', 'inactive']);
  });

  it.each([
    ['>', 91, 90],
    ['>=', 90, 89],
    ['<', 89, 90],
    ['<=', 90, 91],
    ['==', 90, 91],
    ['!=', 91, 90],
  ] as const)('compares by %s', (condition, bad, well) => {
    const rule = { ...terms, condition };
    expect(play(rule, [[0, bad]]).phases).toEqual(['firing']);
    expect(play(rule, [[0, well]]).phases).toEqual(['inactive']);
  });

  it('treats what is missing as told: well, as it was, or bad', () => {
    const missing = [
      [0, 95],
      [4, null],
      [5.1, null],
    ] as const;
    expect(play({ ...terms, no_data: 'ok' }, missing).phases).toEqual(['firing', 'firing', 'inactive']);
    expect(play({ ...terms, no_data: 'keep' }, missing).phases).toEqual(['firing', 'firing', 'firing']);
    const never = [
      [0, 50],
      [4, null],
      [5.1, null],
    ] as const;
    expect(play({ ...terms, no_data: 'alert' }, never).phases).toEqual(['inactive', 'inactive', 'firing']);
    expect(play({ ...terms, no_data: 'ok' }, never).phases).toEqual(['inactive', 'inactive', 'inactive']);
  });

  it('does not miss what is measured seldom', () => {
    const hourly = { value: 50, at: START, gap: 60 * MINUTE };
    const rule = { ...terms, no_data: 'alert' as const };
    expect(findingOf(rule, false, hourly, START + 179 * MINUTE)).toBe('well');
    expect(findingOf(rule, false, hourly, START + 181 * MINUTE)).toBe('bad');
  });

  it('leaves alone what was never well, where it is told so', () => {
    const rule = { ...terms, condition: '==' as const, threshold: 0, after_well: true };
    expect(
      play(rule, [
        [0, 0],
        [60, 0],
        [61, 1],
        [62, 0],
      ]).phases,
    ).toEqual(['inactive', 'inactive', 'inactive', 'firing']);
  });

  it('is acknowledged while it fires and by nothing else, and ends like any other', () => {
    expect(acknowledge(fresh)).toBe(fresh);
    const { state } = play(terms, [[0, 95]]);
    const noted = acknowledge(state);
    expect(noted.phase).toBe('acknowledged');
    const later = (minutes: number, value: number) => play(terms, [[minutes, value]], noted).state;
    expect(later(1, 96)).toBe(noted);
    expect(later(1, 10).phase).toBe('inactive');
  });

  it('that was called done fires anew where it is not, but not at once', () => {
    const { state } = play(terms, [[0, 95]]);
    const done = dismiss(terms, state, START);
    expect(done.phase).toBe('inactive');
    const { phases } = play(
      terms,
      [
        [1, 95],
        [QUIET / MINUTE - 0.1, 95],
        [QUIET / MINUTE, 95],
      ],
      done,
    );
    expect(phases).toEqual(['pending', 'pending', 'firing']);
    // Once it was well, it fires like any other.
    expect(
      play(
        terms,
        [
          [1, 95],
          [2, 80],
          [3, 95],
        ],
        done,
      ).phases,
    ).toEqual(['pending', 'inactive', 'firing']);
  });

  it('flaps when it fires too often, and is then one alert until it is calm', () => {
    const bounces = Array.from(
      { length: FLAPS * 2 - 1 },
      (_, index) => [index * 2, index % 2 === 0 ? 95 : 10] as const,
    );
    const { state } = play(terms, bounces);
    expect(state).toMatchObject({ phase: 'firing', flapping: true });
    const from = FLAPS * 4;
    const more = play(
      terms,
      [
        [from, 10],
        [from + 5, 95],
        [from + 6, 10],
        [from + 6 + CALM / MINUTE - 1, 10],
        [from + 6 + CALM / MINUTE, 10],
      ],
      state,
    );
    expect(more.phases).toEqual(['firing', 'firing', 'firing', 'firing', 'inactive']);
    expect(more.state.flapping).toBe(false);
  });

  it('does not count time in which the clock was set', () => {
    const rule = { ...terms, for_seconds: 300 };
    const { state } = play(rule, [[0, 95]]);
    const day = 24 * 60 * MINUTE;
    expect(step(rule, shift(state, day), 'bad', START + day + 299_000).phase).toBe('pending');
    expect(step(rule, shift(state, day), 'bad', START + day + 300_000).phase).toBe('firing');
    expect(step(rule, shift(state, -day), 'bad', START - day + 299_000).phase).toBe('pending');
  });

  it('never fires before its time and never ends before its own', () => {
    const value = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 60 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 0, max: 10 }),
        (values, wait, keep) => {
          const rule = { ...terms, for_seconds: wait * 60, keep_firing_seconds: keep * 60 };
          const { phases } = play(
            rule,
            values.map((one, index) => [index, one] as const),
          );
          for (const [index, phase] of phases.entries()) {
            const before = phases[index - 1] ?? 'inactive';
            if (phase === 'firing' && before !== 'firing') {
              expect(values.slice(index - wait, index + 1).every((one) => one > 90)).toBe(true);
            }
            if (phase !== 'firing' && before === 'firing') {
              expect(values.slice(index - keep, index + 1).every((one) => one <= 90)).toBe(true);
            }
          }
        },
      ),
    );
  });
});

describe('patterns of objects', () => {
  it.each([
    ['*', '/volume1', true],
    ['/volume?', '/volume1', true],
    ['/volume?', '/volume10', false],
    ['/mnt/*/data', '/mnt/a/b/data', true],
    ['*.service', 'ssh.service', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['', '', true],
    ['[a]', '[a]', true],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });

  it('name what a rule is about and what it is not, by any of its names', () => {
    const names = ['0198f3a0', 'The page of the NAS'];
    expect(isAbout({ include: [], exclude: [] }, names)).toBe(true);
    expect(isAbout({ include: ['The page*'], exclude: [] }, names)).toBe(true);
    expect(isAbout({ include: ['other*'], exclude: [] }, names)).toBe(false);
    expect(isAbout({ include: [], exclude: ['0198*'] }, names)).toBe(false);
  });
});
