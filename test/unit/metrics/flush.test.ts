import { expect, it } from 'vitest';
import { untilFlush } from '../../../electron/metrics/index.ts';

const MINUTE = 60_000;
/** A whole minute. */
const START = Date.UTC(2026, 9, 24);

it.each([
  ['the end of this minute', 0, MINUTE, 59_500],
  ['the end of the next where this one was just met', 59_500, MINUTE, MINUTE],
  ['the end of the next where the timer came a little late', 59_700, MINUTE, 59_800],
  ['the fifth minute’s end', 61_000, 5 * MINUTE, 238_500],
  ['a part of a minute where that is wanted', 3000, 10_000, 6500],
])('a flush comes at %s', (_, into, every, wait) => {
  expect(untilFlush(START + into, every)).toBe(wait);
});
