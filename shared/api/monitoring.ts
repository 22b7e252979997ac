/**
 * What is measured on this machine now, as the API tells it. Bytes are bytes, `percent` is 0–100, rates are per second.
 * What is not known is `null`, and `metadata.unavailable` says why; a `null` that means something says so here.
 */
import { Type, type Static } from 'typebox';
import { Nullable, Timestamp } from './common.ts';

const Count = Type.Integer({ minimum: 0 });
const OrUnknown = Nullable(Type.Number());
/** Of 1, 5 and 15 minutes. */
const LoadAverage = Type.Array(Type.Number(), {
  minItems: 3,
  maxItems: 3,
  description: 'Of 1, 5 and 15 minutes',
});
const Said = (description: string) => Nullable(Type.String({ description }));

/** Processors. */
export const CpuNow = Type.Object({
  percent: OrUnknown,
  percent_per_core: Type.Array(OrUnknown),
  cores: Count,
  iowait_percent: OrUnknown,
  steal_percent: OrUnknown,
  load_average: Nullable(LoadAverage),
  frequency: Nullable(Type.Number({ description: 'Mean of the cores, MHz' })),
});

/** Memory. */
export const MemoryNow = Type.Object({
  total: Count,
  available: Type.Integer({ description: 'What programs can have without swapping' }),
  percent: Type.Number({ description: 'What is not available, of the total' }),
  used: Count,
  free: Count,
  buffers: Nullable(Count),
  cached: Nullable(Count),
  swap: Nullable(Type.Object({ total: Count, used: Count, free: Count, percent: Type.Number() })),
});

/** The file system that holds CloudCube's data. */
export const DiskNow = Type.Object({
  mount: Type.String(),
  total: Count,
  used: Count,
  free: Count,
  available: Type.Integer({ description: 'What a user without privileges can still write' }),
  percent: Type.Number({ description: 'As `df` tells it: used, of used and available' }),
});

/** All disks together, since the machine started. */
export const DiskIoNow = Type.Object({
  read_count: Count,
  write_count: Count,
  read_bytes: Count,
  write_bytes: Count,
});

/** One interface: counters since it came up, rates since the look before. */
export const InterfaceNow = Type.Object({
  interface: Type.String(),
  up: Nullable(Type.Boolean()),
  speed: Nullable(Type.Number({ description: 'Mbit/s' })),
  bytes_received: Count,
  bytes_sent: Count,
  packets_received: Nullable(Count),
  packets_sent: Nullable(Count),
  errors_received: Nullable(Count),
  errors_sent: Nullable(Count),
  dropped_received: Nullable(Count),
  dropped_sent: Nullable(Count),
  receive_rate: OrUnknown,
  send_rate: OrUnknown,
  errors_rate: OrUnknown,
  dropped_rate: OrUnknown,
});

/** All interfaces that are wires or radios of this machine; those that are made of others are in the list alone. */
export const NetworkNow = Type.Object({
  bytes_sent: Count,
  bytes_recv: Count,
  packets_sent: Nullable(Count),
  packets_recv: Nullable(Count),
  interfaces: Type.Array(InterfaceNow),
});

/** One program. */
export const ProcessNow = Type.Object({
  pid: Type.Integer(),
  name: Type.String(),
  cpu_percent: Nullable(Type.Number({ description: 'Of one core' })),
  memory_percent: Nullable(Type.Number()),
  memory: Type.Integer({ description: 'Resident, bytes' }),
});

/** All programs in number, and those that use most. */
export const ProcessesNow = Type.Object({
  total: Count,
  top_cpu: Type.Array(ProcessNow),
  top_memory: Type.Array(ProcessNow),
});

/** One mounted file system; `space` is unknown where it hangs. */
export const FilesystemNow = Type.Object({
  mount: Type.String(),
  device: Type.String(),
  type: Type.String(),
  read_only: Nullable(Type.Boolean()),
  space: Nullable(
    Type.Object({
      total: Count,
      used: Count,
      free: Count,
      available: Count,
      percent: Type.Number(),
      inodes: Nullable(Count),
      inodes_free: Nullable(Count),
    }),
  ),
});

/** One disk: counters since the machine started, rates since the look before. */
export const DiskActivity = Type.Object({
  disk: Type.String(),
  reads: Count,
  writes: Count,
  read_bytes: Count,
  written_bytes: Count,
  busy_seconds: Type.Number(),
  read_rate: OrUnknown,
  write_rate: OrUnknown,
  reads_rate: OrUnknown,
  writes_rate: OrUnknown,
  busy: Nullable(Type.Number({ description: 'Percent of the time in which something was under way' })),
});

/** One sensor. */
export const SensorNow = Type.Object({
  sensor: Type.String(),
  value: Type.Number({ description: 'Degrees Celsius, or revolutions per minute' }),
  critical: Nullable(
    Type.Number({ description: 'What its maker calls too much; null where it names nothing' }),
  ),
});

/** One container. */
export const ContainerNow = Type.Object({
  name: Type.String(),
  image: Type.String(),
  state: Type.String({ description: 'As the engine says: `running`, `exited`, `paused` …' }),
  health: Said('`healthy`, `unhealthy`, `starting`; null where it has no check'),
  cpu: Nullable(Type.Number({ description: 'Percent of one core' })),
  memory: Nullable(Count),
});

/** One service of systemd. */
export const ServiceNow = Type.Object({
  unit: Type.String(),
  description: Type.String(),
  active: Type.String({ description: 'ActiveState: `active`, `inactive`, `failed` …' }),
  sub: Type.String({ description: 'SubState: `running`, `dead`, `exited` …' }),
});

/** What a disk says of its own health. */
export const DiskHealthNow = Type.Object({
  disk: Type.String(),
  model: Nullable(Type.String()),
  serial: Nullable(Type.String()),
  passed: Nullable(Type.Boolean()),
  temperature: OrUnknown,
  power_on_hours: OrUnknown,
  reallocated_sectors: OrUnknown,
  pending_sectors: OrUnknown,
  used_percent: Nullable(Type.Number({ description: 'How much of its life is used up' })),
  asleep_since: Nullable(
    Type.String({ format: 'date-time', description: 'Left asleep: the rest is of before. Null while awake' }),
  ),
});

/** One array of Linux's md. */
export const ArrayNow = Type.Object({
  array: Type.String(),
  level: Type.String(),
  disks: Count,
  disks_active: Count,
  degraded: Type.Boolean(),
  progress: Nullable(Type.Number({ description: 'Percent of what is under way; null where nothing is' })),
  action: Said('`resync`, `check` …; null where nothing is under way'),
});

/** Everything that was asked for. */
export const MonitoringNow = Type.Object({
  cpu: Type.Optional(Nullable(CpuNow)),
  memory: Type.Optional(Nullable(MemoryNow)),
  disk: Type.Optional(Nullable(DiskNow)),
  disk_io: Type.Optional(Nullable(DiskIoNow)),
  network: Type.Optional(Nullable(NetworkNow)),
  processes: Type.Optional(Nullable(ProcessesNow)),
  filesystems: Type.Optional(Nullable(Type.Array(FilesystemNow))),
  disks: Type.Optional(Nullable(Type.Array(DiskActivity))),
  interfaces: Type.Optional(Nullable(Type.Array(InterfaceNow))),
  temperatures: Type.Optional(Nullable(Type.Array(SensorNow))),
  fans: Type.Optional(Nullable(Type.Array(SensorNow))),
  containers: Type.Optional(Nullable(Type.Array(ContainerNow))),
  services: Type.Optional(Nullable(Type.Array(ServiceNow))),
  disk_health: Type.Optional(Nullable(Type.Array(DiskHealthNow))),
  arrays: Type.Optional(Nullable(Type.Array(ArrayNow))),
});
/** {@link MonitoringNow} as a type. */
export type MonitoringNow = Static<typeof MonitoringNow>;

/** What can be asked for by name. `disk` brings `disk_io`. */
export const monitoringParts = [
  'cpu',
  'memory',
  'disk',
  'network',
  'processes',
  'filesystems',
  'disks',
  'interfaces',
  'temperatures',
  'fans',
  'containers',
  'services',
  'disk_health',
  'arrays',
] as const;
/** One of {@link monitoringParts}. */
export type MonitoringPart = (typeof monitoringParts)[number];

/** Of which machine, and of when. */
export const MeasuredWhere = Type.Object({
  hostname: Type.String(),
  uptime: Nullable(Type.Integer({ description: 'Seconds since the machine started' })),
  measured_at: Nullable(Type.String({ format: 'date-time', description: 'When this was measured' })),
});

/** Alerts that go on. */
export const AlertCounts = Type.Object({
  active: Count,
  critical: Count,
  warning: Count,
  info: Count,
});
/** {@link AlertCounts} as a type. */
export type AlertCounts = Static<typeof AlertCounts>;

/** The most asked of things at a glance. */
export const MonitoringDashboard = Type.Object({
  system_metrics: Type.Object({
    cpu: Nullable(Type.Object({ usage: OrUnknown, cores: Count, load_average: Nullable(LoadAverage) })),
    memory: Nullable(Type.Object({ total: Count, used: Count, free: Count, usage_percent: Type.Number() })),
    disk: Nullable(
      Type.Object({
        mount: Type.String(),
        total: Count,
        used: Count,
        free: Count,
        usage_percent: Type.Number(),
      }),
    ),
    network: Nullable(
      Type.Object({
        bytes_sent: Count,
        bytes_recv: Count,
        packets_sent: Nullable(Count),
        packets_recv: Nullable(Count),
      }),
    ),
  }),
  application_metrics: Type.Object({
    database: Type.Object({
      type: Type.String(),
      pool_size: Nullable(Count),
      checked_out: Nullable(Count),
      active_connections: Count,
    }),
    cache: Type.Object({
      hit_rate: Nullable(Type.Number({ description: 'Percent' })),
      miss_rate: Nullable(Type.Number({ description: 'Percent' })),
      memory_usage: Nullable(Count),
    }),
  }),
  alerts: AlertCounts,
  measured_at: Nullable(Timestamp),
});
/** {@link MonitoringDashboard} as a type. */
export type MonitoringDashboard = Static<typeof MonitoringDashboard>;
