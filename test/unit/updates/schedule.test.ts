import { expect, it } from 'vitest';
import { nothingFound, type Finding } from '../../../electron/updates/model.ts';
import { after, isDue, mayAsk } from '../../../electron/updates/schedule.ts';

const now = Date.UTC(2026, 10, 20, 8);
const hour = 3_600_000;
const day = 24 * hour;
const finding = (change: Partial<Finding> = {}): Finding => ({ ...nothingFound('a/b'), ...change });

it.each([
  ['nobody was asked', {}, true],
  ['it is time', { next_at: now }, true],
  ['it is not', { next_at: now + 1 }, false],
  ['it is, but they asked to be left alone', { next_at: now, held_until: now + hour }, false],
  ['the clock was set back by a month', { asked_at: now + 30 * day, next_at: now + 31 * day }, true],
])('is due or not where %s', (_, change, due) => {
  expect(isDue(finding(change), now)).toBe(due);
});

it.each([
  ['never', {}, true],
  ['a minute ago', { asked_at: now - 60_000 }, true],
  ['just now', { asked_at: now - 59_999 }, false],
  ['in a time to come', { asked_at: now + hour }, true],
  ['long ago, but they asked to be left alone', { asked_at: now - day, held_until: now + 1 }, false],
])('may ask for a person where it was asked %s', (_, change, may) => {
  expect(mayAsk(finding(change), now)).toBe(may);
});

it('spreads looks over a tenth of the day', () => {
  const next = (random: number) => after(finding(), { kind: 'unchanged' }, now, random).next_at;
  expect(next(0)).toBe(now + day);
  expect(next(0.5)).toBe(now + 1.05 * day);
});

it('keeps what was known where nothing was learned', () => {
  const release = { version: '1.0.0', tag: 'v1.0.0', published_at: null };
  const known = finding({ release, etag: '"x"', held_until: now - 1 });
  const reason = { code: 'UPDATES_REFUSED', params: { status: 500 } };
  const failed = after(known, { kind: 'unknown', reason, soon: true, held_ms: 0 }, now, 0);
  expect(failed).toEqual({
    ...known,
    ...{ reason, asked_at: now, next_at: now + hour, held_until: null },
  });
  expect(after(failed, { kind: 'unchanged' }, now, 0)).toMatchObject({ release, etag: '"x"', reason: null });
  const held = after(known, { kind: 'unknown', reason, soon: true, held_ms: 3 * hour }, now, 0);
  expect(held).toMatchObject({ held_until: now + 3 * hour, next_at: now + 3 * hour });
});
