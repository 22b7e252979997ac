import { describe, expect, it } from 'vitest';
import { onDays, weeksOf } from '../../../../shared/calendar-days.ts';

describe('the weeks of a month', () => {
  it('begin on Mondays and hold all of it', () => {
    const weeks = weeksOf(2026, 12);
    expect(weeks.map(([monday, , , , , , sunday]) => [monday, sunday])).toEqual([
      ['2026-11-30', '2026-12-06'],
      ['2026-12-07', '2026-12-13'],
      ['2026-12-14', '2026-12-20'],
      ['2026-12-21', '2026-12-27'],
      ['2026-12-28', '2027-01-03'],
    ]);
  });

  it('are four where a February fits exactly', () => {
    expect(weeksOf(2027, 2)).toHaveLength(4);
  });
});

describe('what stands on a day', () => {
  const days = ['2026-10-24', '2026-10-25', '2026-10-26'];
  const shown = (starts_at: string, ends_at: string | null, zone = 'Europe/Berlin') =>
    [...onDays([{ starts_at, ends_at }], days, zone)].map(([, list]) =>
      list.map(({ from, to }) => `${from ?? '…'}–${to ?? '…'}`).join(),
    );

  it.each([
    ['within a day', '2026-10-24T08:00:00Z', '2026-10-24T09:30:00Z', ['10:00–11:30', '', '']],
    ['over midnight of the zone', '2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z', ['22:00–…', '…–07:00', '']],
    ['until midnight', '2026-10-24T20:00:00Z', '2026-10-24T22:00:00Z', ['22:00–24:00', '', '']],
    ['a whole day of 25 hours', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', ['', '00:00–24:00', '']],
    ['days', '2026-10-20T00:00:00Z', '2026-10-26T05:00:00Z', ['…–…', '…–…', '…–06:00']],
    ['without an end', '2026-10-25T11:00:00Z', null, ['', '12:00–…', '…–…']],
    ['before', '2026-10-20T00:00:00Z', '2026-10-21T00:00:00Z', ['', '', '']],
    ['after', '2026-10-28T00:00:00Z', '2026-10-29T00:00:00Z', ['', '', '']],
    ['the end of another day', '2026-10-23T20:00:00Z', '2026-10-23T22:00:00Z', ['', '', '']],
  ])('%s', (_, from, to, expected) => {
    expect(shown(from, to)).toEqual(expected);
  });

  it('is another one in another zone', () => {
    expect(shown('2026-10-24T22:00:00Z', '2026-10-24T23:00:00Z', 'Asia/Kolkata')).toEqual([
      '',
      '03:30–04:30',
      '',
    ]);
  });
});
