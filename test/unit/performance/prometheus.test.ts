import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createCaches } from '../../../electron/kernel/caches.ts';
import type { Sample } from '../../../electron/metrics/sample.ts';
import { families, type Figure } from '../../../electron/performance/prometheus/families.ts';
import { machineFigures } from '../../../electron/performance/prometheus/machine.ts';
import {
  alertFigures,
  apiFigures,
  cacheFigures,
  checkFigures,
  databaseFigures,
  ddnsFigures,
  processFigures,
} from '../../../electron/performance/prometheus/own.ts';
import { formatFor, MOST_OF_ONE, render } from '../../../electron/performance/prometheus/render.ts';
import { createStatements } from '../../../electron/performance/statements.ts';
import { findCommand, needs, titled } from '../../support/needs.ts';
import { answered, install } from './installation.ts';

const seconds = {
  ...{ user: 10.5, nice: 0, system: 4, idle: 900, iowait: 1, irq: 0, softirq: 0.25, steal: 0 },
};
const device = { name: 'x', image: 'y', health: null, cpu: null };
/** Of every part something, and of some what is not known. */
const sample: Sample = {
  at: 1_790_000_000_500,
  uptime: { value: 86_400 },
  cpu: {
    value: {
      ...{ usage: 12, iowait: 0, steal: 0, seconds },
      cores: [
        { core: 0, usage: 10, seconds },
        { core: 1, usage: 14, seconds },
      ],
      load: { value: [0.5, 0.25, 0.125] },
      frequency: { unavailable: { code: 'X', params: {} } },
    },
  },
  memory: {
    value: {
      ...{ total: 8e9, available: 6e9, free: 1e9, used: 2e9, buffers: 1e8, cached: 5e9, usage: 25 },
      swap: { unavailable: { code: 'X', params: {} } },
    },
  },
  filesystems: {
    value: [
      {
        ...{ mount: '/volume "1"\\', device: '/dev/md0', type: 'btrfs', read_only: false },
        space: {
          value: {
            ...{ total: 100, used: 60, free: 40, available: 35, usage: 63 },
            ...{ inodes: 10, inodes_free: 5 },
          },
        },
      },
      {
        ...{ mount: '/hung', device: 'nas:/x', type: 'nfs4', read_only: true },
        space: { unavailable: { code: 'X', params: {} } },
      },
    ],
  },
  disks: {
    value: [
      {
        ...{ disk: 'sda', reads: 1, writes: 2, read_bytes: 3, written_bytes: 4, busy_seconds: 5.5 },
        ...{ read_rate: null, write_rate: null, reads_rate: null, writes_rate: null, busy: null },
      },
    ],
  },
  interfaces: {
    value: [
      {
        ...{ interface: 'eth0', up: true, speed: 1000, bytes_received: 1, bytes_sent: 2 },
        ...{ packets_received: 3, packets_sent: 4, errors_received: 5, errors_sent: 6 },
        ...{ dropped_received: 7, dropped_sent: 8, receive_rate: null, send_rate: null },
        errors_rate: 0,
        dropped_rate: 0,
      },
    ],
  },
  temperatures: { value: [{ sensor: 'coretemp Package id 0', value: 51.5, critical: null }] },
  fans: { value: [{ sensor: 'fan1', value: 900, critical: null }] },
  processes: { value: { total: 123, top_cpu: [], top_memory: [] } },
  containers: { value: [{ ...device, name: 'media', state: 'running', memory: 5e7 }] },
  units: { value: [{ unit: 'ssh.service', description: '', active: 'active', sub: 'running' }] },
  disk_health: {
    value: [
      {
        ...{ disk: 'sda', model: null, serial: null, passed: true, temperature: null, asleep_since: null },
        ...{ power_on_hours: null, reallocated_sectors: null, pending_sectors: null, used_percent: null },
      },
    ],
  },
  arrays: {
    value: [
      {
        ...{ array: 'md0', level: 'raid1', disks: 2, disks_active: 1, degraded: true },
        ...{ progress: null, action: null },
      },
    ],
  },
};

async function everything(): Promise<Figure[]> {
  const { statistics, database } = await install();
  const statements = createStatements({ slowMs: () => 20, onSlow: () => undefined });
  for (const ms of [0.1, 1, 30]) statements.observerOf('state')('select 1', ms);
  const caches = createCaches();
  caches.register(database.statementCache('statements_metrics'));
  for (const duration of [0.4, 1.024, 1.025, 5000]) statistics.call(answered({ duration }));
  statistics.call(answered({ status: 404, route: null }));
  return [
    ...processFigures({ version: '0.1.0', now: 1_790_000_000_000 }),
    ...ddnsFigures({
      hosts: [
        { name: 'nas.home.arpa', state: 'ok' },
        { name: 'web.home.arpa', state: 'error' },
      ],
      last_update_at: 1_790_000_000_000,
      updates: new Map([['updated', 2]]),
    }),
    ...checkFigures([{ name: 'router', up: true, latency_seconds: 0.002 }]),
    ...alertFigures([{ rule_id: 'disk_filling', severity: 'warning', state: 'firing' }]),
    ...apiFigures(statistics.totals()),
    ...databaseFigures({ state: database, metrics: database }, statements),
    ...cacheFigures(caches),
    ...machineFigures(sample),
  ];
}

const linesOf = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

const promtool = needs.command('promtool');

describe('figures for Prometheus', () => {
  it.skipIf(!promtool.ok)(titled('of every family pass promtool without a word', promtool), async () => {
    const figures = await everything();
    const told = new Set<string>(figures.map(({ family }) => family));
    const silent = [
      'cloudcube_cpu_frequency_hertz',
      'cloudcube_swap_size_bytes',
      'cloudcube_swap_free_bytes',
    ];
    expect(Object.keys(families).filter((name) => !told.has(name))).toEqual(silent);
    const { text } = await render(figures, undefined);
    const { status, stdout, stderr } = spawnSync(findCommand('promtool')!, ['check', 'metrics'], {
      input: text,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('count requests in buckets that are exact at their ends', async () => {
    const { text } = await render(await everything(), undefined);
    const of = linesOf(text, 'cloudcube_http_request_duration_seconds_bucket').filter((line) =>
      line.includes('ddns/status'),
    );
    const byEnd = of.map((line) => [/le="([^"]+)"/.exec(line)?.[1], line.split(' ').at(-1)]);
    expect(byEnd).toEqual([
      ...[
        ['0.001024', '2'],
        ['0.004096', '3'],
        ['0.016384', '3'],
        ['0.065536', '3'],
        ['0.262144', '3'],
        ['1.048576', '3'],
        ['4.194304', '3'],
        ['+Inf', '4'],
      ],
    ]);
    expect(text).toContain(
      'cloudcube_http_requests_total{method="GET",route="/api/v2/ddns/status",code="200"} 4',
    );
    expect(text).toContain('cloudcube_http_requests_total{method="GET",route="none",code="404"} 1');
  });

  it('are in base units, with what is not known left out', async () => {
    const { text } = await render(machineFigures(sample), undefined);
    expect(text).toContain('cloudcube_network_speed_bytes{interface="eth0"} 125000000');
    expect(text).toContain('cloudcube_cpu_seconds_total{core="1",mode="user"} 10.5');
    expect(text).toContain('mount="/volume \\"1\\"\\\\"');
    expect(linesOf(text, 'cloudcube_filesystem_size_bytes')).toHaveLength(1);
    expect(linesOf(text, 'cloudcube_filesystem_unavailable').map((line) => line.at(-1))).toEqual(['0', '1']);
    expect(text).not.toContain('cloudcube_swap');
  });

  it('are OpenMetrics for who asks for it', async () => {
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5';
    const { text, type } = await render(await everything(), accept);
    expect(type).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    expect(text).toContain('# TYPE cloudcube_cpu_seconds counter\n');
    expect(text).toContain('cloudcube_cpu_seconds_total{core="0",mode="user"} 10.5');
    expect(text).not.toContain('_total_total');
  });

  it('are plain text for everybody else', () => {
    for (const accept of [undefined, '*/*', 'text/html', 'text/plain, application/openmetrics-text;q=0.5']) {
      expect(formatFor(accept)).toContain('text/plain');
    }
    expect(formatFor('application/openmetrics-text;q=0')).toContain('text/plain');
  });

  it('have an end, whatever others make up', async () => {
    const figures = Array.from({ length: 5000 }, (_, i): Figure => {
      return { family: 'cloudcube_container_running', labels: { container: `c${String(i)}` }, value: 1 };
    });
    const { text } = await render(figures, undefined);
    expect(linesOf(text, 'cloudcube_container_running')).toHaveLength(MOST_OF_ONE);
  });
});
