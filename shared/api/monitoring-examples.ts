/** What the document shows of `monitoring`: one small NAS. */
import type { Capacity, SeriesColumns } from './monitoring-history.ts';
import type { MonitoringDashboard, MonitoringNow } from './monitoring.ts';

const counters = { bytes_sent: 1024000, bytes_recv: 2048000, packets_sent: 1000, packets_recv: 2000 };
const volume = { mount: '/volume1', total: 107374182400, used: 53687091200, free: 53687091200 };

/** Now. */
export const nowExample: MonitoringNow = {
  cpu: {
    percent: 45.2,
    percent_per_core: [52, 40.1, 47.5, 41.2],
    cores: 4,
    iowait_percent: 1.5,
    steal_percent: 0,
    load_average: [1.2, 1.5, 1.8],
    frequency: 2400,
  },
  memory: {
    total: 8589934592,
    available: 4294967296,
    percent: 50,
    used: 3221225472,
    free: 1073741824,
    buffers: 134217728,
    cached: 3087007744,
    swap: { total: 2147483648, used: 0, free: 2147483648, percent: 0 },
  },
  disk: { ...volume, available: 53687091200, percent: 50 },
  disk_io: { read_count: 120000, write_count: 80000, read_bytes: 4096000000, write_bytes: 2048000000 },
  network: {
    ...counters,
    interfaces: [
      {
        interface: 'eth0',
        up: true,
        speed: 1000,
        bytes_received: 2048000,
        bytes_sent: 1024000,
        packets_received: 2000,
        packets_sent: 1000,
        errors_received: 0,
        errors_sent: 0,
        dropped_received: 0,
        dropped_sent: 0,
        receive_rate: 5120,
        send_rate: 2560,
        errors_rate: 0,
        dropped_rate: 0,
      },
    ],
  },
  services: [
    { unit: 'ssh.service', description: 'OpenBSD Secure Shell server', active: 'active', sub: 'running' },
  ],
};

/** Of which machine. */
export const whereExample = { hostname: 'nas', uptime: 86400, measured_at: '2026-11-20T08:10:00.000Z' };

/** At a glance. */
export const dashboardExample: MonitoringDashboard = {
  system_metrics: {
    cpu: { usage: 45.2, cores: 4, load_average: [1.2, 1.5, 1.8] },
    memory: { total: 8589934592, used: 4294967296, free: 4294967296, usage_percent: 50 },
    disk: { ...volume, usage_percent: 50 },
    network: counters,
  },
  application_metrics: {
    database: { type: 'SQLite', pool_size: null, checked_out: null, active_connections: 1 },
    cache: { hit_rate: 85.5, miss_rate: 14.5, memory_usage: 1048576 },
  },
  alerts: { active: 2, critical: 0, warning: 2, info: 0 },
  measured_at: '2026-11-20T08:10:00.000Z',
};

/** With a minute that is missing. */
export const seriesExample: SeriesColumns = {
  metric: 'system.cpu.usage',
  object: '',
  unit: 'percent',
  at: [1795158000000, 1795158060000, 1795158120000, 1795158240000],
  mean: [12.5, 14, null, 11],
  min: [3, 4.5, null, 2],
  max: [40, 55, null, 31],
};

/** Half full, a few months to go. */
export const capacityExample: Capacity = {
  filesystems: [
    {
      mount: '/volume1',
      used: 53687091200,
      available: 53687091200,
      space: {
        trend: 'growing',
        per_day: { low: 420000000, likely: 480000000, high: 610000000 },
        days_to_full: { low: 88, likely: 111.8, high: 127.8 },
        method: 'weekly_differences',
        days_of_history: 90,
      },
      inodes_percent: 3.1,
      inodes: {
        trend: 'none',
        per_day: { low: -0.01, likely: 0, high: 0.02 },
        days_to_full: null,
        method: 'weekly_differences',
        days_of_history: 90,
      },
    },
  ],
};
