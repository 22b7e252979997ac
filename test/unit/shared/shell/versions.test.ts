import { describe, expect, it } from 'vitest';
import { compareVersions, isWorthTelling, nextLook } from '../../../../shared/shell/versions.ts';

/** From old to new; the middle is the example of https://semver.org/#spec-item-11. */
const ascending = [
  '0.0.1',
  '0.9.0',
  '0.10.0',
  '1.0.0-0',
  '1.0.0-9',
  '1.0.0-10',
  '1.0.0-99999999999999999999',
  '1.0.0--',
  '1.0.0-B',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.1.0',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.2.0',
  '2.0.0',
  '9007199254740992.0.0',
  '9007199254740993.0.0',
] as const;

describe('versions', () => {
  it('have one order', () => {
    for (const [i, a] of ascending.entries()) {
      for (const [j, b] of ascending.entries()) {
        expect([a, b, Math.sign(compareVersions(a, b) ?? Number.NaN)]).toEqual([a, b, Math.sign(i - j)]);
      }
    }
  });

  it('are the same whatever the build, and with the v of a tag', () => {
    expect(compareVersions('1.0.0+a', '1.0.0+b.1')).toBe(0);
    expect(compareVersions('v1.2.3', '1.2.3')).toBe(0);
  });

  it.each([
    '',
    '1',
    '1.2',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-',
    '1.2.3-01',
    '1.2.3-a..b',
    '1.2.3+',
    ' 1.2.3',
    '1.2.3\n',
    '-1.2.3',
    'latest',
    `1.2.3-${'a'.repeat(100)}`,
  ])('%j is none', (text) => {
    expect(compareVersions(text, '1.0.0')).toBeNull();
    expect(compareVersions('1.0.0', text)).toBeNull();
    expect(isWorthTelling(text, '0.0.1')).toBe(false);
    expect(isWorthTelling('99.0.0', text)).toBe(false);
  });

  it.each([
    ['1.0.1', '1.0.0', true],
    ['v1.0.1', '1.0.0', true],
    ['1.0.0', '1.0.0', false],
    ['1.0.0+2', '1.0.0+1', false],
    ['0.9.9', '1.0.0', false],
    ['1.1.0-rc.1', '1.0.0', false],
    ['1.0.0-rc.2', '1.0.0-rc.1', true],
    ['1.1.0-beta', '1.0.0-rc.1', true],
    ['1.0.0', '1.0.0-rc.1', true],
  ])('%s is told to who has %s: %s', (found, present, told) => {
    expect(isWorthTelling(found, present)).toBe(told);
  });
});

describe('the next look', () => {
  const minute = 60_000;
  const hour = 60 * minute;
  const now = Date.UTC(2026, 10, 20);
  it.each([
    ['never looked', null, 0, now + 2 * minute],
    ['looked just now', now, 0, now + 24 * hour],
    ['looked an hour ago', now - hour, 0, now + 23 * hour],
    ['looked an hour ago, spread', now - hour, 0.5, now + 23.5 * hour],
    ['overdue', now - 100 * hour, 0, now + 2 * minute],
    ['due within the first minutes', now - 24 * hour + minute, 0, now + 2 * minute],
    ['looked in a future that was none', now + 1000 * hour, 0, now + 2 * minute],
    ['never looked, spread', null, 0.999_999_9, now + 2 * minute + hour - 1],
  ])('%s', (_, last, random, at) => {
    expect(nextLook(last, now, random)).toBe(at);
  });
});
