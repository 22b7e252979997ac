/** What a sample says as numbers of named series. Pure. */
import type { MetricName } from '../../shared/metric-names.ts';
import type { Known } from '../kernel/known.ts';
import type { Sample } from './sample.ts';
import { keyOf, type Values } from './series.ts';

const NOTHING: readonly never[] = [];
const valueOf = <T>(known: Known<T>): T | null => ('value' in known ? known.value : null);
const listOf = <T>(known: Known<readonly T[]>): readonly T[] => valueOf(known) ?? NOTHING;
const yesNo = (value: boolean | null): number | null => (value === null ? null : Number(value));

/** What is known of it; what is not, is left out. */
export function valuesOf(sample: Sample): Values {
  const values = new Map<string, number>();
  const put = (name: MetricName, value: number | null | undefined, object = ''): void => {
    if (value !== null && value !== undefined) values.set(keyOf({ name, object }), value);
  };

  put('system.uptime', valueOf(sample.uptime));
  const cpu = valueOf(sample.cpu);
  put('system.cpu.usage', cpu?.usage);
  put('system.cpu.iowait', cpu?.iowait);
  put('system.cpu.steal', cpu?.steal);
  for (const { core, usage } of cpu?.cores ?? NOTHING) put('system.cpu.core.usage', usage, String(core));
  const load = cpu === null ? null : valueOf(cpu.load);
  put('system.load.1', load?.[0]);
  put('system.load.5', load?.[1]);
  put('system.load.15', load?.[2]);
  put('system.cpu.frequency', cpu === null ? null : valueOf(cpu.frequency));

  const memory = valueOf(sample.memory);
  put('system.memory.usage', memory?.usage);
  put('system.memory.used', memory?.used);
  put('system.memory.available', memory?.available);
  put('system.memory.cached', memory?.cached);
  const swap = memory === null ? null : valueOf(memory.swap);
  put('system.swap.usage', swap?.usage);
  put('system.swap.used', swap?.used);

  for (const { mount, read_only: readOnly, space: known } of listOf(sample.filesystems)) {
    put('system.disk.read_only', yesNo(readOnly), mount);
    const space = valueOf(known);
    put('system.disk.usage', space?.usage, mount);
    put('system.disk.used', space?.used, mount);
    put('system.disk.available', space?.available, mount);
    const { inodes = null, inodes_free: free = null } = space ?? {};
    if (inodes !== null && free !== null) {
      put('system.disk.inodes.usage', (100 * (inodes - free)) / inodes, mount);
    }
  }
  for (const disk of listOf(sample.disks)) {
    put('system.disk_io.read', disk.read_rate, disk.disk);
    put('system.disk_io.write', disk.write_rate, disk.disk);
    put('system.disk_io.reads', disk.reads_rate, disk.disk);
    put('system.disk_io.writes', disk.writes_rate, disk.disk);
    put('system.disk_io.busy', disk.busy, disk.disk);
  }
  for (const disk of listOf(sample.disk_health)) {
    put('system.disk.temperature', disk.temperature, disk.disk);
    put('system.disk.healthy', yesNo(disk.passed), disk.disk);
    put('system.disk.reallocated', disk.reallocated_sectors, disk.disk);
    put('system.disk.pending', disk.pending_sectors, disk.disk);
    put('system.disk.life_used', disk.used_percent, disk.disk);
  }
  for (const one of listOf(sample.interfaces)) {
    put('system.network.received', one.receive_rate, one.interface);
    put('system.network.sent', one.send_rate, one.interface);
    put('system.network.errors', one.errors_rate, one.interface);
    put('system.network.dropped', one.dropped_rate, one.interface);
  }
  for (const { sensor, value } of listOf(sample.temperatures)) put('system.temperature', value, sensor);
  for (const { sensor, value } of listOf(sample.fans)) put('system.fan', value, sensor);
  put('system.processes', valueOf(sample.processes)?.total);
  for (const { name, state, health, cpu: share, memory: bytes } of listOf(sample.containers)) {
    put('system.container.running', yesNo(state === 'running'), name);
    put('system.container.healthy', health === null ? null : yesNo(health !== 'unhealthy'), name);
    put('system.container.cpu', share, name);
    put('system.container.memory', bytes, name);
  }
  for (const { unit, active } of listOf(sample.units)) {
    put('system.unit.active', yesNo(active === 'active'), unit);
    // Of hundreds of services hardly one fails: only those are kept.
    if (active === 'failed') put('system.unit.failed', 1, unit);
  }
  for (const { array, degraded } of listOf(sample.arrays)) {
    put('system.array.degraded', yesNo(degraded), array);
  }
  return values;
}
