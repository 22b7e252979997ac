import { readFileSync } from 'node:fs';
import type { CpuInfo } from 'node:os';
import * as system from 'node:os';
import type { Systeminformation } from 'systeminformation';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/kernel/clock.ts';
import { parseMeminfo } from '../../../../electron/metrics/proc/meminfo.ts';
import { createPortableCpu } from '../../../../electron/metrics/slow/portable-cpu.ts';
import {
  filesystemsOf,
  interfacesOf,
  memoryOf,
  processesOf,
  temperaturesOf,
} from '../../../../electron/metrics/slow/portable-parts.ts';
import { createPortableReader } from '../../../../electron/metrics/slow/portable-reader.ts';
import type { LiveInformation } from '../../../../electron/metrics/slow/system-information.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { needs, titled } from '../../../support/needs.ts';

const notTold = { unavailable: { code: 'METRICS_NOT_TOLD', params: {} } };
const GB = 1024 ** 3;

/** As the library answers on a Mac. */
const mem: Systeminformation.MemData = {
  total: 16 * GB,
  free: 1 * GB,
  used: 15 * GB,
  active: 9 * GB,
  available: 7 * GB,
  buffcache: 6 * GB,
  buffers: 0,
  cached: 0,
  slab: 0,
  reclaimable: 3 * GB,
  swaptotal: 2 * GB,
  swapused: 0.5 * GB,
  swapfree: 1.5 * GB,
  writeback: null,
  dirty: null,
};
const volume: Systeminformation.FsSizeData = {
  fs: '/dev/disk3s1s1',
  type: 'APFS',
  size: 1000,
  used: 300,
  available: 500,
  use: 37.5,
  mount: '/',
  rw: false,
};
const network: Systeminformation.NetworkStatsData = {
  iface: 'en0',
  operstate: 'up',
  rx_bytes: 1000,
  rx_dropped: 0,
  rx_errors: 1,
  tx_bytes: 2000,
  tx_dropped: Number.NaN,
  tx_errors: 0,
  rx_sec: 0,
  tx_sec: 0,
  ms: 0,
};
const process1 = (pid: number, cpu: number, memRss: number): Systeminformation.ProcessesProcessData => ({
  pid,
  parentPid: 1,
  name: `p${pid}`,
  cpu,
  cpuu: cpu,
  cpus: 0,
  mem: 0,
  priority: 0,
  memVsz: 0,
  memRss,
  nice: 0,
  started: '',
  state: 'unknown',
  tty: '',
  user: '',
  command: '',
  params: '',
  path: '',
});
const processes = (list: Systeminformation.ProcessesProcessData[]): Systeminformation.ProcessesData => ({
  all: list.length,
  running: 0,
  blocked: 0,
  sleeping: 0,
  unknown: 0,
  list,
});
const cold: Systeminformation.CpuTemperatureData = { main: 0, cores: [], max: 0 };

describe('memory', () => {
  it('is what it says; buffers, cache and a swap of 0 are not told outside of Linux', () => {
    expect(memoryOf(mem)).toEqual({
      value: {
        total: 16 * GB,
        available: 7 * GB,
        free: 1 * GB,
        used: 9 * GB,
        buffers: null,
        cached: null,
        usage: 56.25,
        swap: { value: { total: 2 * GB, used: 0.5 * GB, free: 1.5 * GB, usage: 25 } },
      },
    });
    expect(memoryOf({ ...mem, swaptotal: 0, swapused: 0 })).toMatchObject({ value: { swap: notTold } });
    expect(memoryOf({ ...mem, swaptotal: Number.NaN })).toMatchObject({ value: { swap: notTold } });
  });

  it.each([{ total: 0 }, { available: Number.NaN }, { available: -1 }, { available: 17 * GB }])(
    'is not told with %o',
    (odd) => {
      expect(memoryOf({ ...mem, ...odd })).toEqual(notTold);
    },
  );
});

it('a volume whose sizes are not told is listed without; no volume at all is a question that failed', () => {
  expect(filesystemsOf([volume, { ...volume, mount: 'D:', size: Number.NaN, rw: null }])).toMatchObject({
    value: [
      {
        mount: '/',
        read_only: true,
        space: { value: { total: 1000, used: 300, free: 700, available: 500, usage: 37.5, inodes: null } },
      },
      { mount: 'D:', read_only: null, space: notTold },
    ],
  });
  expect(filesystemsOf([])).toEqual(notTold);
});

it('an interface has rates since the look before, and none over a counter that began anew', () => {
  const before = new Map([
    ['en0', { received: 400, sent: 5000 }],
    ['en1', { received: 0, sent: 0 }],
  ]);
  const told = interfacesOf(
    [network, { ...network, iface: 'utun0', operstate: 'unknown' }, { ...network, rx_bytes: -1 }],
    before,
    10,
  );
  expect(told).toMatchObject({
    value: [
      {
        interface: 'en0',
        up: true,
        speed: null,
        bytes_received: 1000,
        packets_received: null,
        errors_received: 1,
        dropped_received: 0,
        dropped_sent: null,
        receive_rate: 60,
        send_rate: null,
      },
      { interface: 'utun0', up: null, receive_rate: null },
    ],
  });
  expect('value' in told && told.value.length).toBe(2);
});

it('a temperature of 0, -1 or null is none', () => {
  expect(temperaturesOf(cold)).toEqual(notTold);
  expect(temperaturesOf({ main: null as never, cores: [-1, Number.NaN], max: null as never })).toEqual(
    notTold,
  );
  expect(temperaturesOf({ main: 52.5, cores: [51, 0], max: 53, chipset: 40 })).toEqual({
    value: [
      { sensor: 'cpu', value: 52.5, critical: null },
      { sensor: 'cpu core 0', value: 51, critical: null },
      { sensor: 'chipset', value: 40, critical: null },
    ],
  });
});

it('processes are counted in percent of one core, and not from the first answer where that is of their whole life', () => {
  const told = processes([process1(0, 300, 8), process1(4, 10, 1024), process1(5, 20, 512)]);
  const context = { platform: 'win32', cores: 4, memoryTotal: 4 * 1024 * 1024, isFirst: false } as const;
  expect(processesOf(told, context)).toMatchObject({
    value: {
      total: 2,
      top_cpu: [
        { pid: 5, cpu: 80 },
        { pid: 4, cpu: 40, memory: 1_048_576, memory_percent: 25 },
      ],
      top_memory: [{ pid: 4 }, { pid: 5 }],
    },
  });
  expect(processesOf(told, { ...context, isFirst: true })).toMatchObject({
    value: { top_memory: [{ cpu: null }, { cpu: null }] },
  });
  expect(processesOf(told, { ...context, platform: 'darwin', isFirst: true })).toMatchObject({
    value: { top_cpu: [{ pid: 5, cpu: 20 }, { pid: 4 }] },
  });
  expect(processesOf(processes([]), context)).toEqual(notTold);
});

describe('the processor', () => {
  const core = (user: number, idle: number, sys = 0, irq = 0): CpuInfo => ({
    model: 'x',
    speed: 2400,
    times: { user, nice: 0, sys, idle, irq },
  });

  it('is busy in percent of the time between two looks', () => {
    let cores = [core(1000, 9000), core(0, 10_000)];
    const look = createPortableCpu({ cpus: () => cores, loadavg: () => [1, 2, 3] }, 'darwin');
    expect(look()).toMatchObject({
      value: { usage: null, iowait: null, load: { value: [1, 2, 3] }, frequency: notTold },
    });
    cores = [core(2000, 9000), core(0, 11_000)];
    expect(look()).toMatchObject({
      value: {
        usage: 50,
        cores: [
          { core: 0, usage: 100, seconds: { user: 2, idle: 9, irq: null } },
          { core: 1, usage: 0 },
        ],
        seconds: { user: 2, idle: 20, iowait: null, steal: null },
      },
    });
    expect(look()).toMatchObject({ value: { usage: null } });
    cores = [core(1, 1)];
    expect(look()).toMatchObject({ value: { usage: null, cores: [{ usage: null }] } });
  });

  it('of Windows has its interrupts within the system’s time, and no load', () => {
    const look = createPortableCpu(
      { cpus: () => [core(0, 9000, 1000, 400)], loadavg: () => [0, 0, 0] },
      'win32',
    );
    expect(look()).toMatchObject({
      value: { load: notTold, seconds: { system: 0.6, irq: 0.4, idle: 9 } },
    });
  });

  it('that may not be seen is not told', () => {
    expect(createPortableCpu({ cpus: () => [], loadavg: () => [0, 0, 0] }, 'linux')()).toEqual(notTold);
  });
});

describe('the reader', () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const fake = (changed: Partial<LiveInformation> = {}): LiveInformation => ({
    mem: () => Promise.resolve(mem),
    fsSize: () => Promise.resolve([volume]),
    networkStats: () => Promise.resolve([network]),
    processes: () => Promise.resolve(processes([process1(4, 10, 1024)])),
    cpuTemperature: () => Promise.resolve(cold),
    ...changed,
  });

  it('asks each program at its own pace and repeats its last words in between', async () => {
    const clock = createVirtualClock();
    let asked = 0;
    const si = fake({
      fsSize: () => {
        asked += 1;
        return Promise.resolve([volume]);
      },
    });
    const reader = createPortableReader({ clock, platform: 'darwin', load: () => Promise.resolve(si) });
    for (let look = 0; look < 12; look += 1) {
      expect(await reader.read()).toMatchObject({
        at: clock.now(),
        filesystems: { value: [{ mount: '/' }] },
      });
      await clock.advance(5_000);
    }
    expect(asked).toBe(1);
    await reader.read();
    expect(asked).toBe(2);
  });

  it('does not wait for a program that hangs, asks it no second time, and says so in the end', async () => {
    const clock = createVirtualClock();
    let asked = 0;
    const si = fake({
      cpuTemperature: () => {
        asked += 1;
        return asked === 1 ? Promise.resolve({ ...cold, main: 50 }) : never();
      },
      mem: () => Promise.reject(new Error('no PowerShell')),
    });
    const reader = createPortableReader({ clock, platform: 'win32', load: () => Promise.resolve(si) });
    const look = async () => {
      const reading = reader.read();
      await clock.advance(3_000);
      return reading;
    };
    const warm = { value: [{ sensor: 'cpu', value: 50 }] };
    expect(await look()).toMatchObject({
      temperatures: warm,
      memory: { unavailable: { code: 'METRICS_HARDWARE_FAILED', params: { problem: 'no PowerShell' } } },
    });
    await clock.advance(60_000);
    expect(await look()).toMatchObject({ temperatures: warm, interfaces: { value: [{ interface: 'en0' }] } });
    await clock.advance(120_000);
    expect(await look()).toMatchObject({
      temperatures: { unavailable: { code: 'METRICS_HARDWARE_FAILED', params: { problem: 'timeout' } } },
    });
    expect(asked).toBe(2);
  });

  it('that has heard nothing yet says so', async () => {
    const clock = createVirtualClock();
    const reader = createPortableReader({ clock, platform: 'win32', load: never });
    const reading = reader.read();
    await clock.advance(3_000);
    expect(await reading).toMatchObject({
      memory: { unavailable: { code: 'METRICS_NOT_READ_YET' } },
      cpu: { value: { usage: null } },
    });
  });

  it.skipIf(!needs.linux.ok)(titled('agrees with /proc on Linux', needs.linux), async () => {
    const sample = await createPortableReader({ clock: systemClock, platform: process.platform }).read();
    const told = parseMeminfo(readFileSync('/proc/meminfo', 'utf8'));
    expect(sample.memory).toMatchObject({ value: { total: told?.total } });
    expect('value' in sample.cpu && sample.cpu.value.cores.length).toBe(system.cpus().length);
    const counted = readFileSync('/proc/stat', 'utf8').match(/^cpu\d+ /gm)?.length;
    expect('value' in sample.cpu && sample.cpu.value.cores.length).toBe(counted);
    expect('value' in sample.filesystems && sample.filesystems.value.map(({ mount }) => mount)).toContain(
      '/',
    );
  });
});
