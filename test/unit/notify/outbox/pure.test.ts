/** The pure parts: cutting, waiting, limits, times, routes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asked, backoff, LONGEST_WAIT_MS, throttle } from '../../../../electron/notify/backoff.ts';
import { cut } from '../../../../electron/notify/cut.ts';
import { CRITICAL_WAIT, dueOf, reminderDueOf } from '../../../../electron/notify/due.ts';
import { ExpressionError, readMatcher } from '../../../../electron/kernel/matcher.ts';
import { longestOf, waitFor } from '../../../../electron/notify/rate.ts';
import { compose } from '../../../../electron/notify/words.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import type { Notice } from '../../../../shared/notice.ts';

describe('a text that is cut', () => {
  const units = ['characters', 'bytes'] as const;
  const lengthOf = (text: string, unit: (typeof units)[number]) =>
    unit === 'bytes' ? Buffer.byteLength(text) : text.length;

  it('fits, begins as the whole one did, and ends at a whole character', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 80 }), fc.constantFrom(...units), (whole, most, unit) => {
        const short = cut(whole, most, unit);
        expect(lengthOf(short, unit)).toBeLessThanOrEqual(most);
        if (lengthOf(whole, unit) <= most) expect(short).toBe(whole);
        else if (short !== '') {
          const kept = short.slice(0, -1);
          expect(whole.startsWith(kept)).toBe(true);
          const ends = [...new Intl.Segmenter().segment(whole)].map(
            ({ index, segment }) => index + segment.length,
          );
          expect(kept === '' || ends.includes(kept.length)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['👨‍👩‍👧‍👦 family', 12, 'characters', '👨‍👩‍👧‍👦…'],
    ['👨‍👩‍👧‍👦 family', 9, 'characters', '…'],
    ['磁盘已满', 10, 'bytes', '磁盘…'],
    ['𝒳𝒴𝒵', 4, 'characters', '𝒳…'],
    ['abc', 2, 'bytes', ''],
    ['abc', null, 'bytes', 'abc'],
  ] as const)('%s at %s %s is %s', (whole, most, unit, short) => {
    expect(cut(whole, most, unit)).toBe(short);
  });
});

describe('the wait after a failure', () => {
  it('grows up to a quarter of an hour, and is spread over the whole of it', () => {
    expect([1, 2, 3, 20, 2000].map((failures) => backoff(failures, 0.9999))).toEqual([
      9999, 19998, 39996, 899910, 899910,
    ]);
    expect(backoff(5, 0)).toBe(1000);
    expect(backoff(5, 0.5)).toBe(80_000);
  });

  it('is what a service asks for, within reason', () => {
    expect([undefined, 0, 90_000, 1e12].map(throttle)).toEqual([60_000, 1000, 90_000, LONGEST_WAIT_MS]);
    expect([undefined, 5].map(asked)).toEqual([0, 5]);
  });
});

describe('the limits of a channel', () => {
  it('hold in every window, however messages come', () => {
    const rate = fc.record({
      messages: fc.integer({ min: 1, max: 5 }),
      per: fc.integer({ min: 1, max: 100 }),
    });
    const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 3 }), gaps, (rates, waits) => {
        const sent: number[] = [];
        let now = 0;
        for (const gap of waits) {
          now += gap;
          now += waitFor(
            rates,
            sent.filter((at) => at > now - longestOf(rates)),
            now,
          );
          sent.push(now);
        }
        for (const { messages, per } of rates) {
          for (const at of sent) {
            expect(sent.filter((other) => other > at - per && other <= at).length).toBeLessThanOrEqual(
              messages,
            );
          }
        }
      }),
    );
  });

  it('do not wait for a clock that was set back', () => {
    expect(waitFor([{ messages: 1, per: 1000 }], [5_000_000], 0)).toBe(1000);
  });
});

describe('the time of a group', () => {
  const gathering = { wait: 30_000, interval: 300_000 };
  it.each([
    ['the first', 'warning', null, 1000, 31_000],
    ['of a group told just now', 'warning', 0, 1000, 300_000],
    ['of a group told long ago', 'warning', 0, 900_000, 930_000],
    ['critical', 'critical', 0, 1000, 1000 + CRITICAL_WAIT],
    ['after the clock was set back', 'warning', 9_000_000, 1000, 31_000],
  ] as const)('%s', (_, severity, flushed, now, due) => {
    expect(dueOf(severity, gathering, flushed, now)).toBe(due);
  });

  it('of a reminder is after the repeat interval', () => {
    expect(reminderDueOf(31_000, 0, 100_000, 1000)).toBe(100_000);
    expect(reminderDueOf(231_000, 0, 100_000, 201_000)).toBe(231_000);
    expect(reminderDueOf(31_000, 9_000_000, 100_000, 1000)).toBe(101_000);
  });
});

describe('a matcher', () => {
  it.each([
    ['=', 'a', 'a', true],
    ['=', '', '', true],
    ['!=', 'a', '', true],
    ['=~', 'a|b', 'b', true],
    ['=~', 'a', 'ab', false],
    ['!~', 'a.*', 'ab', false],
    ['!~', 'a.*', 'ba', true],
  ] as const)('%s %s holds for "%s": %s', (operator, value, found, holds) => {
    expect(readMatcher({ operator, value })(found)).toBe(holds);
  });

  it.each(['(', '(a{500}){500}', '(?=a)'])('refuses %s', (value) => {
    expect(() => readMatcher({ operator: '=~', value })).toThrow(ExpressionError);
  });
});

describe('words', () => {
  const notice = (more: Partial<Notice> = {}): Notice => ({
    ...{ key: 'k', subject: 's', kind: 'firing', severity: 'warning', at: 1, page: '/alerts/1', alert: null },
    labels: { a: '1', b: '2' },
    title: { code: 'verbatim', params: { text: '硬盘 {{name}} $t(x)' } },
    lines: [],
    ...more,
  });
  const parts = {
    ...{
      key: 'd',
      still: [],
      isDigest: false,
      options: {},
      pageUrl: 'https://nas.lan',
      language: 'zh-CN' as const,
    },
    limits: { title: 20, body: 50, unit: 'characters' as const, rate: [] },
  };

  it('are in the language of the channel, and take nothing that somebody typed for a template', () => {
    const one = compose({ ...parts, notices: [notice()] }, createWords('zh-CN'));
    expect(one).toMatchObject({ title: '硬盘 {{name}} $t(x)', body: '', url: 'https://nas.lan/alerts/1' });
    const many = compose(
      {
        ...parts,
        notices: [
          notice(),
          notice({ subject: 't', kind: 'resolved', severity: 'critical', labels: { a: '1' } }),
        ],
      },
      createWords('zh-CN'),
    );
    expect(many).toMatchObject({
      ...{ title: '告警：1 条触发，1 条恢复', severity: 'critical', labels: { a: '1' } },
      url: 'https://nas.lan/alerts',
    });
    expect(many.body.length).toBeLessThanOrEqual(50);
  });
});
