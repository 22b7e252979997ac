import { describe, expect, it } from 'vitest';
import type { MutingPreview, Silence } from '../../../../shared/api/muting.ts';
import { KEPT_MS, MOST_OPEN } from '../../../../electron/alerts/muting/silences.ts';
import { alertOf, startHome, type Home } from './home.ts';

const HOUR = 3_600_000;
const DISK = { alertname: 'Disk filling', mount: '/volume1' };
const at = (home: Home, hours: number): string => new Date(home.clock.now() + hours * HOUR).toISOString();

async function silence(
  home: Home,
  fields: { matchers?: object; starts_at?: string | null; ends_at?: string | null; comment?: string } = {},
): Promise<Silence> {
  const body = { matchers: { alertname: 'Disk filling' }, starts_at: null, ends_at: at(home, 4), ...fields };
  return home.call<Silence>('POST /alerts/silence', { body });
}

const get = (home: Home, { silence_id }: Silence): Promise<Silence> =>
  home.call<Silence>('GET /alerts/silences/{silence_id}', { params: { silence_id } });
const change = (home: Home, { silence_id }: Silence, body: object): Promise<Silence> =>
  home.call<Silence>('PUT /alerts/silences/{silence_id}', { params: { silence_id }, body });
const end = (home: Home, { silence_id }: Silence): Promise<Silence> =>
  home.call<Silence>('DELETE /alerts/silences/{silence_id}', { params: { silence_id } });
const isMuted = (home: Home, labels: Record<string, string> = DISK): boolean =>
  home.judge(labels).kind === 'mute';

const problem = (code: string, path?: string, keyword?: string): Error =>
  expect.objectContaining({
    code,
    ...(path === undefined ? {} : { params: expect.objectContaining({ path, keyword }) as object }),
  }) as Error;

describe('a silence, as Alertmanager documents it', () => {
  it('mutes an alert that fits all its matchers, whatever its severity', async () => {
    const home = await startHome();
    await silence(home, { matchers: { alertname: 'Disk filling', mount: '/volume1' } });
    expect(isMuted(home)).toBe(true);
    expect(isMuted(home, { ...DISK, severity: 'critical' })).toBe(true);
    expect(isMuted(home, { ...DISK, mount: '/volume2' })).toBe(false);
  });

  it('needs one matcher at least', async () => {
    const home = await startHome();
    await expect(silence(home, { matchers: [] })).rejects.toThrow(problem('SILENCE_FITS_ALL'));
    await expect(silence(home, { matchers: {} })).rejects.toThrow(problem('SILENCE_FITS_ALL'));
  });

  it('needs a matcher that an absent label does not fit', async () => {
    const home = await startHome();
    const everything = [
      { name: 'mount', operator: '=~', value: '.*' },
      { name: 'disk', operator: '=', value: '' },
    ];
    await expect(silence(home, { matchers: everything })).rejects.toThrow(problem('SILENCE_FITS_ALL'));
    expect(home.audit.told).toEqual([]);
  });

  it('is pending before its start, active from it on, expired at its end', async () => {
    const home = await startHome();
    const made = await silence(home, { starts_at: at(home, 1), ends_at: at(home, 2) });
    expect(made.state).toBe('pending');
    expect(isMuted(home)).toBe(false);
    await home.clock.advance(HOUR);
    expect((await get(home, made)).state).toBe('active');
    expect(isMuted(home)).toBe(true);
    await home.clock.advance(HOUR - 1);
    expect(isMuted(home)).toBe(true);
    await home.clock.advance(1);
    expect(await get(home, made)).toMatchObject({ state: 'expired', ended_by: 'time' });
    expect(isMuted(home)).toBe(false);
  });

  it('has to end in the future, and after it starts', async () => {
    const home = await startHome();
    await expect(silence(home, { ends_at: at(home, -1) })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'ends_at', 'future'),
    );
    await expect(silence(home, { starts_at: at(home, 3), ends_at: at(home, 2) })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'starts_at', 'before_end'),
    );
    await expect(silence(home, { starts_at: at(home, 2), ends_at: at(home, 2) })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'starts_at', 'before_end'),
    );
  });

  it('with a start that is past starts now', async () => {
    const home = await startHome();
    const made = await silence(home, { starts_at: at(home, -5) });
    expect(made.starts_at).toBe(at(home, 0));
  });

  it('keeps its id when only its end or its comment changes', async () => {
    const home = await startHome();
    const made = await silence(home);
    await home.clock.advance(HOUR);
    const longer = await change(home, made, { ends_at: at(home, 9), comment: 'Still at it' });
    expect(longer).toMatchObject({
      silence_id: made.silence_id,
      starts_at: made.starts_at,
      ends_at: at(home, 9),
      comment: 'Still at it',
      revision: 2,
    });
  });

  it('that is active ends when its matchers are changed, and another takes its place from now on', async () => {
    const home = await startHome();
    const made = await silence(home);
    await home.clock.advance(HOUR);
    const other = await change(home, made, { matchers: { alertname: 'Disk hot' } });
    expect(other).toMatchObject({ replaces: made.silence_id, starts_at: at(home, 0), ends_at: made.ends_at });
    expect(other.silence_id).not.toBe(made.silence_id);
    expect(await get(home, made)).toMatchObject({
      state: 'expired',
      ended_by: 'change',
      ends_at: at(home, 0),
    });
    expect(isMuted(home)).toBe(false);
    expect(isMuted(home, { alertname: 'Disk hot' })).toBe(true);
  });

  it('that is active ends when its start is changed', async () => {
    const home = await startHome();
    const made = await silence(home);
    const later = await change(home, made, { starts_at: at(home, 2) });
    expect(later).toMatchObject({ replaces: made.silence_id, state: 'pending' });
    expect((await get(home, made)).state).toBe('expired');
    expect(isMuted(home)).toBe(false);
  });

  it('that is pending keeps its id when its times change to others to come', async () => {
    const home = await startHome();
    const made = await silence(home, { starts_at: at(home, 2) });
    const moved = await change(home, made, { starts_at: at(home, 1), ends_at: at(home, 3) });
    expect(moved).toMatchObject({ silence_id: made.silence_id, state: 'pending', replaces: null });
  });

  it('that has expired comes back as another one', async () => {
    const home = await startHome();
    const made = await silence(home);
    await home.clock.advance(5 * HOUR);
    await expect(change(home, made, { comment: 'Again' })).rejects.toThrow(
      problem('VALIDATION_ERROR', 'ends_at', 'future'),
    );
    const again = await change(home, made, { ends_at: at(home, 1) });
    expect(again).toMatchObject({ replaces: made.silence_id, state: 'active', starts_at: at(home, 0) });
    expect(await get(home, made)).toMatchObject({ ended_by: 'time', ends_at: made.ends_at });
  });

  it('is expired at once by deleting it, and stays to be seen; again changes nothing', async () => {
    const home = await startHome();
    const made = await silence(home);
    await home.clock.advance(HOUR);
    const gone = await end(home, made);
    expect(gone).toMatchObject({ state: 'expired', ended_by: 'person', ends_at: at(home, 0) });
    expect(isMuted(home)).toBe(false);
    await home.clock.advance(HOUR);
    expect(await end(home, made)).toEqual(gone);
    expect(home.audit.told.map(({ action }) => action)).toEqual(['silence.create', 'silence.end']);
  });

  it('that is deleted before its start never mutes', async () => {
    const home = await startHome();
    const made = await silence(home, { starts_at: at(home, 1) });
    expect(await end(home, made)).toMatchObject({ starts_at: at(home, 0), ends_at: at(home, 0) });
    await home.clock.advance(2 * HOUR);
    expect(isMuted(home)).toBe(false);
  });

  it('that expired is forgotten after its time of keeping', async () => {
    const home = await startHome();
    const made = await silence(home);
    home.clock.set(Date.parse(made.ends_at ?? '') + KEPT_MS - 15_001);
    await home.clock.advance(15_000);
    expect((await get(home, made)).state).toBe('expired');
    home.clock.set(Date.parse(made.ends_at ?? '') + KEPT_MS);
    await home.clock.advance(15_000);
    await expect(get(home, made)).rejects.toThrow(problem('RESOURCE_NOT_FOUND'));
    await home.restart();
    await expect(get(home, made)).rejects.toThrow(problem('RESOURCE_NOT_FOUND'));
  });

  it('survives a restart in every state', async () => {
    const home = await startHome();
    const [active, pending, over] = [
      await silence(home, { comment: 'now' }),
      await silence(home, { matchers: { alertname: 'Disk hot' }, starts_at: at(home, 1) }),
      await end(home, await silence(home, { matchers: { alertname: 'RAID' } })),
    ];
    await home.restart();
    expect(await get(home, active)).toEqual(active);
    expect(await get(home, pending)).toEqual(pending);
    expect(await get(home, over)).toEqual(over);
    expect(isMuted(home)).toBe(true);
    expect(isMuted(home, { alertname: 'RAID' })).toBe(false);
    await home.clock.advance(HOUR);
    expect(isMuted(home, { alertname: 'Disk hot' })).toBe(true);
  });

  it('knows who made it, and tells the audit log with the change', async () => {
    const home = await startHome();
    const made = await silence(home, { comment: 'New disks' });
    expect(made.created_by).toBe('ada');
    expect(home.audit.told).toEqual([
      {
        action: 'silence.create',
        target_id: made.silence_id,
        payload: expect.objectContaining({ comment: 'New disks' }) as object,
      },
    ]);
    home.audit.fail(new Error('The key is away'));
    await expect(silence(home)).rejects.toThrow('The key is away');
    await expect(end(home, made)).rejects.toThrow('The key is away');
    expect(isMuted(home)).toBe(true);
  });

  it('among several that fit, the one that ends last is named', async () => {
    const home = await startHome();
    await silence(home, { ends_at: at(home, 1) });
    const last = await silence(home, { ends_at: at(home, 3), matchers: { mount: '/volume1' } });
    await silence(home, { ends_at: at(home, 2) });
    expect(home.judge(DISK)).toEqual({
      kind: 'mute',
      reason: { code: 'MUTED_BY_SILENCE', params: { by: 'ada', matchers: 'mount="/volume1"' } },
      by: { kind: 'silence', id: last.silence_id },
    });
  });
});

describe('a silence until its alerts are resolved', () => {
  it('ends when the last of them is, and not before', async () => {
    const home = await startHome();
    home.active.push(alertOf(DISK), alertOf({ ...DISK, mount: '/volume2' }));
    const made = await silence(home, { ends_at: null });
    expect(made).toMatchObject({ state: 'active', ends_at: null, muted_alerts: 2 });
    await home.clock.advance(10 * HOUR);
    home.active.pop();
    await home.clock.advance(HOUR);
    expect((await get(home, made)).state).toBe('active');
    home.active.pop();
    await home.clock.advance(15_000);
    expect(await get(home, made)).toMatchObject({ state: 'expired', ended_by: 'resolved' });
    expect(isMuted(home)).toBe(false);
    await home.restart();
    expect(await get(home, made)).toMatchObject({ state: 'expired', ended_by: 'resolved' });
  });

  it('goes on over a restart while they fire', async () => {
    const home = await startHome();
    home.active.push(alertOf(DISK));
    const made = await silence(home, { ends_at: null });
    await home.restart();
    await home.clock.advance(HOUR);
    expect((await get(home, made)).state).toBe('active');
  });

  it('needs one of them, or it would have nothing to wait for', async () => {
    const home = await startHome();
    home.active.push(alertOf({ alertname: 'Disk hot' }));
    await expect(silence(home, { ends_at: null })).rejects.toThrow(problem('SILENCE_NOTHING_ACTIVE'));
  });

  it('may be given an end afterwards', async () => {
    const home = await startHome();
    home.active.push(alertOf(DISK));
    const made = await silence(home, { ends_at: null });
    expect(await change(home, made, { ends_at: at(home, 1) })).toMatchObject({
      silence_id: made.silence_id,
      ends_at: at(home, 1),
    });
    home.active.pop();
    await home.clock.advance(HOUR / 2);
    expect(isMuted(home)).toBe(true);
  });
});

describe('silences', () => {
  it('follow a clock that is set back and forth', async () => {
    const home = await startHome();
    const start = home.clock.now();
    await silence(home, { ends_at: at(home, 1) });
    home.clock.set(start + 2 * HOUR);
    await home.clock.advance(15_000);
    expect(isMuted(home)).toBe(false);
    home.clock.set(start + HOUR / 2);
    await home.clock.advance(15_000);
    expect(isMuted(home)).toBe(true);
  });

  it('are listed newest first, by state and page by page', async () => {
    const home = await startHome();
    const first = await silence(home);
    await home.clock.advance(10);
    const second = await silence(home, { starts_at: at(home, 1) });
    const list = (query: object) =>
      home.call<{ silences: Silence[]; count: number }>('GET /alerts/silences', { query });
    expect((await list({})).silences).toEqual([second, first]);
    expect((await list({ state: 'pending' })).silences).toEqual([second]);
    expect((await list({ limit: 1, offset: 1 })).silences).toEqual([first]);
    expect((await list({ state: 'expired' })).count).toBe(0);
  });

  it('are no more than can be judged quickly, changed ones not counted twice', async () => {
    const home = await startHome();
    let last: Silence | null = null;
    for (let made = 0; made < MOST_OPEN; made++) last = await silence(home);
    await expect(silence(home)).rejects.toThrow(problem('SILENCE_TOO_MANY'));
    if (last) await change(home, last, { matchers: { alertname: 'Disk hot' } });
    await expect(silence(home)).rejects.toThrow(problem('SILENCE_TOO_MANY'));
    await home.clock.advance(4 * HOUR);
    expect((await silence(home)).state).toBe('active');
  });

  it('write nothing while nothing changes', async () => {
    const home = await startHome();
    home.active.push(alertOf(DISK));
    const made = await silence(home, { ends_at: null });
    await home.clock.advance(24 * HOUR);
    expect(await get(home, made)).toEqual(made);
  });

  it('are tried before they are made: which active alerts, and what mutes these already', async () => {
    const home = await startHome();
    home.active.push(alertOf(DISK), alertOf({ ...DISK, mount: '/volume2' }), alertOf({ alertname: 'Load' }));
    await silence(home, { matchers: { mount: '/volume2' } });
    const tried = await home.call<MutingPreview>('POST /alerts/muting/preview', {
      body: { matchers: [{ name: 'alertname', operator: '=~', value: 'Disk.*' }] },
    });
    expect(tried).toMatchObject({ count: 2, active: 3, windows: [] });
    expect(tried.alerts.map(({ labels, muted }) => [labels['mount'], muted?.code ?? null])).toEqual([
      ['/volume1', null],
      ['/volume2', 'MUTED_BY_SILENCE'],
    ]);
    expect(tried.alerts[1]?.muted?.message).toContain('ada');
  });
});
