import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statfsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { createLinuxReader } from '../../../electron/metrics/linux/reader.ts';
import type { MachineSample, Reader } from '../../../electron/metrics/reader.ts';
import { machineFolder, readerOf, told } from '../../support/machines.ts';
import { freePort } from '../../support/free-port.ts';
import { findCommand, needs, titled } from '../../support/needs.ts';

const needsExporter = needs.all(needs.linux, needs.command('prometheus-node-exporter'));

let exporter: ChildProcess | null = null;
let reader: Reader | null = null;
afterEach(async () => {
  reader?.stop();
  reader = null;
  if (exporter === null) return;
  const ended = once(exporter, 'exit');
  exporter.kill();
  await ended;
  exporter = null;
});

/** What node_exporter says of a machine below a folder, by `name{labels}`. */
async function exported(root: string, collectors: readonly string[]): Promise<Map<string, number>> {
  const port = await freePort();
  exporter = spawn(
    findCommand('prometheus-node-exporter') ?? '',
    [
      ...[`--web.listen-address=127.0.0.1:${String(port)}`, '--collector.disable-defaults'],
      ...[`--path.procfs=${root}/proc`, `--path.sysfs=${root}/sys`],
      // It would ask the kernel of this machine.
      '--no-collector.netdev.netlink',
      ...collectors.map((name) => `--collector.${name}`),
    ],
    { stdio: 'ignore' },
  );
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${String(port)}/metrics`).catch(() => null);
    if (response === null) {
      // Not listening yet; the test's own time ends this.
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(
      lines.map((line) => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), Number(line.slice(space + 1))];
      }),
    );
  }
}

/** The same facts under node_exporter's names. */
function underItsNames(sample: MachineSample): Map<string, number> {
  const facts = new Map<string, number>();
  if ('value' in sample.cpu) {
    for (const { core, seconds } of sample.cpu.value.cores)
      for (const [mode, spent] of Object.entries(seconds))
        facts.set(`node_cpu_seconds_total{cpu="${String(core)}",mode="${mode}"}`, spent as number);
    const load = sample.cpu.value.load;
    if ('value' in load)
      for (const [index, name] of ['node_load1', 'node_load5', 'node_load15'].entries())
        facts.set(name, load.value[index] ?? NaN);
  }
  const memory = told(sample.memory);
  facts.set('node_memory_MemTotal_bytes', memory.total);
  facts.set('node_memory_MemAvailable_bytes', memory.available);
  facts.set('node_memory_MemFree_bytes', memory.free);
  facts.set('node_memory_SwapTotal_bytes', 'value' in memory.swap ? memory.swap.value.total : 0);
  for (const one of 'value' in sample.disks ? sample.disks.value : []) {
    const labels = `{device="${one.disk}"}`;
    facts.set(`node_disk_reads_completed_total${labels}`, one.reads);
    facts.set(`node_disk_writes_completed_total${labels}`, one.writes);
    facts.set(`node_disk_read_bytes_total${labels}`, one.read_bytes);
    facts.set(`node_disk_written_bytes_total${labels}`, one.written_bytes);
    facts.set(`node_disk_io_time_seconds_total${labels}`, one.busy_seconds);
  }
  for (const one of 'value' in sample.interfaces ? sample.interfaces.value : []) {
    const labels = `{device="${one.interface}"}`;
    facts.set(`node_network_receive_bytes_total${labels}`, one.bytes_received);
    facts.set(`node_network_transmit_bytes_total${labels}`, one.bytes_sent);
    facts.set(`node_network_receive_packets_total${labels}`, one.packets_received ?? NaN);
    facts.set(`node_network_transmit_errs_total${labels}`, one.errors_sent ?? NaN);
    facts.set(`node_network_receive_drop_total${labels}`, one.dropped_received ?? NaN);
  }
  for (const one of 'value' in sample.arrays ? sample.arrays.value : []) {
    facts.set(`node_md_disks_required{device="${one.array}"}`, one.disks);
  }
  return facts;
}

describe.skipIf(!needsExporter.ok)(titled('node_exporter says the same of', needsExporter), () => {
  it.each([
    ['arm-nas', ['cpu', 'meminfo', 'loadavg', 'diskstats', 'netdev', 'mdadm']],
    ['many-disks', ['cpu', 'meminfo', 'loadavg', 'diskstats', 'netdev']],
    ['btrfs', ['cpu', 'meminfo', 'loadavg', 'diskstats', 'netdev']],
    ['lxc', ['cpu', 'meminfo', 'loadavg', 'netdev']],
  ])('%s', async (name, collectors) => {
    const root = machineFolder(name);
    const theirs = await exported(root, collectors);
    reader = readerOf(root);
    const ours = underItsNames(await reader.read());
    expect(ours.size).toBeGreaterThan(20);
    // It adds up what we multiply.
    const round = (value: number | undefined): number | undefined => value && Math.round(value * 1e6) / 1e6;
    const found = new Map([...ours.keys()].map((key) => [key, round(theirs.get(key))]));
    expect(found).toEqual(new Map([...ours].map(([key, value]) => [key, round(value)])));
  });

  it('the temperatures and fans of a server', async () => {
    const root = machineFolder('many-disks');
    const theirs = await exported(root, ['hwmon']);
    reader = readerOf(root);
    const sample = await reader.read();
    const values = (name: string): number[] =>
      [...theirs].filter(([key]) => key.startsWith(`${name}{`)).map(([, value]) => value);
    // It tells of disks and of pins without probes, too; each of ours is among them.
    expect(values('node_hwmon_temp_celsius')).toEqual(
      expect.arrayContaining(told(sample.temperatures).map(({ value }) => value)),
    );
    expect(values('node_hwmon_fan_rpm').sort()).toEqual(
      told(sample.fans)
        .map(({ value }) => value)
        .sort(),
    );
  });

  it('the file systems of this machine, and its processors', async () => {
    const theirs = await exported('', ['filesystem', 'cpu']);
    reader = createLinuxReader({ root: '/', clock: systemClock, networkFilesystems: () => false });
    const sample = await reader.read();
    const root = told(sample.filesystems).find(({ mount }) => mount === '/');
    if (root === undefined) throw new Error('No root');
    const labels = `{device="${root.device}",fstype="${root.type}",mountpoint="/"}`;
    const size = theirs.get(`node_filesystem_size_bytes${labels}`);
    expect(told(root.space).total).toBe(size ?? statfsSync('/').blocks * statfsSync('/').bsize);
    const idle = theirs.get('node_cpu_seconds_total{cpu="0",mode="idle"}') ?? NaN;
    const ours = told(sample.cpu).cores[0]?.seconds.idle ?? NaN;
    expect(ours).toBeGreaterThanOrEqual(idle);
    expect(ours - idle).toBeLessThan(60);
  });
});
