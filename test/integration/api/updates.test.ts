/** Updates, pauses, plan, history and jobs over the API. */
import { describe, expect, it } from 'vitest';
import type { HistoryEntry, PlannedStep, UpdateResult } from '../../../shared/api/ddns.ts';
import type { Job } from '../../../shared/api/jobs.ts';
import { addHost, outcome, startHome, statusOf } from './home.ts';

const home = startHome();

const update = async (path: string, body?: object): Promise<UpdateResult> =>
  (await home().api.call<UpdateResult>('POST', path, body)).data;

describe.each(['/ddns/update', '/ddns/manual-update'])('%s', (path) => {
  it('changes nothing where all is right, and says so', async () => {
    await update(path);
    expect(await update(path)).toMatchObject({
      joined: false,
      forced: false,
      changed: 0,
      failed: 0,
      changes: [],
    });
  });

  it.each([
    ['the query', '?force=true', undefined],
    ['the body', '', { force: true }],
    ['the query, which wins over the body', '?force=true', { force: false }],
  ])('writes again what is right when that is asked for in %s', async (_where, query, body) => {
    const result = await update(`${path}${query}`, body);
    expect(result.forced).toBe(true);
    expect(result.changed).toBeGreaterThan(0);
    expect(new Set(result.changes.map((row) => row.result))).toEqual(new Set(['refreshed']));
    expect(new Set(result.changes.map((row) => row.trigger))).toEqual(new Set(['manual']));
  });

  it.each([{ force: 'true' }, { force: 1 }, { now: true }, []])('does not take %j', async (body) => {
    expect(outcome(await home().api.call('POST', path, body))).toEqual([400, 'VALIDATION_ERROR']);
  });
});

it('updates that are asked for at once are one update', async () => {
  const { api } = home();
  for (let at = 0; at < 30; at++) await addHost(api, { name: `n${String(at)}.home.arpa` });
  const results = await Promise.all(Array.from({ length: 6 }, () => update('/ddns/update?force=true')));
  const jobs = new Set(results.map(({ job_id: id }) => id));
  expect(results.filter(({ joined }) => !joined)).toHaveLength(jobs.size);
  expect(jobs.size).toBeLessThan(results.length);
});

it('the job of an update is told after its end', async () => {
  const { api } = home();
  const result = await update('/ddns/update?force=true');
  const { data: job } = await api.call<Job>('GET', `/jobs/${result.job_id}`);
  expect(job).toMatchObject({ kind: 'ddns.update', state: 'succeeded', progress: 1, reason: null });
  expect(job.result).toMatchObject({ changed: result.changed, failed: 0, forced: true });
  expect(job.finished_at).not.toBeNull();
});

describe('pausing', () => {
  const pause = (body?: object) =>
    home().api.call<{ paused_since: string; paused_until: string | null }>('POST', '/ddns/pause', body);

  it('holds until resumed, unless told', async () => {
    const { api } = home();
    expect((await pause()).data.paused_until).toBeNull();
    expect(await statusOf(api)).toMatchObject({ ddns_enabled: false, state: 'paused', paused_until: null });
    expect((await api.call('POST', '/ddns/resume')).data).toEqual({ paused_since: null, paused_until: null });
    expect(await statusOf(api)).toMatchObject({ ddns_enabled: true, paused_since: null });
  });

  it('holds for minutes', async () => {
    const { data } = await pause({ minutes: 90 });
    const { paused_since: since, paused_until: until } = data;
    expect(Date.parse(until ?? '') - Date.parse(since)).toBe(90 * 60_000);
  });

  it('holds until a moment, in whichever zone it is written', async () => {
    const { data } = await pause({ until: '2999-01-01T02:00:00+02:00' });
    expect(data.paused_until).toBe('2999-01-01T00:00:00.000Z');
    expect((await statusOf(home().api)).paused_until).toBe(data.paused_until);
  });

  it.each([
    { until: '2020-01-01T00:00:00Z' },
    { until: 'tomorrow' },
    { until: '2999-02-30T00:00:00Z' },
    { minutes: 0 },
    { minutes: 525_601 },
    { minutes: '5' },
    { hours: 1 },
  ])('with %j is refused', async (body) => {
    expect(outcome(await pause(body))).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('does not keep from updating by hand', async () => {
    await pause();
    expect((await update('/ddns/update?force=true')).changed).toBeGreaterThan(0);
    expect((await statusOf(home().api)).ddns_enabled).toBe(false);
    await home().api.call('POST', '/ddns/resume');
  });
});

it('the plan tells what an update would do, and does nothing', async () => {
  const { api } = home();
  await update('/ddns/update');
  const plan = async () =>
    (await api.call<{ steps: PlannedStep[]; count: number; changes: number }>('GET', '/ddns/plan')).data;
  const { steps, count, changes } = await plan();
  expect([count, changes]).toEqual([steps.length, 0]);
  const total = async () => (await api.call('GET', '/ddns/history')).pagination?.total;
  const before = await total();
  await plan();
  expect(await total()).toBe(before);
});

describe('the history', () => {
  const read = (query = '') =>
    home().api.call<{ history: HistoryEntry[]; count: number }>('GET', `/ddns/history?${query}`);

  it('is told newest first', async () => {
    await update('/ddns/update?force=true');
    const { history, count } = (await read('limit=1000')).data;
    expect(count).toBe(history.length);
    const times = history.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort().reverse());
    expect(history.at(-1)?.result).toBe('created');
    expect(history[0]).toMatchObject({ result: 'refreshed', trigger: 'manual', reason: null });
  });

  it('has pages, asked for in any of three ways', async () => {
    const all = (await read('limit=1000')).data.history;
    for (const query of ['limit=3&offset=3', 'page=2&size=3', 'page=2&per_page=3']) {
      const { data, pagination } = await read(query);
      expect(data.history, query).toEqual(all.slice(3, 6));
      expect(pagination).toMatchObject({ limit: 3, offset: 3, page: 2, total: all.length });
    }
  });

  it('is narrowed to one name and one result', async () => {
    const { api } = home();
    const [host] = (await statusOf(api)).hosts;
    const id = host?.host_id ?? '';
    const { history } = (await read(`host_id=${id}&result=created`)).data;
    expect(history.length).toBeGreaterThan(0);
    for (const row of history)
      expect(row).toMatchObject({ host_id: id, host: host?.name, result: 'created' });
    expect(outcome(await read('result=lost'))).toEqual([400, 'VALIDATION_ERROR']);
    expect(outcome(await read('host_id=1'))).toEqual([400, 'VALIDATION_ERROR']);
  });
});
