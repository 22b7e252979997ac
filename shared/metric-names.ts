/**
 * Every series that is kept: its name, its unit, and what it is measured on. The API, rules and the page use these names;
 * their words stand in the catalogue under `metrics.<name>`. Pure.
 */

/** What a number counts. `rate` is bytes per second, `per_second` a count per second. */
export type MetricUnit =
  | 'percent'
  | 'bytes'
  | 'rate'
  | 'per_second'
  | 'celsius'
  | 'rpm'
  | 'megahertz'
  | 'seconds'
  | 'milliseconds'
  | 'count'
  | 'load'
  | 'yes_no';

/** What a series is measured on, where there are several of it. */
export type MetricObject =
  | 'core'
  | 'mount'
  | 'disk'
  | 'interface'
  | 'sensor'
  | 'container'
  | 'unit'
  | 'array'
  | 'check'
  | 'route'
  | 'name'
  | 'account'
  | 'source';

/** One kind of series. */
export interface Metric {
  readonly unit: MetricUnit;
  /** `null`: there is one only. */
  readonly of: MetricObject | null;
}

const one = (unit: MetricUnit): Metric => ({ unit, of: null });
const each = (of: MetricObject, unit: MetricUnit): Metric => ({ unit, of });

/** All of them by name. */
export const metrics = {
  'system.cpu.usage': one('percent'),
  'system.cpu.iowait': one('percent'),
  'system.cpu.steal': one('percent'),
  'system.cpu.core.usage': each('core', 'percent'),
  'system.cpu.frequency': one('megahertz'),
  'system.load.1': one('load'),
  'system.load.5': one('load'),
  'system.load.15': one('load'),
  'system.uptime': one('seconds'),
  'system.memory.usage': one('percent'),
  'system.memory.used': one('bytes'),
  'system.memory.available': one('bytes'),
  'system.memory.cached': one('bytes'),
  'system.swap.usage': one('percent'),
  'system.swap.used': one('bytes'),
  'system.disk.usage': each('mount', 'percent'),
  'system.disk.used': each('mount', 'bytes'),
  'system.disk.available': each('mount', 'bytes'),
  'system.disk.inodes.usage': each('mount', 'percent'),
  'system.disk.read_only': each('mount', 'yes_no'),
  'system.disk_io.read': each('disk', 'rate'),
  'system.disk_io.write': each('disk', 'rate'),
  'system.disk_io.reads': each('disk', 'per_second'),
  'system.disk_io.writes': each('disk', 'per_second'),
  'system.disk_io.busy': each('disk', 'percent'),
  'system.disk.temperature': each('disk', 'celsius'),
  'system.disk.healthy': each('disk', 'yes_no'),
  'system.disk.reallocated': each('disk', 'count'),
  'system.disk.pending': each('disk', 'count'),
  'system.disk.life_used': each('disk', 'percent'),
  'system.network.received': each('interface', 'rate'),
  'system.network.sent': each('interface', 'rate'),
  'system.network.errors': each('interface', 'per_second'),
  'system.network.dropped': each('interface', 'per_second'),
  'system.temperature': each('sensor', 'celsius'),
  'system.fan': each('sensor', 'rpm'),
  'system.processes': one('count'),
  'system.container.running': each('container', 'yes_no'),
  'system.container.healthy': each('container', 'yes_no'),
  'system.container.cpu': each('container', 'percent'),
  'system.container.memory': each('container', 'bytes'),
  'system.unit.active': each('unit', 'yes_no'),
  'system.unit.failed': each('unit', 'yes_no'),
  'system.array.degraded': each('array', 'yes_no'),
  'check.up': each('check', 'yes_no'),
  'check.latency': each('check', 'milliseconds'),
  'check.certificate_days': each('check', 'count'),
  'ddns.name.ok': each('name', 'yes_no'),
  'ddns.account.ok': each('account', 'yes_no'),
  'ddns.address.flapping': each('source', 'yes_no'),
  'network.uplink': one('yes_no'),
  'network.resolver': one('yes_no'),
  'api.requests': one('per_second'),
  'api.errors': one('per_second'),
  'api.latency': one('milliseconds'),
  'process.cpu': one('percent'),
  'process.memory': one('bytes'),
  'process.heap': one('bytes'),
  'process.event_loop.delay': one('milliseconds'),
  'cloudcube.copy_age': one('seconds'),
  'cloudcube.trouble': one('count'),
  'cloudcube.undelivered': one('count'),
} as const satisfies Readonly<Record<string, Metric>>;

/** One of the names. */
export type MetricName = keyof typeof metrics;

/** The same, in their order. */
export const metricNames = Object.keys(metrics) as readonly MetricName[];
