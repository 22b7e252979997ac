/** Figures of this machine, from one look at it. Pure. */
import type { Known } from '../../kernel/known.ts';
import type { machineFamilies, Figure } from './families.ts';

interface Modes {
  readonly user: number | null;
  readonly nice: number | null;
  readonly system: number | null;
  readonly idle: number | null;
  readonly iowait: number | null;
  readonly irq: number | null;
  readonly softirq: number | null;
  readonly steal: number | null;
}

/** What is taken of a sample. Counters as they stand, bytes, seconds; ms UTC. */
export interface MachineSample {
  readonly at: number;
  readonly uptime: Known<number>;
  readonly cpu: Known<{
    readonly cores: readonly { readonly core: number; readonly seconds: Modes }[];
    readonly load: Known<readonly [number, number, number]>;
    /** MHz */
    readonly frequency: Known<number>;
  }>;
  readonly memory: Known<{
    readonly total: number;
    readonly available: number;
    readonly free: number;
    readonly buffers: number | null;
    readonly cached: number | null;
    readonly swap: Known<{ readonly total: number; readonly free: number }>;
  }>;
  readonly filesystems: Known<
    readonly {
      readonly mount: string;
      readonly device: string;
      readonly type: string;
      readonly read_only: boolean | null;
      readonly space: Known<{
        readonly total: number;
        readonly free: number;
        readonly available: number;
        readonly inodes: number | null;
        readonly inodes_free: number | null;
      }>;
    }[]
  >;
  readonly disks: Known<
    readonly {
      readonly disk: string;
      readonly reads: number;
      readonly writes: number;
      readonly read_bytes: number;
      readonly written_bytes: number;
      readonly busy_seconds: number;
    }[]
  >;
  readonly interfaces: Known<
    readonly {
      readonly interface: string;
      readonly up: boolean | null;
      /** Mbit/s */
      readonly speed: number | null;
      readonly bytes_received: number;
      readonly bytes_sent: number;
      readonly packets_received: number | null;
      readonly packets_sent: number | null;
      readonly errors_received: number | null;
      readonly errors_sent: number | null;
      readonly dropped_received: number | null;
      readonly dropped_sent: number | null;
    }[]
  >;
  readonly temperatures: Known<readonly { readonly sensor: string; readonly value: number }[]>;
  readonly fans: Known<readonly { readonly sensor: string; readonly value: number }[]>;
  readonly processes: Known<{ readonly total: number }>;
  readonly containers: Known<
    readonly { readonly name: string; readonly state: string; readonly memory: number | null }[]
  >;
  readonly units: Known<readonly { readonly unit: string; readonly active: string }[]>;
  readonly disk_health: Known<readonly { readonly disk: string; readonly passed: boolean | null }[]>;
  readonly arrays: Known<readonly { readonly array: string; readonly degraded: boolean }[]>;
}

type Name = keyof typeof machineFamilies;

const known = <T, R>(part: Known<T>, tell: (value: T) => R[]): R[] =>
  'value' in part ? tell(part.value) : [];
const each = <T>(part: Known<readonly T[]>, tell: (one: T) => Figure[]): Figure[] =>
  known(part, (list) => list.flatMap(tell));

/** Figures that share their labels; what is not known is left out. */
const some = (
  labels: Readonly<Record<string, string>>,
  values: Partial<Readonly<Record<Name, number | boolean | null>>>,
): Figure[] =>
  (Object.entries(values) as [Name, number | boolean | null][]).flatMap(([family, value]) =>
    value === null ? [] : [{ family, labels, value: Number(value) }],
  );

/** All of them. */
export function machineFigures(sample: MachineSample): Figure[] {
  const { cpu, memory } = sample;
  return [
    ...some({}, { cloudcube_sample_timestamp_seconds: sample.at / 1000 }),
    ...known(sample.uptime, (seconds) => some({}, { cloudcube_machine_uptime_seconds: seconds })),
    ...known(cpu, ({ cores }) =>
      cores.flatMap(({ core, seconds }) =>
        Object.entries(seconds).flatMap(([mode, value]: [string, number | null]) =>
          some({ core: String(core), mode }, { cloudcube_cpu_seconds_total: value }),
        ),
      ),
    ),
    ...known(cpu, ({ load }) =>
      known(load, ([one, five, fifteen]) =>
        some({}, { cloudcube_load1: one, cloudcube_load5: five, cloudcube_load15: fifteen }),
      ),
    ),
    ...known(cpu, ({ frequency }) =>
      known(frequency, (mhz) => some({}, { cloudcube_cpu_frequency_hertz: mhz * 1e6 })),
    ),
    ...known(memory, (of) =>
      some(
        {},
        {
          cloudcube_memory_size_bytes: of.total,
          cloudcube_memory_available_bytes: of.available,
          cloudcube_memory_free_bytes: of.free,
          cloudcube_memory_buffers_bytes: of.buffers,
          cloudcube_memory_cached_bytes: of.cached,
        },
      ),
    ),
    ...known(memory, ({ swap }) =>
      known(swap, ({ total, free }) =>
        some({}, { cloudcube_swap_size_bytes: total, cloudcube_swap_free_bytes: free }),
      ),
    ),
    ...each(sample.filesystems, ({ mount, device, type, read_only: readOnly, space }) => [
      ...some(
        { mount, device, type },
        {
          cloudcube_filesystem_readonly: readOnly,
          cloudcube_filesystem_unavailable: 'unavailable' in space,
        },
      ),
      ...known(space, (of) =>
        some(
          { mount, device, type },
          {
            cloudcube_filesystem_size_bytes: of.total,
            cloudcube_filesystem_free_bytes: of.free,
            cloudcube_filesystem_avail_bytes: of.available,
            cloudcube_filesystem_files: of.inodes,
            cloudcube_filesystem_files_free: of.inodes_free,
          },
        ),
      ),
    ]),
    ...each(sample.disks, (of) =>
      some(
        { device: of.disk },
        {
          cloudcube_disk_reads_completed_total: of.reads,
          cloudcube_disk_writes_completed_total: of.writes,
          cloudcube_disk_read_bytes_total: of.read_bytes,
          cloudcube_disk_written_bytes_total: of.written_bytes,
          cloudcube_disk_io_time_seconds_total: of.busy_seconds,
        },
      ),
    ),
    ...each(sample.interfaces, (of) =>
      some(
        { interface: of.interface },
        {
          cloudcube_network_receive_bytes_total: of.bytes_received,
          cloudcube_network_transmit_bytes_total: of.bytes_sent,
          cloudcube_network_receive_packets_total: of.packets_received,
          cloudcube_network_transmit_packets_total: of.packets_sent,
          cloudcube_network_receive_errors_total: of.errors_received,
          cloudcube_network_transmit_errors_total: of.errors_sent,
          cloudcube_network_receive_drop_total: of.dropped_received,
          cloudcube_network_transmit_drop_total: of.dropped_sent,
          cloudcube_network_up: of.up,
          cloudcube_network_speed_bytes: of.speed === null ? null : (of.speed * 1e6) / 8,
        },
      ),
    ),
    ...each(sample.temperatures, ({ sensor, value }) =>
      some({ sensor }, { cloudcube_temperature_celsius: value }),
    ),
    ...each(sample.fans, ({ sensor, value }) => some({ sensor }, { cloudcube_fan_rpm: value })),
    ...known(sample.processes, ({ total }) => some({}, { cloudcube_processes: total })),
    ...each(sample.containers, ({ name, state, memory: held }) =>
      some(
        { container: name },
        { cloudcube_container_running: state === 'running', cloudcube_container_memory_bytes: held },
      ),
    ),
    ...each(sample.units, ({ unit, active }) =>
      some({ unit }, { cloudcube_unit_active: active === 'active' }),
    ),
    ...each(sample.disk_health, ({ disk, passed }) =>
      some({ device: disk }, { cloudcube_disk_healthy: passed }),
    ),
    ...each(sample.arrays, ({ array, degraded }) => some({ array }, { cloudcube_array_degraded: degraded })),
  ];
}
