import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import { parseDiskstats } from '../../../electron/metrics/proc/diskstats.ts';
import { parseMeminfo } from '../../../electron/metrics/proc/meminfo.ts';
import { parseMountinfo } from '../../../electron/metrics/proc/mountinfo.ts';
import { parseNetDev } from '../../../electron/metrics/proc/net-dev.ts';
import { parseStat, sharesBetween } from '../../../electron/metrics/proc/stat.ts';
import { needs, titled } from '../../support/needs.ts';

describe('/proc/stat', () => {
  const text = `cpu  100 20 30 800 40 5 5 10 7 0
cpu0 60 10 20 400 20 3 3 5 4 0
cpu2 40 10 10 400 20 2 2 5 3 0
intr 1 2 3
btime 1792800000
`;

  it('is read by core in seconds, also where one is offline', () => {
    const kinds = { nice: 0.1, system: 0.1, iowait: 0.2, irq: 0.02, softirq: 0.02, steal: 0.05, idle: 4 };
    expect(parseStat(text)).toEqual({
      all: { user: 1, nice: 0.2, system: 0.3, idle: 8, iowait: 0.4, irq: 0.05, softirq: 0.05, steal: 0.1 },
      cores: new Map([
        [0, { ...kinds, user: 0.6, system: 0.2, irq: 0.03, softirq: 0.03 }],
        [2, { ...kinds, user: 0.4 }],
      ]),
    });
    expect(parseStat('nothing of it')).toBeNull();
  });

  it('tells what the time between was spent on, and nothing where none has passed', () => {
    const before = { user: 50, nice: 0, system: 50, irq: 0, softirq: 0, steal: 0, idle: 800, iowait: 40 };
    const after = { ...before, user: 60, system: 62, steal: 3, idle: 870, iowait: 45 };
    expect(sharesBetween(before, after)).toEqual({ usage: 25, iowait: 5, steal: 3 });
    expect(sharesBetween(before, before)).toBeNull();
    // The kernel's iowait goes back now and then.
    expect(sharesBetween(before, { ...before, user: 100, idle: 850, iowait: 30 })?.usage).toBe(50);
    // The idle time of a core that was offline begins anew: all of the rest would be a spike.
    expect(sharesBetween(before, { ...before, user: 51, idle: 10 })).toBeNull();
  });
});

it('/proc/meminfo is read in bytes; an old kernel’s available is what it could give back', () => {
  const lines = [
    'MemTotal:  1000 kB',
    'MemFree:  100 kB',
    'Buffers:  50 kB',
    'Cached:  200 kB',
    'SReclaimable:  25 kB',
  ];
  const old = parseMeminfo(`${lines.join('\n')}\nHugePages_Total:       0\n`);
  expect(old).toMatchObject({ total: 1_024_000, available: 375 * 1024, swapTotal: 0 });
  expect(parseMeminfo(`${lines.join('\n')}\nMemAvailable:  600 kB\n`)?.available).toBe(600 * 1024);
  expect(parseMeminfo('')).toBeNull();
});

it('/proc/net/dev is read with a space after the colon and without', () => {
  const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 10 1 0 0 0 0 0 0 10 1 0 0 0 0 0 0
  eth0:4294967296 7 1 2 0 0 0 3 5000000000 9 4 5 0 0 0 0
`;
  expect([...parseNetDev(text).keys()]).toEqual(['lo', 'eth0']);
  expect(parseNetDev(text).get('eth0')).toEqual({
    ...{ rxBytes: 4_294_967_296, rxPackets: 7, rxErrors: 1, rxDropped: 2 },
    ...{ txBytes: 5_000_000_000, txPackets: 9, txErrors: 4, txDropped: 5 },
  });
});

it('/proc/diskstats is read with the fields of old and new kernels', () => {
  const text = `   8       0 sda 10 1 2000 30 20 2 4000 50 0 70 80
 259       0 nvme0n1 1 0 8 1 2 0 16 1 0 3 4 5 6 7 8 9 10
   8       1 sda1
`;
  expect(parseDiskstats(text)).toEqual(
    new Map([
      ['sda', { reads: 10, readBytes: 1_024_000, writes: 20, writtenBytes: 2_048_000, busyMs: 70 }],
      ['nvme0n1', { reads: 1, readBytes: 4096, writes: 2, writtenBytes: 8192, busyMs: 3 }],
    ]),
  );
});

it.skipIf(!needs.linux.ok)(
  titled('what this machine says agrees with what its system says', needs.linux),
  () => {
    const read = (name: string): string => readFileSync(`/proc/${name}`, 'utf8');
    expect(parseStat(read('stat'))?.cores.size).toBe(cpus().length);
    expect(parseMeminfo(read('meminfo'))?.total).toBe(totalmem());
    expect(parseNetDev(read('net/dev')).has('lo')).toBe(true);
    expect(parseDiskstats(read('diskstats')).size).toBeGreaterThan(0);
  },
);

describe('/proc/self/mountinfo', () => {
  it.each([
    ['a disk that may be written', 'rw,relatime', 'rw,errors=remount-ro', false],
    ['a file system that turned read-only after an error', 'rw,relatime', 'ro,errors=remount-ro', true],
    ['what a service or a container may not write, on a disk that is well', 'ro,relatime', 'rw', false],
  ])('tells whether the file system is read-only, not the one mount: %s', (_, own, whole, readOnly) => {
    const text = `36 25 8:1 / /volume1 ${own} shared:1 - ext4 /dev/sda1 ${whole}\n`;
    expect(parseMountinfo(text)).toEqual([
      { deviceId: '8:1', root: '/', mount: '/volume1', type: 'ext4', source: '/dev/sda1', readOnly },
    ]);
  });
});
