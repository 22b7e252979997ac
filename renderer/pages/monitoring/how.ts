/** How parts of the machine are doing, by what they say of themselves. Pure. */
import type { HostState } from '../../../shared/api/ddns.ts';
import type { CapacityOutlook } from '../../../shared/api/monitoring-history.ts';
import type { MonitoringNow } from '../../../shared/api/monitoring.ts';

type Item<K extends keyof MonitoringNow> =
  NonNullable<MonitoringNow[K]> extends readonly (infer T)[] ? T : never;
/** One mounted file system. */
export type Filesystem = Item<'filesystems'>;
/** What a disk says of its health. */
export type DiskHealth = Item<'disk_health'>;
/** What a disk does. */
export type Disk = Item<'disks'>;
/** One interface. */
export type Interface = Item<'interfaces'>;
/** One sensor. */
export type Sensor = Item<'temperatures'>;
/** One container. */
export type Container = Item<'containers'>;
/** One service of systemd. */
export type Service = Item<'services'>;
/** One array. */
export type ArrayOf = Item<'arrays'>;
/** One program. */
export type Program = NonNullable<MonitoringNow['processes']>['top_cpu'][number];

/** How something is that does not work, wait or rest. */
export type Health = Extract<HostState, 'ok' | 'warning' | 'error' | 'unknown'>;

/** Percent from which a file system is called almost full, and full. */
const almostFull = 85;
const full = 95;
/** Days: whoever has fewer left should know. */
const soon = 14;

/** A file system, with its outlook where that is known. What was mounted to be read only cannot fill up. */
export function filesystemState(
  { space, read_only: readOnly }: Filesystem,
  outlook?: CapacityOutlook | null,
): Health {
  if (space === null) return 'unknown';
  if (readOnly) return 'ok';
  if (space.percent >= full) return 'error';
  const days = outlook?.days_to_full?.likely ?? Infinity;
  return space.percent >= almostFull || days < soon ? 'warning' : 'ok';
}

/** A sensor beside what its maker calls too much. */
export function temperatureState({ value, critical }: Sensor): Health {
  if (critical === null) return 'ok';
  return value >= critical ? 'error' : value >= critical - 10 ? 'warning' : 'ok';
}

/** A disk by its own word, and by what usually comes before its end. */
export function diskState(health: DiskHealth | undefined): Health {
  if (health === undefined) return 'unknown';
  if (health.passed === false) return 'error';
  const worn = (health.used_percent ?? 0) >= 90;
  if (worn || (health.pending_sectors ?? 0) > 0 || (health.reallocated_sectors ?? 0) > 0) return 'warning';
  return health.passed === null ? 'unknown' : 'ok';
}

/** Up, down, or not told. */
export const interfaceState = ({ up }: Interface): HostState =>
  up === null ? 'unknown' : up ? 'ok' : 'paused';

/** A container by its check, or by whether it runs. */
export function containerState({ state, health }: Container): HostState {
  if (state === 'restarting' || health === 'unhealthy') return 'error';
  if (health === 'starting') return 'working';
  return state === 'running' ? 'ok' : 'paused';
}

/** A service as systemd sees it. */
export function serviceState({ active }: Service): HostState {
  if (active === 'failed') return 'error';
  if (active === 'activating' || active === 'deactivating' || active === 'reloading') return 'working';
  return active === 'active' ? 'ok' : 'paused';
}

/** An array; what is rebuilt or checked works. */
export function arrayState({ degraded, action }: ArrayOf): HostState {
  if (degraded) return 'error';
  return action === null ? 'ok' : 'working';
}

const urgency: readonly HostState[] = ['error', 'warning', 'working', 'unknown', 'paused', 'ok'];

/** What needs somebody first; what is alike stays in its order. */
export const byUrgency = <T>(items: readonly T[], stateOf: (item: T) => HostState): T[] =>
  items.toSorted((one, other) => urgency.indexOf(stateOf(one)) - urgency.indexOf(stateOf(other)));
