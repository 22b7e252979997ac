import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reader } from '../../../electron/metrics/reader.ts';
import { machineFolder, readerOf, told } from '../../support/machines.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { newFolder } from '../kernel/folder.ts';

const readers: Reader[] = [];
afterEach(() => {
  for (const reader of readers.splice(0)) reader.stop();
});
function reading(...given: Parameters<typeof readerOf>): Reader {
  const reader = readerOf(...given);
  readers.push(reader);
  return reader;
}
/** A copy of a recorded machine, whose counters a test moves on. */
function copyOf(name: string): string {
  const folder = newFolder();
  cpSync(machineFolder(name), folder, { recursive: true });
  return folder;
}
function change(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

describe('which disks, interfaces, file systems and sensors a machine has', () => {
  const machines = [
    {
      name: 'arm-nas',
      disks: ['sda', 'sdb', 'mmcblk0'],
      interfaces: ['eth0', 'wlan0'],
      mounts: ['/', '/boot', '/srv/My Photos'],
      temperatures: ['cpu_thermal temp1', 'gpu-thermal'],
      fans: ['pwmfan fan1'],
    },
    {
      name: 'many-disks',
      disks: [...Array.from('abcdefghijkl', (letter) => `sd${letter}`), 'nvme0n1'],
      interfaces: ['eno1', 'eno2'],
      mounts: ['/', '/boot/efi', '/mnt/pool', '/tank', '/tank/media'],
      temperatures: [
        'coretemp Package id 0',
        ...['Core 0', 'Core 1', 'Core 2', 'Core 3'].map((core) => `coretemp ${core}`),
        ...['nct6792 SYSTIN', 'nvme Composite', 'x86_pkg_temp'],
      ],
      fans: ['nct6792 fan1', 'nct6792 fan2', 'nct6792 fan3', 'nct6792 fan10'],
    },
    {
      name: 'btrfs',
      disks: ['sata1', 'sata2'],
      interfaces: ['bond0', 'eth0', 'eth1', 'wg0'],
      mounts: ['/', '/volume1', '/volume2'],
      temperatures: null,
      fans: null,
    },
    {
      name: 'lxc',
      disks: [],
      interfaces: ['eth0'],
      mounts: ['/'],
      temperatures: null,
      fans: null,
    },
  ];
  it.each(machines)('$name', async ({ name, ...expected }) => {
    const sample = await reading(machineFolder(name)).read();
    const names = (known: typeof sample.fans): string[] | null =>
      'value' in known ? known.value.map(({ sensor }) => sensor) : null;
    expect({
      disks: told(sample.disks).map(({ disk }) => disk),
      interfaces: told(sample.interfaces).map((one) => one.interface),
      mounts: told(sample.filesystems).map(({ mount }) => mount),
      temperatures: names(sample.temperatures),
      fans: names(sample.fans),
    }).toEqual(expected);
  });

  it('file systems of other machines only where they are asked for, with their names as they are', async () => {
    const sample = await reading(machineFolder('many-disks'), { network: true }).read();
    const filesystems = told(sample.filesystems);
    expect(filesystems.map(({ mount }) => mount)).toEqual([
      '/',
      '/boot/efi',
      '/mnt/cloud',
      '/mnt/other\\machine',
      '/mnt/pool',
      '/tank',
      '/tank/media',
    ]);
    expect(filesystems[3]).toMatchObject({ device: '192.0.2.7:/volume1/back up', type: 'nfs4' });
  });
});

describe('what they say', () => {
  it('a small ARM machine: clocks of its cores, page of 4 KiB, a name with parentheses', async () => {
    const sample = await reading(machineFolder('arm-nas')).read();
    const cpu = told(sample.cpu);
    expect(told(cpu.frequency)).toBe(912);
    expect(told(cpu.load)).toEqual([0.31, 0.42, 0.38]);
    expect(cpu.cores.map(({ core }) => core)).toEqual([0, 1, 2, 3]);
    expect(cpu.seconds).toMatchObject({ user: 2145.23, idle: 91_255.41, iowait: 452.1 });
    expect(cpu.usage).toBeNull();
    expect(told(sample.uptime)).toBe(23_712.48);
    expect(told(told(sample.memory).swap)).toMatchObject({ total: 986_124 * 1024, used: 6124 * 1024 });
    const { total, top_memory: top, top_cpu: topCpu } = told(sample.processes);
    expect(total).toBe(4);
    expect(top[0]).toMatchObject({ pid: 412, name: 'smbd', memory: 8123 * 4096, cpu: null });
    expect(top.map(({ name }) => name)).toContain('my (odd) name');
    expect(topCpu).toEqual([]);
    expect(told(sample.temperatures)).toEqual([
      { sensor: 'cpu_thermal temp1', value: 51.312, critical: 95 },
      { sensor: 'gpu-thermal', value: 49.812, critical: 115 },
    ]);
    expect(told(sample.interfaces)).toMatchObject([
      { interface: 'eth0', up: true, speed: 1000, dropped_received: 1201 },
      { interface: 'wlan0', up: false, speed: null },
    ]);
    expect(told(sample.arrays)).toMatchObject([{ array: 'md1', level: 'raid1', degraded: false }]);
  });

  it('a server: clocks as /proc/cpuinfo tells them where there is no cpufreq; the last mount hides the one before', async () => {
    const sample = await reading(machineFolder('many-disks')).read();
    expect(told(told(sample.cpu).frequency)).toBe(1150);
    expect(told(sample.cpu).cores).toHaveLength(8);
    expect(told(sample.processes).top_memory).toHaveLength(10);
    expect(told(sample.arrays)).toEqual([]);
  });

  it('btrfs without swap: no swap is told as none, pages of 64 KiB, a file system that turned read-only', async () => {
    const sample = await reading(machineFolder('btrfs')).read();
    expect(told(sample.memory).swap).toEqual({ unavailable: { code: 'METRICS_NOT_PRESENT', params: {} } });
    expect(told(sample.processes).top_memory[0]).toMatchObject({ memory: 20 * 65_536 });
    expect(told(sample.filesystems).map((one) => one.read_only)).toEqual([false, false, true]);
    expect(told(sample.interfaces).find((one) => one.interface === 'wg0')).toMatchObject({
      ...{ up: null, speed: null, errors_sent: 2 },
    });
    // It has no clocks, and says so.
    expect(told(sample.cpu).frequency).toEqual({ unavailable: { code: 'METRICS_NOT_PRESENT', params: {} } });
  });

  it('a container: what it does not see is said', async () => {
    const sample = await reading(machineFolder('lxc')).read();
    expect(told(sample.cpu).cores).toHaveLength(2);
    expect(sample.arrays).toEqual({ unavailable: { code: 'METRICS_NOT_PRESENT', params: {} } });
    expect(sample.temperatures).toEqual({ unavailable: { code: 'METRICS_NOT_PRESENT', params: {} } });
  });

  it('arrays of disks in every state', async () => {
    const sample = await reading(machineFolder('md-raid')).read();
    const whole = { degraded: false, progress: null, action: null };
    expect(told(sample.arrays)).toEqual([
      { ...whole, array: 'md0', level: 'raid1', disks: 2, disks_active: 1, degraded: true },
      {
        array: 'md1',
        level: 'raid1',
        disks: 3,
        disks_active: 3,
        degraded: false,
        progress: 12.6,
        action: 'check',
      },
      {
        ...{ array: 'md2', level: 'raid5', disks: 4, disks_active: 3, degraded: true },
        ...{ progress: 41.2, action: 'recovery' },
      },
      { ...whole, array: 'md3', level: 'raid10', disks: 4, disks_active: 4, action: 'resync' },
      { ...whole, array: 'md4', level: 'raid0', disks: 2, disks_active: 2 },
      { ...whole, array: 'md5', level: 'raid6', disks: 4, disks_active: 4, action: 'resync' },
      { ...whole, array: 'md127', level: 'unknown', disks: 1, disks_active: 0, degraded: true },
    ]);
  });

  it('two chips of one kind are told apart by their device', async () => {
    const folder = newFolder();
    for (const [chip, name, device] of [
      ['hwmon0', 'nvme', 'nvme0'],
      ['hwmon1', 'nvme', 'nvme1'],
      ['hwmon2', 'tmp102', '1-0048'],
      ['hwmon3', 'tmp102', '1-0049'],
    ] as const) {
      const path = join(folder, 'sys/class/hwmon', chip);
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'name'), `${name}\n`);
      writeFileSync(join(path, 'temp1_input'), '40000\n');
      symlinkSync(`../../${device}`, join(path, 'device'));
    }
    const { temperatures } = await reading(folder).read();
    expect(told(temperatures).map(({ sensor }) => sensor)).toEqual([
      'nvme0 temp1',
      'nvme1 temp1',
      'tmp102 temp1 (1-0048)',
      'tmp102 temp1 (1-0049)',
    ]);
  });
});

describe('between two looks', () => {
  it('rates and shares are of the time that has passed', async () => {
    const clock = createVirtualClock();
    const folder = copyOf('btrfs');
    const reader = reading(folder, { clock });
    await reader.read();
    // 5 s of two cores: 1 s of work, 1 s of waiting for disks.
    change(folder, 'proc/stat', 'cpu  41233 0 21233 812331 1233', 'cpu  41283 0 21283 813131 1333');
    change(folder, 'proc/stat', 'cpu0 20616 0 10616 406165 616', 'cpu0 20716 0 10616 406565 616');
    change(folder, 'proc/diskstats', '41233 12 812331 4123 12331', '41253 12 814331 4123 12331');
    change(folder, 'proc/diskstats', '412331 8123 0 9123 12246', '412331 8123 0 10373 12246');
    change(folder, 'proc/net/dev', ' 91233123  812331    0', ' 91733123  812331   10');
    change(folder, 'proc/1/stat', ' 12 41 0 0', ' 37 66 0 0');
    await clock.advance(5000);
    const sample = await reader.read();
    expect(told(sample.cpu)).toMatchObject({ usage: 10, iowait: 10, steal: 0 });
    expect(told(sample.cpu).cores.map(({ usage }) => usage)).toEqual([20, null]);
    const [first] = told(sample.disks);
    expect(first).toMatchObject({ reads_rate: 4, read_rate: 204_800, writes_rate: 0, busy: 25 });
    expect(told(sample.interfaces)[0]).toMatchObject({ receive_rate: 100_000, errors_rate: 2, send_rate: 0 });
    expect(told(sample.processes).top_cpu).toMatchObject([{ pid: 1, name: 'init', cpu: 10 }]);
  });

  it('a counter that began anew, and one of an interface that came back, give nothing instead of a spike', async () => {
    const clock = createVirtualClock();
    const folder = copyOf('btrfs');
    const reader = reading(folder, { clock });
    await reader.read();
    change(folder, 'proc/net/dev', ' 91233123  812331', '       5       1');
    change(folder, 'proc/1/stat', ' 1 41 0 0'.replace('1 41', '12 41'), ' 900 900 0 0');
    // Another program has the number now.
    change(folder, 'proc/1/stat', '0 20 0 1 0 1 ', '0 20 0 1 0 777 ');
    await clock.advance(5000);
    const sample = await reader.read();
    expect(told(sample.interfaces)[0]).toMatchObject({ receive_rate: null, bytes_received: 5 });
    expect(told(sample.processes).top_cpu).toEqual([]);
  });

  it('a core that went offline gives nothing of the whole, until there are two looks again', async () => {
    const clock = createVirtualClock();
    const folder = copyOf('btrfs');
    const reader = reading(folder, { clock });
    await reader.read();
    change(folder, 'proc/stat', 'cpu  41233 0 21233 812331', 'cpu  41333 0 21233 412331');
    change(folder, 'proc/stat', 'cpu1 20617 0 10617 406166 617 0 106 0 0 0\n', '');
    await clock.advance(5000);
    expect(told((await reader.read()).cpu)).toMatchObject({ usage: null, cores: [{ core: 0, usage: null }] });
    change(folder, 'proc/stat', 'cpu  41333 0 21233 412331', 'cpu  41433 0 21233 412731');
    await clock.advance(5000);
    expect(told((await reader.read()).cpu).usage).toBe(20);
  });

  it.each([
    ['the clock is set back an hour', -3_600_000],
    ['the machine sleeps for an hour', 3_600_000],
  ])('%s: no rates of that time, and those of the next', async (_, jump) => {
    const clock = createVirtualClock();
    const folder = copyOf('btrfs');
    const reader = reading(folder, { clock });
    await reader.read();
    change(folder, 'proc/net/dev', ' 91233123 ', ' 91733123 ');
    await clock.advance(5000);
    clock.set(clock.now() + jump);
    const sample = await reader.read();
    expect(told(sample.interfaces)[0]?.receive_rate).toBeNull();
    expect(told(sample.cpu).usage).toBeNull();
    change(folder, 'proc/net/dev', ' 91733123 ', ' 92733123 ');
    await clock.advance(5000);
    expect(told((await reader.read()).interfaces)[0]?.receive_rate).toBe(200_000);
  });

  it('programs are looked at every ten seconds', async () => {
    const clock = createVirtualClock();
    const folder = copyOf('btrfs');
    const reader = reading(folder, { clock });
    const shares: (number | null | undefined)[] = [];
    for (const [from, to] of [
      [' 12 41 0 0', ' 12 141 0 0'],
      [' 12 141 0 0', ' 12 241 0 0'],
      [' 12 241 0 0', ' 12 641 0 0'],
      [' 12 641 0 0', ' 12 641 0 0'],
    ] as const) {
      shares.push(told((await reader.read()).processes).top_cpu[0]?.cpu);
      change(folder, 'proc/1/stat', from, to);
      await clock.advance(5000);
    }
    // None at first, then of 5 s, the same again, and of the 10 s since then.
    expect(shares).toEqual([undefined, 20, 20, 50]);
  });

  it('a device that goes and comes back is read again', async () => {
    const folder = copyOf('arm-nas');
    const reader = reading(folder);
    await reader.read();
    change(folder, 'sys/class/net/wlan0/operstate', 'down', 'up');
    change(folder, 'proc/net/dev', 'wlan0', 'wlan1');
    expect(told((await reader.read()).interfaces)[1]).toMatchObject({ interface: 'wlan1', up: null });
    change(folder, 'proc/net/dev', 'wlan1', 'wlan0');
    expect(told((await reader.read()).interfaces)[1]).toMatchObject({ interface: 'wlan0', up: true });
  });
});
