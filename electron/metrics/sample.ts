/**
 * What one look at this machine tells. The sampler makes it, the store keeps its {@link Values}, the API and Prometheus
 * tell it on. What could not be read says why.
 */
import type { Known } from '../kernel/known.ts';

/** Seconds since the start of the system that all cores together have spent, by kind; `null`: not counted apart there. */
export interface CpuSeconds {
  readonly user: number;
  readonly nice: number;
  readonly system: number;
  readonly idle: number;
  readonly iowait: number | null;
  readonly irq: number | null;
  readonly softirq: number | null;
  readonly steal: number | null;
}

/** Percent (0–100) are of the time since the sample before; `null` in the first one. */
export interface CpuSample {
  readonly usage: number | null;
  readonly iowait: number | null;
  readonly steal: number | null;
  readonly cores: readonly {
    readonly core: number;
    readonly usage: number | null;
    readonly seconds: CpuSeconds;
  }[];
  readonly seconds: CpuSeconds;
  /** Of 1, 5 and 15 minutes. */
  readonly load: Known<readonly [number, number, number]>;
  /** Mean of the cores now, MHz. */
  readonly frequency: Known<number>;
}

/** Bytes. */
export interface MemorySample {
  readonly total: number;
  /** What programs can have without swapping. */
  readonly available: number;
  readonly free: number;
  readonly used: number;
  /** `null` where the system does not tell. */
  readonly buffers: number | null;
  /** `null` where the system does not tell. */
  readonly cached: number | null;
  /** Percent: what is not available, of the total. */
  readonly usage: number;
  /** Unavailable where there is no swap. */
  readonly swap: Known<{
    readonly total: number;
    readonly used: number;
    readonly free: number;
    readonly usage: number;
  }>;
}

/** One mounted file system. */
export interface FilesystemSample {
  readonly mount: string;
  readonly device: string;
  readonly type: string;
  /** `null` where the system does not tell. */
  readonly read_only: boolean | null;
  /** Bytes; `available` is what a user without privileges can still write. Unavailable where it hangs or is cut off. */
  readonly space: Known<{
    readonly total: number;
    readonly used: number;
    readonly free: number;
    readonly available: number;
    /** Percent as `df` tells it: used of used and available. */
    readonly usage: number;
    /** `null` where it has none, or the system does not tell. */
    readonly inodes: number | null;
    readonly inodes_free: number | null;
  }>;
}

/** One disk. Rates are of the time since the sample before, per second; `null` in the first one. */
export interface DiskSample {
  readonly disk: string;
  readonly reads: number;
  readonly writes: number;
  readonly read_bytes: number;
  readonly written_bytes: number;
  /** Seconds in which something was under way. */
  readonly busy_seconds: number;
  readonly read_rate: number | null;
  readonly write_rate: number | null;
  readonly reads_rate: number | null;
  readonly writes_rate: number | null;
  /** Percent of the time in which something was under way. */
  readonly busy: number | null;
}

/** One interface. Counters since it came up; rates per second since the sample before, `null` in the first one. What a system does not count is `null`. */
export interface InterfaceSample {
  readonly interface: string;
  readonly up: boolean | null;
  /** Mbit/s; `null` where the driver does not tell. */
  readonly speed: number | null;
  readonly bytes_received: number;
  readonly bytes_sent: number;
  readonly packets_received: number | null;
  readonly packets_sent: number | null;
  readonly errors_received: number | null;
  readonly errors_sent: number | null;
  readonly dropped_received: number | null;
  readonly dropped_sent: number | null;
  readonly receive_rate: number | null;
  readonly send_rate: number | null;
  /** Of both ways. */
  readonly errors_rate: number | null;
  readonly dropped_rate: number | null;
}

/** One sensor of the machine. */
export interface SensorSample {
  /** Chip and label: `coretemp Package id 0`. */
  readonly sensor: string;
  /** Degrees Celsius, or revolutions per minute. */
  readonly value: number;
  /** What its maker calls too much, where told. */
  readonly critical: number | null;
}

/** One program that runs. */
export interface ProcessSample {
  readonly pid: number;
  readonly name: string;
  /** Percent of one core since the look before; `null` for one that was not there then. */
  readonly cpu: number | null;
  /** Resident, bytes. */
  readonly memory: number;
  /** Percent of all memory; `null` where that is not known. */
  readonly memory_percent: number | null;
}

/** Those that use most, ten of each kind: of the last ten seconds. */
export interface ProcessesSample {
  readonly total: number;
  readonly top_cpu: readonly ProcessSample[];
  readonly top_memory: readonly ProcessSample[];
}

/** One container of an engine. */
export interface ContainerSample {
  readonly name: string;
  readonly image: string;
  /** `running`, `exited`, `paused` … as the engine says. */
  readonly state: string;
  /** `healthy`, `unhealthy`, `starting`; `null` where it has no check. */
  readonly health: string | null;
  /** Percent of one core; `null` where it does not run or was just met. */
  readonly cpu: number | null;
  /** Bytes; `null` where it does not run. */
  readonly memory: number | null;
}

/** One unit of systemd that is a service. */
export interface UnitSample {
  /** `ssh.service` */
  readonly unit: string;
  readonly description: string;
  /** `active`, `inactive`, `failed` … (systemd's ActiveState). */
  readonly active: string;
  /** `running`, `dead`, `exited` … (systemd's SubState). */
  readonly sub: string;
}

/** What a disk says of its own health (smartctl). */
export interface DiskHealthSample {
  readonly disk: string;
  readonly model: string | null;
  readonly serial: string | null;
  /** `null` where it sleeps or does not tell. */
  readonly passed: boolean | null;
  readonly temperature: number | null;
  readonly power_on_hours: number | null;
  readonly reallocated_sectors: number | null;
  readonly pending_sectors: number | null;
  /** Percent of its life that is used up (NVMe). */
  readonly used_percent: number | null;
  /** It was left asleep, and these are of the time before: ms UTC, or `null` for now. */
  readonly asleep_since: number | null;
}

/** One array of Linux's md. */
export interface ArraySample {
  readonly array: string;
  readonly level: string;
  readonly disks: number;
  readonly disks_active: number;
  readonly degraded: boolean;
  /** Percent, while it is rebuilt or checked. */
  readonly progress: number | null;
  readonly action: string | null;
}

/** Everything, at one moment. */
export interface Sample {
  /** ms UTC */
  readonly at: number;
  /** Seconds since the machine started. */
  readonly uptime: Known<number>;
  readonly cpu: Known<CpuSample>;
  readonly memory: Known<MemorySample>;
  readonly filesystems: Known<readonly FilesystemSample[]>;
  readonly disks: Known<readonly DiskSample[]>;
  readonly interfaces: Known<readonly InterfaceSample[]>;
  readonly temperatures: Known<readonly SensorSample[]>;
  readonly fans: Known<readonly SensorSample[]>;
  readonly processes: Known<ProcessesSample>;
  readonly containers: Known<readonly ContainerSample[]>;
  readonly units: Known<readonly UnitSample[]>;
  readonly disk_health: Known<readonly DiskHealthSample[]>;
  readonly arrays: Known<readonly ArraySample[]>;
}

/** What a part of the machine is read with: each may be slower than the next sample, and keeps its last words until then. */
export type Part = Exclude<keyof Sample, 'at'>;
