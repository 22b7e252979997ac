import { describe, expect, it } from 'vitest';
import { createPresent } from '../../../electron/metrics/present.ts';
import { createMonitoringRoutes } from '../../../electron/metrics/routes.ts';
import type { Sample } from '../../../electron/metrics/sample.ts';
import { keyOf } from '../../../electron/metrics/series.ts';
import { createMetricStore, type MetricStore } from '../../../electron/metrics/store/store.ts';
import { metricMigrations } from '../../../electron/metrics/store/tables.ts';
import { DAY, HOUR, MINUTE } from '../../../electron/metrics/store/times.ts';
import { nothingMeasured } from '../../../electron/metrics/telling/empty.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { newDatabase } from '../kernel/folder.ts';
import { serve, type TestServer } from '../server/http.ts';

/** A whole hour. */
const NOW = Date.UTC(2026, 10, 20, 8);
const cpu = { name: 'system.cpu.usage', object: '' };

const space = {
  ...{ total: 1000, used: 400, free: 600, available: 500, usage: 44.4 },
  ...{ inodes: 100, inodes_free: 90 },
};
const filesystem = { device: '/dev/sda1', type: 'ext4', read_only: false };
const sample: Sample = {
  ...nothingMeasured,
  at: NOW - 3000,
  uptime: { value: 86_400.7 },
  filesystems: {
    value: [
      { ...filesystem, mount: '/', space: { value: space } },
      { ...filesystem, mount: '/data', space: { value: { ...space, used: 700 } } },
      {
        ...filesystem,
        mount: '/data/hung',
        space: { unavailable: { code: 'METRICS_NOT_TOLD', params: {} } },
      },
    ],
  },
  interfaces: {
    value: ['eth0', 'br0', 'lo'].map((name) => ({
      ...{ interface: name, up: true, speed: null, bytes_received: 5, bytes_sent: 3 },
      ...{ packets_received: 2, packets_sent: 1, errors_received: 0, errors_sent: 0 },
      ...{ dropped_received: 0, dropped_sent: 0, receive_rate: 1.5, send_rate: null },
      errors_rate: 0,
      dropped_rate: 0,
    })),
  },
};

/** As JSON is told: the server has held it against the contract. */
type Told = ReturnType<typeof JSON.parse>;

interface Scene extends TestServer {
  readonly store: MetricStore;
  get(path: string): Promise<{ status: number; body: Told }>;
}

async function scene(latest: Sample | null = sample, dataDir = '/data/cloudcube'): Promise<Scene> {
  const clock = createVirtualClock(NOW);
  const database = await newDatabase(metricMigrations);
  const store = await createMetricStore({ database, clock });
  const server = await serve({
    clock,
    routes: createMonitoringRoutes({
      ...{ clock, store, rawStep: () => 5000 },
      present: createPresent({
        ...{ dataDir, hostname: 'nas', latest: () => latest },
        caches: () => ({ hits: 3, misses: 1, bytes: null }),
        alerts: () => ({ active: 3, critical: 1, warning: 2, info: 0 }),
      }),
    }),
  });
  return {
    ...server,
    store,
    async get(path) {
      const answer = await server.ask({ url: `/api/v2${path}`, headers: { authorization: 'Bearer admin' } });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
}
const missing = (body: Told): string[] =>
  ((body.metadata.unavailable ?? []) as { path: string }[]).map(({ path }) => path);

describe('what the machine does now', () => {
  it('is told by parts, with its host, its age, and each thing that is not known', async () => {
    const { get } = await scene();
    const { status, body } = await get('/monitoring/system?metrics=disk,network,cpu');
    expect(status).toBe(200);
    expect(body.metadata).toMatchObject({
      ...{ hostname: 'nas', uptime: 86_400, measured_at: '2026-11-20T07:59:57.000Z' },
    });
    expect(Object.keys(body.data as object).sort()).toEqual(['cpu', 'disk', 'disk_io', 'network']);
    expect(body.data.disk).toEqual({
      ...{ mount: '/data', total: 1000, used: 700, free: 600, available: 500, percent: 44.4 },
    });
    // A bridge and loopback carry nothing of their own.
    expect(body.data.network).toMatchObject({
      bytes_recv: 5,
      bytes_sent: 3,
      packets_recv: 2,
      packets_sent: 1,
    });
    expect(body.data.network.interfaces).toHaveLength(3);
    expect(missing(body)).toEqual(
      expect.arrayContaining([
        'cpu',
        'disk_io',
        'network.interfaces[0].speed',
        'network.interfaces[2].send_rate',
      ]),
    );
  });

  it('has a reason for every null of it, before the first look and after', async () => {
    for (const latest of [null, sample]) {
      const { get } = await scene(latest);
      const { body } = await get('/debug/metrics/current');
      const nulls = Object.entries(body.data as object)
        .filter(([, value]) => value === null)
        .map(([name]) => name);
      expect(missing(body)).toEqual(expect.arrayContaining(nulls));
      for (const { message } of body.metadata.unavailable) expect(message).not.toBe('');
      if (latest === null) expect(body.metadata).toMatchObject({ uptime: null, measured_at: null });
    }
  });

  it('says that a hanging file system is not known where it holds the data', async () => {
    const { get } = await scene(sample, '/data/hung/cloudcube');
    const { body } = await get('/monitoring/system?metrics=disk,filesystems');
    expect(body.data.disk).toBeNull();
    expect(body.data.filesystems[2]).toMatchObject({ mount: '/data/hung', space: null });
    expect(missing(body)).toEqual(expect.arrayContaining(['disk', 'filesystems[2].space']));
  });

  it('is at a glance what it is in full, with the alerts that go on', async () => {
    const { get } = await scene();
    const { body } = await get('/monitoring/dashboard');
    expect(body.data.system_metrics.disk).toMatchObject({ used: 700, usage_percent: 44.4 });
    expect(body.data.application_metrics).toEqual({
      database: { type: 'SQLite', pool_size: null, checked_out: null, active_connections: 1 },
      cache: { hit_rate: 75, miss_rate: 25, memory_usage: null },
    });
    expect(body.data.alerts).toEqual({ active: 3, critical: 1, warning: 2, info: 0 });
    expect(missing(body)).toEqual(
      expect.arrayContaining(['application_metrics.database.pool_size', 'system_metrics.cpu']),
    );
  });
});

describe('what was measured before', () => {
  /** Each five seconds of the last `hours`, rising by one. */
  async function fill({ store }: Scene, hours: number, names = [cpu]): Promise<void> {
    for (let at = NOW - hours * HOUR, value = 0; at < NOW; at += 5000, value += 1) {
      store.add(at, 5000, new Map(names.map((one) => [keyOf(one), value])));
    }
    await store.flush();
  }

  it('is a flat list: means, least and most of each step, exactly', async () => {
    const all = await scene();
    await fill(all, 1);
    const { body } = await all.get('/monitoring/metrics/system?hours=1&step=60&metric=system.cpu.usage');
    expect(body.metadata).toEqual({ step_seconds: 60, capped: false });
    expect(body.data).toHaveLength(60);
    expect(body.data[1]).toEqual({
      name: 'system.cpu.usage',
      value: 17.5,
      timestamp: '2026-11-20T07:01:00.000Z',
      tags: { type: 'system' },
      metadata: { unit: 'percent', min: 12, max: 23, count: 12 },
    });
  });

  it('has 5,000 values at most, and says that its step is wider than was asked', async () => {
    const all = await scene();
    const cores = Array.from({ length: 20 }, (_, core) => ({
      ...{ name: 'system.cpu.core.usage', object: String(core) },
    }));
    await fill(all, 2, cores);
    const { body } = await all.get('/monitoring/metrics/system?hours=2&step=5');
    expect(body.metadata).toEqual({ step_seconds: 30, capped: true });
    expect(body.data).toHaveLength(20 * 240);
    expect(body.data[0].tags).toEqual({ type: 'system', core: '0' });
    const mean =
      (body.data as { value: number }[]).reduce((sum, { value }) => sum + value, 0) / body.data.length;
    expect(mean).toBeCloseTo((2 * 720 - 1) / 2, 6);
  });

  it('comes as columns for a chart, with its tier and a row of nulls for a gap', async () => {
    const all = await scene();
    for (const at of [40, 39, 38, 20, 19, 18].map((ago) => NOW - ago * MINUTE)) {
      all.store.add(at, MINUTE, new Map([[keyOf(cpu), 7]]));
    }
    const { body } = await all.get('/monitoring/series?metric=system.cpu.usage,system.load.1&points=60');
    expect(body.data).toMatchObject({ step: 60, tier: 'minute', to: '2026-11-20T08:00:00.000Z' });
    expect(body.data.series).toHaveLength(1);
    expect(body.data.series[0]).toMatchObject({ mean: [7, 7, 7, null, 7, 7, 7], unit: 'percent' });
    const names = await all.get('/monitoring/series/names');
    expect(names.body.data.series).toEqual([{ metric: 'system.cpu.usage', object: '', unit: 'percent' }]);
  });

  it('is told over a span in words', async () => {
    const all = await scene();
    await fill(all, 1);
    const { body } = await all.get('/debug/metrics/historical?range=30m&resolution=5m');
    expect(body.metadata).toEqual({ step_seconds: 300, capped: false });
    expect(body.data).toMatchObject({ time_range: '30m', resolution: '5m' });
    expect(body.data.metrics[0].mean).toHaveLength(6);
  });

  it.each([
    ['/monitoring/system?metrics=cpu,rubbish', 'metrics', 'rubbish'],
    ['/monitoring/metrics/system?hours=0', 'hours', '1'],
    ['/monitoring/metrics/system?metric=system.rubbish', 'metric', 'system.rubbish'],
    ['/monitoring/series', 'metric', ''],
    ['/monitoring/series?metric=constructor', 'metric', 'constructor'],
    ['/monitoring/series?metric=system.load.1&from=2026-11-20T09:00:00Z', 'from', ''],
    ['/monitoring/series?metric=system.load.1&points=2001', 'points', '2000'],
    ['/debug/metrics/historical?range=1w', 'range', ''],
    ['/debug/metrics/historical?range=800d', 'range', '731d'],
    ['/debug/metrics/historical?resolution=0s', 'resolution', ''],
  ])('%s is refused and says which', async (path, parameter, word) => {
    const { get } = await scene();
    const { status, body } = await get(path);
    expect([status, body.error.code, body.error.details[0].path]).toEqual([
      400,
      'VALIDATION_ERROR',
      parameter,
    ]);
    expect(body.error.message).toContain(parameter);
    expect(body.error.message).toContain(word);
  });
});

describe('how long a disk will do', () => {
  it('is told of file systems that are there, and why not of others', async () => {
    const all = await scene();
    const add = (at: number, mount: string, used: number): void => {
      all.store.add(
        at,
        MINUTE,
        new Map([
          [keyOf({ name: 'system.disk.used', object: mount }), used],
          [keyOf({ name: 'system.disk.available', object: mount }), 1024],
        ]),
      );
    };
    for (let ago = 30; ago >= 0; ago -= 1) {
      add(NOW - ago * DAY, '/grows', 65_536 - ago * 64);
      if (ago <= 3) add(NOW - ago * DAY, '/new', 5);
      if (ago > 5) add(NOW - ago * DAY, '/unplugged', 5);
    }
    const { body } = await all.get('/performance/capacity');
    expect((body.data.filesystems as { mount: string }[]).map(({ mount }) => mount)).toEqual([
      '/grows',
      '/new',
    ]);
    expect(body.data.filesystems[0].space).toMatchObject({
      trend: 'growing',
      days_to_full: { low: 16, likely: 16, high: 16 },
      method: 'weekly_differences',
    });
    expect(body.data.filesystems[1].space).toBeNull();
    expect(body.metadata.unavailable).toContainEqual({
      path: 'filesystems[1].space',
      code: 'METRICS_TOO_LITTLE_HISTORY',
      message: 'There are 3 days of measurements; 7 are needed.',
    });
  });
});
