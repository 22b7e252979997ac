/**
 * Parts of a sample out of what systeminformation answers. It says 0, -1, NaN, null or an empty text where it knows
 * nothing; none of these becomes a measurement here. Pure.
 */
import type { Systeminformation } from 'systeminformation';
import type { Known } from '../../kernel/known.ts';
import type {
  FilesystemSample,
  InterfaceSample,
  MemorySample,
  ProcessSample,
  ProcessesSample,
  SensorSample,
} from '../sample.ts';
import { toldAmount, toldCount, toldText } from './system-information.ts';

const notTold: Known<never> = { unavailable: { code: 'METRICS_NOT_TOLD', params: {} } };

/**
 * `mem()`. Buffers and cache are told on Linux alone: 0 elsewhere. A swap of 0 is both none at all and a question that
 * failed, so it is neither.
 */
export function memoryOf(told: Systeminformation.MemData): Known<MemorySample> {
  const total = toldAmount(told.total);
  const available = toldCount(told.available);
  const free = toldCount(told.free);
  if (total === null || available === null || free === null || available > total) return notTold;
  const swapTotal = toldAmount(told.swaptotal);
  const swapUsed = toldCount(told.swapused);
  return {
    value: {
      total,
      available,
      free,
      used: total - available,
      buffers: toldAmount(told.buffers),
      cached: toldAmount(told.cached),
      usage: ((total - available) / total) * 100,
      swap:
        swapTotal === null || swapUsed === null
          ? notTold
          : {
              value: {
                total: swapTotal,
                used: swapUsed,
                free: Math.max(0, swapTotal - swapUsed),
                usage: Math.min(100, (swapUsed / swapTotal) * 100),
              },
            },
    },
  };
}

/** `fsSize()`. Percent as `df` counts: of what users can have. */
export function filesystemsOf(
  told: readonly Systeminformation.FsSizeData[],
): Known<readonly FilesystemSample[]> {
  const all = told.flatMap((entry): FilesystemSample[] => {
    const mount = toldText(entry.mount);
    if (mount === null) return [];
    const total = toldAmount(entry.size);
    const used = toldCount(entry.used);
    const available = toldCount(entry.available);
    const known = total !== null && used !== null && available !== null && used + available > 0;
    return [
      {
        mount,
        device: entry.fs,
        type: entry.type,
        read_only: typeof entry.rw === 'boolean' ? !entry.rw : null,
        space: known
          ? {
              value: {
                total,
                used,
                free: Math.max(0, total - used),
                available,
                usage: (used / (used + available)) * 100,
                inodes: null,
                inodes_free: null,
              },
            }
          : notTold,
      },
    ];
  });
  // It answers an empty list where the program behind it failed.
  return all.length === 0 ? notTold : { value: all };
}

/** What was told of an interface at the look before. */
export type InterfaceBefore = ReadonlyMap<string, { readonly received: number; readonly sent: number }>;

function rate(before: number | undefined, after: number, seconds: number): number | null {
  if (before === undefined || after < before || !(seconds > 0)) return null;
  return (after - before) / seconds;
}

/** `networkStats('*')`, with rates of the `seconds` since `before`. An interface whose bytes are not told is left out. */
export function interfacesOf(
  told: readonly Systeminformation.NetworkStatsData[],
  before: InterfaceBefore,
  seconds: number,
): Known<readonly InterfaceSample[]> {
  const all = told.flatMap((entry): InterfaceSample[] => {
    const name = toldText(entry.iface);
    const received = toldCount(entry.rx_bytes);
    const sent = toldCount(entry.tx_bytes);
    if (name === null || received === null || sent === null) return [];
    const last = before.get(name);
    return [
      {
        interface: name,
        up: entry.operstate === 'up' ? true : entry.operstate === 'down' ? false : null,
        speed: null,
        bytes_received: received,
        bytes_sent: sent,
        packets_received: null,
        packets_sent: null,
        errors_received: toldCount(entry.rx_errors),
        errors_sent: toldCount(entry.tx_errors),
        dropped_received: toldCount(entry.rx_dropped),
        dropped_sent: toldCount(entry.tx_dropped),
        receive_rate: rate(last?.received, received, seconds),
        send_rate: rate(last?.sent, sent, seconds),
        errors_rate: null,
        dropped_rate: null,
      },
    ];
  });
  return all.length === 0 ? notTold : { value: all };
}

/** `cpuTemperature()`. No processor that runs is at 0 °C: that is what the library says for "unknown". */
export function temperaturesOf(told: Systeminformation.CpuTemperatureData): Known<readonly SensorSample[]> {
  const main = toldAmount(told.main);
  const chipset = toldAmount(told.chipset);
  const all = [
    ...(main === null ? [] : [{ sensor: 'cpu', value: main, critical: null }]),
    ...told.cores.flatMap((core, index) => {
      const value = toldAmount(core);
      return value === null ? [] : [{ sensor: `cpu core ${index}`, value, critical: null }];
    }),
    ...(chipset === null ? [] : [{ sensor: 'chipset', value: chipset, critical: null }]),
  ];
  return all.length === 0 ? notTold : { value: all };
}

/** So many of each kind are kept. */
const MOST = 10;

/**
 * `processes()`. Percent are of one core: macOS's `ps` says so; on Windows and Linux the library counts of all of them,
 * and its first answer there is of the whole life of a process, which is not what was asked.
 */
export function processesOf(
  told: Systeminformation.ProcessesData,
  context: { platform: NodeJS.Platform; cores: number; memoryTotal: number; isFirst: boolean },
): Known<ProcessesSample> {
  const { platform, cores, memoryTotal, isFirst } = context;
  const factor = platform === 'darwin' ? 1 : cores;
  const list = told.list.flatMap((entry): ProcessSample[] => {
    const pid = toldAmount(entry.pid);
    const kilobytes = toldCount(entry.memRss);
    // The list of Windows begins with its idle time, as process 0.
    if (pid === null || kilobytes === null) return [];
    const cpu = toldCount(entry.cpu);
    return [
      {
        pid,
        name: entry.name,
        cpu: cpu === null || (isFirst && platform !== 'darwin') ? null : cpu * factor,
        memory: kilobytes * 1024,
        memory_percent: ((kilobytes * 1024) / memoryTotal) * 100,
      },
    ];
  });
  if (list.length === 0) return notTold;
  const top = (of: (process: ProcessSample) => number): ProcessSample[] =>
    list.toSorted((a, b) => of(b) - of(a)).slice(0, MOST);
  return {
    value: {
      total: list.length,
      top_cpu: top((process) => process.cpu ?? -1),
      top_memory: top((process) => process.memory),
    },
  };
}
