import { describe, expect, it } from 'vitest';
import { createWords } from '../../../shared/i18n/index.ts';
import type { Say } from '../../../renderer/page-key.ts';
import { relative, span } from '../../../renderer/times.ts';

const english = createWords('en');
const chinese = createWords('zh-CN');
const inEnglish: Say = (key, params) => english.say(`page.${key}`, params);
const inChinese: Say = (key, params) => chinese.say(`page.${key}`, params);
const minute = 60_000;
const day = 24 * 60 * minute;
/** No-break spaces hold a number and its unit together. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('times as people say them', () => {
  it('takes the largest unit that fits, whole', () => {
    const said = [0, 59_999, minute, 59 * minute, 90 * minute, day - 1, 6 * day].map((ms) =>
      plain(span(ms, inEnglish)),
    );
    expect(said).toEqual(['0 s', '59 s', '1 min', '59 min', '1 h', '23 h', '6 d']);
  });

  it('tells past from future, and neither within five seconds', () => {
    const said = [-40_000, -4_999, 4_999, 4 * minute].map((distance) => plain(relative(distance, inEnglish)));
    expect(said).toEqual(['40 s ago', 'just now', 'in a moment', 'in 4 min']);
  });

  it('speaks Chinese', () => {
    expect(plain(relative(-40_000, inChinese))).toBe('40 秒前');
    expect(plain(relative(4 * minute, inChinese))).toBe('4 分钟后');
  });

  it('shows a clock that is ahead as no time at all', () => {
    expect(plain(span(-minute, inEnglish))).toBe('0 s');
  });
});
