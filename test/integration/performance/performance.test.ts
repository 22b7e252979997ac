import { describe, expect, it } from 'vitest';
import { request } from '../../support/api.ts';
import { startHome } from '../api/home.ts';

const home = startHome();

interface Entry {
  readonly action: string;
  readonly target_id: string | null;
  readonly result: string;
}
const audited = async (action: string): Promise<Entry[]> => {
  return (await home().api.call<Entry[]>('GET', `/admin/audit-logs?action=${action}`)).data;
};

describe('the performance of a running program', () => {
  it('is told by operation, exactly', async () => {
    const { api } = home();
    for (let i = 0; i < 5; i++) await api.call('GET', '/ddns/plan');
    await request(home().daemon.url, 'GET', '/ddns/plan');
    const { data } = await api.call<{ endpoints: { count: number; statuses: Record<string, number> }[] }>(
      'GET',
      '/performance/endpoints?range=1h&endpoint=/api/v2/ddns/plan',
    );
    expect(data.endpoints).toHaveLength(1);
    expect(data.endpoints[0]).toMatchObject({ count: 6, client_errors: 1, statuses: { 200: 5, 401: 1 } });
    const stats = await api.call<{ operations: { endpoint: string }[]; enabled: boolean }>(
      'GET',
      '/admin/performance/stats',
    );
    expect(stats.data.enabled).toBe(true);
    expect(stats.data.operations.map(({ endpoint }) => endpoint)).toContain('/api/v2/ddns/plan');
  });

  it('is told at a glance', async () => {
    const { data, status } = await home().api.call<{
      metrics: { database: { databases: { database: string; statements: number }[] } };
      summary: { overall_performance: number };
    }>('GET', '/performance/dashboard');
    expect(status).toBe(200);
    expect(data.metrics.database.databases.map(({ database }) => database)).toEqual(['state', 'metrics']);
    expect(data.metrics.database.databases[0]!.statements).toBeGreaterThan(10);
    expect(data.summary.overall_performance).toBeGreaterThan(0);
  });

  it('tells and clears the caches that there are, with an entry in the audit log', async () => {
    const { api } = home();
    const { data } = await api.call<{ caches: { name: string; size: number; hits: number }[] }>(
      'GET',
      '/debug/cache/status',
    );
    expect(data.caches.map(({ name }) => name).sort()).toEqual([
      ...['issuers', 'keys', 'sessions', 'statements_metrics', 'statements_state', 'tokens', 'zone_servers'],
    ]);
    expect(data.caches.find(({ name }) => name === 'tokens')!.size).toBe(1);
    const cleared = await api.call('POST', '/debug/cache/clear?type=tokens');
    expect(cleared.data).toEqual({
      type: 'tokens',
      cleared: [{ name: 'tokens', entries_before: 1, entries_after: 0 }],
    });
    expect((await api.call('GET', '/debug/cache/status')).status).toBe(200);
    expect(await audited('cache.clear')).toMatchObject([{ target_id: 'tokens', result: 'success' }]);
    expect((await api.call('POST', '/debug/cache/clear?type=none')).status).toBe(404);
  });

  it('does real work when asked to optimise, and tells it in the audit log', async () => {
    const { data, status } = await home().api.call<{
      actions: { action: string; target: string; before: object; after: { wal_bytes?: number } }[];
    }>('POST', '/performance/optimize?type=database');
    expect(status).toBe(200);
    const checkpoint = data.actions.find(
      ({ action, target }) => action === 'checkpoint' && target === 'metrics',
    );
    expect(checkpoint?.after.wal_bytes).toBe(0);
    expect((await audited('performance.optimize')).map(({ result }) => result).sort()).toEqual([
      ...['attempt', 'success'],
    ]);
  });

  it('is measured or not, and forgotten, with entries in the audit log', async () => {
    const { api } = home();
    const off = await api.call('POST', '/admin/performance/toggle', { enabled: false });
    expect(off.data).toMatchObject({ ok: true, enabled: false });
    await api.call('GET', '/jobs/0198f3a0-0000-7000-8000-00000000dead');
    const path = '/debug/api-calls?period=1h&endpoint=/api/v2/jobs/%7Bjob_id%7D';
    expect((await api.call<{ totals: object }>('GET', path)).data.totals).toMatchObject({ count: 0 });
    await api.call('POST', '/admin/performance/toggle', { enabled: true });
    await api.call('GET', '/jobs/0198f3a0-0000-7000-8000-00000000dead');
    expect((await api.call<{ totals: object }>('GET', path)).data.totals).toMatchObject({ count: 1 });
    expect(await audited('setting.change&target_id=performance.enabled')).toHaveLength(2);

    expect((await api.call('POST', '/admin/performance/reset')).data).toMatchObject({ ok: true });
    expect((await api.call<{ totals: object }>('GET', path)).data.totals).toMatchObject({ count: 0 });
    expect(await audited('performance.reset')).toHaveLength(1);
  });
});
