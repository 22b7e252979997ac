import { describe, expect, it } from 'vitest';
import type { CalendarEntry, Maintenance, MutingPreview, QuietHours } from '../../../../shared/api/muting.ts';
import { MOST_MAINTENANCE } from '../../../../electron/alerts/muting/maintenance.ts';
import { alertOf, startHome, type Home } from './home.ts';

const HOUR = 3_600_000;
const ms = (text: string): number => Date.parse(text);
const DISK = { alertname: 'Disk filling', mount: '/volume1' };

const nightly = {
  name: 'Scrub',
  schedule: { every: 'day', at: '02:30' },
  duration_minutes: 60,
  time_zone: 'Europe/Berlin',
};
const make = (home: Home, fields: object = {}): Promise<Maintenance> =>
  home.call<Maintenance>('POST /alerts/maintenance', { body: { ...nightly, ...fields } });
const change = (home: Home, { maintenance_id }: Maintenance, body: object): Promise<Maintenance> =>
  home.call<Maintenance>('PUT /alerts/maintenance/{maintenance_id}', { params: { maintenance_id }, body });
const quiet = (home: Home, body: object): Promise<QuietHours> =>
  home.call<QuietHours>('PUT /alerts/quiet-hours', { body });
const nights = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '22:00', to: '07:00' }];

const problem = (code: string, path?: string, keyword?: string): Error =>
  expect.objectContaining({
    code,
    ...(path === undefined ? {} : { params: expect.objectContaining({ path, keyword }) as object }),
  }) as Error;

/** Hour by hour, what becomes of an alert: `s`end, `m`ute, `d`efer. */
async function hourByHour(home: Home, hours: number, labels: Record<string, string> = DISK): Promise<string> {
  let line = '';
  for (let hour = 0; hour < hours; hour++) {
    line += home.judge(labels).kind.charAt(0);
    await home.clock.advance(HOUR);
  }
  return line;
}

describe('recurring maintenance', () => {
  it('mutes what fits while it lasts, and tells until when', async () => {
    const home = await startHome(ms('2026-05-10T00:00:00Z'));
    const made = await make(home, { matchers: { mount: '/volume1' } });
    expect(made).toMatchObject({
      active: false,
      next: { starts_at: '2026-05-10T00:30:00.000Z', ends_at: '2026-05-10T01:30:00.000Z' },
    });
    home.clock.set(ms('2026-05-10T01:00:00Z'));
    expect(home.judge(DISK)).toEqual({
      kind: 'mute',
      reason: {
        code: 'MUTED_BY_MAINTENANCE',
        params: { name: 'Scrub', until: '2026-05-10 03:30 Europe/Berlin' },
      },
      by: { kind: 'maintenance', id: made.maintenance_id },
    });
    expect(home.judge({ alertname: 'Load' }).kind).toBe('send');
    home.clock.set(ms('2026-05-10T01:30:00Z'));
    expect(home.judge(DISK).kind).toBe('send');
  });

  it('without matchers mutes everything, critical alerts too', async () => {
    const home = await startHome(ms('2026-05-10T01:00:00Z'));
    await make(home);
    expect(home.judge({ alertname: 'Load', severity: 'critical' }).kind).toBe('mute');
  });

  it('is right in the night of both changes of the clocks', async () => {
    // Every second character is one hour later in UTC; the maintenance takes two hours from 01:30 on.
    const spring = await startHome(ms('2026-03-28T22:45:00Z'));
    await make(spring, { schedule: { every: 'day', at: '01:30' }, duration_minutes: 120 });
    expect(await hourByHour(spring, 6)).toBe('ssmmss');
    const autumn = await startHome(ms('2026-10-24T21:45:00Z'));
    await make(autumn, { schedule: { every: 'day', at: '01:30' }, duration_minutes: 120 });
    expect(await hourByHour(autumn, 6)).toBe('ssmmss');
  });

  it('survives a restart, also one in the middle of it', async () => {
    const home = await startHome(ms('2026-05-10T01:00:00Z'));
    const made = await make(home);
    await home.restart();
    expect(home.judge(DISK).kind).toBe('mute');
    const [kept] = (await home.call<{ maintenance: Maintenance[] }>('GET /alerts/maintenance')).maintenance;
    expect(kept).toEqual(made);
  });

  it('follows a clock that is set back and forth', async () => {
    const home = await startHome(ms('2026-05-10T01:00:00Z'));
    await make(home);
    expect(home.judge(DISK).kind).toBe('mute');
    home.clock.set(ms('2026-05-10T00:00:00Z'));
    expect(home.judge(DISK).kind).toBe('send');
    home.clock.set(ms('2026-08-01T01:00:00Z'));
    expect(home.judge(DISK).kind).toBe('mute');
    home.clock.set(ms('2026-05-09T01:00:00Z'));
    expect(home.judge(DISK).kind).toBe('mute');
  });

  it('is changed, paused and let go, each told to the audit log', async () => {
    const home = await startHome(ms('2026-05-10T01:00:00Z'));
    const made = await make(home);
    const paused = await change(home, made, { enabled: false });
    expect(paused).toMatchObject({ enabled: false, active: false, next: null, revision: 2 });
    expect(home.judge(DISK).kind).toBe('send');
    await change(home, made, { enabled: true, time_zone: 'America/New_York' });
    expect(home.judge(DISK).kind).toBe('send');
    home.clock.set(ms('2026-05-10T07:00:00Z'));
    expect(home.judge(DISK).kind).toBe('mute');
    const { maintenance_id } = made;
    await home.call('DELETE /alerts/maintenance/{maintenance_id}', { params: { maintenance_id } });
    expect(home.judge(DISK).kind).toBe('send');
    expect(home.audit.told.map(({ action }) => action)).toEqual([
      'maintenance.create',
      'maintenance.update',
      'maintenance.update',
      'maintenance.delete',
    ]);
    await expect(change(home, made, { comment: '' })).rejects.toThrow(problem('RESOURCE_NOT_FOUND'));
  });

  it('has a name of its own, a zone that exists, and does not grow without end', async () => {
    const home = await startHome();
    await make(home);
    await expect(make(home, { name: ' Scrub ' })).rejects.toThrow(problem('MAINTENANCE_NAME_TAKEN'));
    await expect(make(home, { name: 'x', time_zone: 'Europe/Atlantis' })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'time_zone', 'time_zone'),
    );
    await expect(make(home, { name: 'x', time_zone: '+01:00' })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'time_zone', 'time_zone'),
    );
    for (let count = 1; count < MOST_MAINTENANCE; count++) await make(home, { name: String(count) });
    await expect(make(home, { name: 'x' })).rejects.toThrow(problem('MAINTENANCE_TOO_MANY'));
  });

  it('is tried before it is made: the alerts it fits and its next times', async () => {
    const home = await startHome(ms('2026-03-28T12:00:00Z'));
    home.active.push(alertOf(DISK));
    const body = { matchers: DISK, ...nightly };
    const { name: _, ...trial } = body;
    const tried = await home.call<MutingPreview>('POST /alerts/muting/preview', { body: trial });
    expect(tried.count).toBe(1);
    expect(tried.windows.slice(0, 2)).toEqual([
      { starts_at: '2026-03-29T01:30:00.000Z', ends_at: '2026-03-29T02:30:00.000Z' },
      { starts_at: '2026-03-30T00:30:00.000Z', ends_at: '2026-03-30T01:30:00.000Z' },
    ]);
    expect(tried.windows).toHaveLength(10);
    const { time_zone: __, ...noZone } = trial;
    await expect(home.call('POST /alerts/muting/preview', { body: noZone })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'time_zone', 'required'),
    );
  });
});

describe('quiet hours', () => {
  it('are off, in the zone of this machine, until somebody sets them', async () => {
    const home = await startHome(ms('2026-05-10T23:00:00Z'), 'Asia/Shanghai');
    expect(await home.call<QuietHours>('GET /alerts/quiet-hours')).toEqual({
      ...{ enabled: false, time_zone: 'Asia/Shanghai', spans: [], up_to: 'warning' },
      ...{ until: null, next: null, revision: 0, updated_at: null },
    });
    expect(home.judge(DISK).kind).toBe('send');
  });

  it('have all but critical alerts wait for one message at their end', async () => {
    const home = await startHome(ms('2026-05-10T20:30:00Z'));
    await quiet(home, { enabled: true, spans: nights });
    const until = ms('2026-05-11T05:00:00Z');
    const first = home.judge(DISK);
    expect(first).toEqual({
      kind: 'defer',
      reason: { code: 'DEFERRED_BY_QUIET_HOURS', params: { until: '2026-05-11 07:00 Europe/Berlin' } },
      until,
      digest: `quiet_hours:${String(until)}`,
    });
    await home.clock.advance(5 * HOUR);
    expect(home.judge({ alertname: 'Load', severity: 'info' })).toEqual(first);
    expect(home.judge({ ...DISK, severity: 'critical' })).toEqual({ kind: 'send' });
    home.clock.set(until);
    expect(home.judge(DISK)).toEqual({ kind: 'send' });
  });

  it('may be for info alone', async () => {
    const home = await startHome(ms('2026-05-10T20:30:00Z'));
    await quiet(home, { enabled: true, spans: nights, up_to: 'info' });
    expect(home.judge(DISK).kind).toBe('send');
    expect(home.judge({ ...DISK, severity: 'info' }).kind).toBe('defer');
  });

  it('last as the clock on the wall says in the nights of both changes', async () => {
    // From 21:45 on, hour by hour: one hour less in spring, one more in autumn.
    const spring = await startHome(ms('2026-03-28T20:45:00Z'));
    await quiet(spring, { enabled: true, spans: nights });
    expect(await hourByHour(spring, 11)).toBe('sddddddddss');
    const autumn = await startHome(ms('2026-10-24T19:45:00Z'));
    await quiet(autumn, { enabled: true, spans: nights });
    expect(await hourByHour(autumn, 12)).toBe('sdddddddddds');
  });

  it('give way to silences and maintenance, which mute and do not put off', async () => {
    const home = await startHome(ms('2026-05-11T01:00:00Z'));
    await quiet(home, { enabled: true, spans: nights });
    expect(home.judge(DISK).kind).toBe('defer');
    await make(home);
    expect(home.judge(DISK)).toMatchObject({ kind: 'mute', by: { kind: 'maintenance' } });
    await home.call('POST /alerts/silence', {
      body: { matchers: DISK, starts_at: null, ends_at: '2026-05-11T02:00:00Z' },
    });
    expect(home.judge(DISK)).toMatchObject({ kind: 'mute', by: { kind: 'silence' } });
  });

  it('survive a restart in the middle of them', async () => {
    const home = await startHome(ms('2026-05-10T20:30:00Z'));
    const set = await quiet(home, { enabled: true, spans: nights });
    expect(set).toMatchObject({ until: '2026-05-11T05:00:00.000Z', revision: 1 });
    const before = home.judge(DISK);
    await home.restart();
    expect(await home.call('GET /alerts/quiet-hours')).toEqual(set);
    expect(home.judge(DISK)).toEqual(before);
  });

  it.each([
    ['a zone that there is not', { time_zone: 'Mars/Olympus' }, 'time_zone', 'time_zone'],
    ['a span without length', { spans: [{ ...nights[0], to: '22:00' }] }, 'spans.0.to', 'quiet_span'],
    [
      'a week without a break',
      { spans: [{ ...nights[0], from: '00:00', to: '24:00' }] },
      'spans',
      'quiet_always',
    ],
  ])('refuse %s', async (_, body, path, keyword) => {
    const home = await startHome();
    await expect(quiet(home, body)).rejects.toThrow(problem('VALIDATION_ERROR', path, keyword));
    expect(home.audit.told).toEqual([]);
  });
});

describe('the calendar', () => {
  const calendar = (home: Home, query: object = {}) =>
    home.call<{ from: string; to: string; entries: CalendarEntry[]; count: number }>(
      'GET /alerts/muting/calendar',
      { query },
    );

  it('holds silences, each time of maintenance and quiet hours, the first first', async () => {
    const home = await startHome(ms('2026-05-10T12:00:00Z'));
    await quiet(home, { enabled: true, spans: [{ days: ['sun'], from: '22:00', to: '24:00' }] });
    await make(home, { schedule: { every: 'week', days: ['mon'], at: '03:00' } });
    await home.call('POST /alerts/silence', {
      body: { matchers: DISK, starts_at: null, ends_at: '2026-05-10T15:00:00Z', comment: 'New disks' },
    });
    const { entries } = await calendar(home, { to: '2026-05-17T12:00:00Z' });
    expect(entries.map(({ kind, title, starts_at, ends_at }) => [kind, title, starts_at, ends_at])).toEqual([
      ['silence', 'New disks', '2026-05-10T12:00:00.000Z', '2026-05-10T15:00:00.000Z'],
      ['quiet_hours', '', '2026-05-10T20:00:00.000Z', '2026-05-10T22:00:00.000Z'],
      ['maintenance', 'Scrub', '2026-05-11T01:00:00.000Z', '2026-05-11T02:00:00.000Z'],
    ]);
  });

  it('leaves out what never muted anything: paused maintenance, a silence that was ended before it began', async () => {
    const home = await startHome(ms('2026-05-10T12:00:00Z'));
    await make(home, { enabled: false });
    const { silence_id } = await home.call<{ silence_id: string }>('POST /alerts/silence', {
      body: { matchers: DISK, starts_at: '2026-05-10T14:00:00Z', ends_at: '2026-05-10T15:00:00Z' },
    });
    expect((await calendar(home)).count).toBe(1);
    await home.call('DELETE /alerts/silences/{silence_id}', { params: { silence_id } });
    expect((await calendar(home)).count).toBe(0);
  });

  it('has a month from now unless told, two at most, and an order of its ends', async () => {
    const home = await startHome(ms('2026-05-10T12:00:00Z'));
    expect(await calendar(home)).toMatchObject({
      from: '2026-05-10T12:00:00.000Z',
      to: '2026-06-10T12:00:00.000Z',
    });
    await expect(calendar(home, { to: '2026-08-10T12:00:00Z' })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'to', 'calendar_span'),
    );
    await expect(calendar(home, { to: '2026-05-10T12:00:00Z' })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'from', 'before_end'),
    );
    await expect(calendar(home, { from: '9999-12-31T23:59:59-10:00' })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'from', 'format'),
    );
  });
});
