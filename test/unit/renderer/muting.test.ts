import { describe, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import {
  draftOf as maintenanceDraftOf,
  maintenanceChangeOf,
  newMaintenanceOf,
  problemsOf as maintenanceProblemsOf,
  trialOf,
} from '../../../renderer/pages/alerts/muting/maintenance-draft.ts';
import { dayAt, isOf, monthAt, monthsOn, stretchOf } from '../../../renderer/pages/alerts/muting/months.ts';
import {
  daysText,
  scheduleDraft,
  scheduleOf,
  scheduleText,
} from '../../../renderer/pages/alerts/muting/schedule.ts';
import {
  draftOf,
  endOf,
  matchersOf,
  newDraft,
  newSilenceOf,
  problemsOf,
  silenceChangeOf,
} from '../../../renderer/pages/alerts/muting/silence-draft.ts';
import { localText, momentOf } from '../../../renderer/pages/alerts/muting/local-time.ts';
import type { Say } from '../../../renderer/page-key.ts';
import { mutingRoutes } from '../../../shared/api/muting-routes.ts';
import { NewMaintenance, NewSilence, type Maintenance, type Silence } from '../../../shared/api/muting.ts';

const say: Say = (key, params) => [key, ...Object.values(params ?? {})].join(' ');
const silence = mutingRoutes.getSilence.example.data as Silence;
const maintenance = mutingRoutes.getMaintenance.example.data as Maintenance;

const HOUR = 3_600_000;
const now = Date.parse('2026-11-20T09:00:00.000Z');
const disk = { name: 'mount', operator: '=' as const, value: '/volume1' };

describe('the form of a silence', () => {
  it('makes what the contract takes, from now on', () => {
    const body = newSilenceOf({ ...newDraft([disk], now), end: '4h', comment: ' scrub ' }, now);
    expect(Value.Check(NewSilence, body)).toBe(true);
    expect(body).toEqual({
      matchers: [disk],
      starts_at: null,
      ends_at: new Date(now + 4 * HOUR).toISOString(),
      comment: 'scrub',
    });
  });

  it('counts how long from when it begins, and knows an end without a time', () => {
    const later = { ...newDraft([disk], now), startsAt: localText(now + HOUR) };
    expect(endOf(later, now)).toBe(now + 2 * HOUR);
    expect(endOf({ ...later, end: 'resolved' }, now)).toBeNull();
    expect(newSilenceOf({ ...later, end: 'resolved' }, now).ends_at).toBeNull();
  });

  it('says what is wrong where it is', () => {
    expect([...problemsOf(newDraft([], now), now)]).toEqual(['matchers']);
    const draft = { ...newDraft([disk], now), end: 'at' as const };
    expect([...problemsOf({ ...draft, endsAt: localText(now - HOUR) }, now)]).toEqual(['endsAt']);
    expect([...problemsOf({ ...draft, endsAt: '' }, now)]).toEqual(['endsAt']);
    expect([...problemsOf({ ...draft, startsAt: localText(now + 3 * HOUR) }, now)]).toEqual(['endsAt']);
    expect([...problemsOf(draft, now)]).toEqual([]);
    expect([...problemsOf({ ...draft, end: 'resolved' }, now)]).toEqual([]);
  });

  it('leaves out conditions that were begun and not filled in', () => {
    const empty = { name: '', operator: '=' as const, value: '' };
    const none = { name: 'alertname', operator: '=' as const, value: '' };
    expect(matchersOf([disk, empty, none, { ...disk, name: ' disk ' }])).toEqual([
      disk,
      { ...disk, name: 'disk' },
    ]);
    // That a label is not there is a condition like others.
    expect(matchersOf([{ ...disk, value: '' }])).toHaveLength(1);
  });

  it('sends only what was changed', () => {
    const draft = draftOf(silence, now);
    expect(silenceChangeOf(silence, draft, now)).toEqual({});
    expect(silenceChangeOf(silence, { ...draft, end: 'resolved' }, now)).toEqual({ ends_at: null });
    expect(silenceChangeOf(silence, { ...draft, end: '1h', comment: 'done soon' }, now)).toEqual({
      ends_at: new Date(now + HOUR).toISOString(),
      comment: 'done soon',
    });
    expect(silenceChangeOf(silence, { ...draft, matchers: [disk] }, now)).toEqual({ matchers: [disk] });
  });
});

describe('a moment in a field', () => {
  it('is the same minute again', () => {
    expect(momentOf(localText(now))).toBe(now);
    expect(momentOf('')).toBeNull();
    expect(momentOf('soon')).toBeNull();
  });
});

describe('when maintenance comes back', () => {
  const schedules = [
    { every: 'day', at: '03:00' },
    { every: 'week', days: ['mon', 'sun'], at: '22:15' },
    { every: 'month', day: -1, at: '00:00' },
    { every: 'month', nth: -1, weekday: 'fri', at: '12:00' },
  ] as const;

  it('is the same after a form has shown it', () => {
    for (const schedule of schedules) {
      const given = 'days' in schedule ? { ...schedule, days: [...schedule.days] } : schedule;
      expect(scheduleOf(scheduleDraft(given))).toEqual(given);
    }
  });

  it('is not whole without days and a time', () => {
    expect(scheduleOf({ ...scheduleDraft(undefined), days: [] })).toBeNull();
    expect(scheduleOf({ ...scheduleDraft(undefined), at: '' })).toBeNull();
  });

  it('is said in words', () => {
    expect(scheduleText({ every: 'week', days: ['sat', 'sun'], at: '03:00' }, 'en', say)).toBe(
      'alerts.schedule.week Sat, Sun 03:00',
    );
    expect(scheduleText({ every: 'month', nth: 1, weekday: 'sun', at: '03:00' }, 'en', say)).toBe(
      'alerts.schedule.month_nth alerts.nth.1 Sunday 03:00',
    );
    expect(scheduleText({ every: 'month', day: -1, at: '03:00' }, 'en', say)).toBe(
      'alerts.schedule.month_end 03:00',
    );
  });

  it('names days in a row by the first and the last of them', () => {
    expect(daysText(['fri', 'mon', 'tue', 'wed', 'thu'], 'en', say)).toBe('alerts.from_to Mon Fri');
    expect(daysText(['mon', 'wed', 'fri'], 'en', say)).toBe('Mon, Wed, Fri');
    expect(daysText(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'en', say)).toBe('alerts.every_day');
  });
});

describe('the form of maintenance', () => {
  it('makes what the contract takes', () => {
    const draft = { ...maintenanceDraftOf(undefined, 'Europe/Berlin'), name: ' Backup ', duration: '90m' };
    const body = newMaintenanceOf(draft);
    expect(Value.Check(NewMaintenance, body)).toBe(true);
    expect(body).toMatchObject({ name: 'Backup', duration_minutes: 90, time_zone: 'Europe/Berlin' });
  });

  it('says what is wrong, and is tried without a name', () => {
    const draft = maintenanceDraftOf(undefined, 'UTC');
    expect([...maintenanceProblemsOf(draft)]).toEqual(['name']);
    expect(newMaintenanceOf(draft)).toBeNull();
    expect(trialOf(draft)).toMatchObject({ duration_minutes: 120, time_zone: 'UTC' });
    for (const duration of ['', '30s', '8d', 'long']) {
      expect([...maintenanceProblemsOf({ ...draft, name: 'x', duration })], duration).toEqual(['duration']);
      expect(trialOf({ ...draft, duration }), duration).toBeNull();
    }
  });

  it('sends only what was changed', () => {
    const draft = maintenanceDraftOf(maintenance, 'UTC');
    const same = newMaintenanceOf(draft);
    const longer = newMaintenanceOf({ ...draft, duration: '3h' });
    expect(same && maintenanceChangeOf(maintenance, same)).toEqual({});
    expect(longer && maintenanceChangeOf(maintenance, longer)).toEqual({ duration_minutes: 180 });
  });
});

describe('months of the calendar', () => {
  it('are those of the zone', () => {
    const newYear = Date.parse('2026-12-31T23:30:00.000Z');
    expect(monthAt(newYear, 'UTC')).toEqual({ year: 2026, month: 12 });
    expect(monthAt(newYear, 'Europe/Berlin')).toEqual({ year: 2027, month: 1 });
    expect(dayAt(newYear, 'Europe/Berlin')).toBe('2027-01-01');
  });

  it('follow each other over the years', () => {
    expect(monthsOn({ year: 2026, month: 12 }, 1)).toEqual({ year: 2027, month: 1 });
    expect(monthsOn({ year: 2026, month: 1 }, -1)).toEqual({ year: 2025, month: 12 });
    expect(isOf('2026-01-31', { year: 2026, month: 1 })).toBe(true);
    expect(isOf('2026-11-30', { year: 2026, month: 1 })).toBe(false);
  });

  it('are asked for with a day more on both sides, and never more than the server takes', () => {
    for (let month = 1; month <= 12; month += 1) {
      const { from, to } = stretchOf({ year: 2026, month });
      const days = (Date.parse(to) - Date.parse(from)) / (24 * HOUR);
      expect(days).toBeGreaterThanOrEqual(30);
      expect(days).toBeLessThanOrEqual(62);
    }
    expect(stretchOf({ year: 2026, month: 11 })).toEqual({
      from: '2026-10-25T00:00:00.000Z',
      to: '2026-12-08T00:00:00.000Z',
    });
  });
});
