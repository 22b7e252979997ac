/** Disks: which are told of, and how fast they are. */
import type { DiskCounters } from '../proc/diskstats.ts';
import { rateBetween } from '../rates.ts';
import type { DiskSample } from '../sample.ts';

/**
 * What lies on disks (device mapper, md, ZFS volumes, loops) and would count their traffic a second time, what lies in
 * memory, discs, floppies, and the boot areas of eMMC. node_exporter shows the stacked ones, iostat too; here the sum over
 * all disks is what the disks did.
 */
const NOT_DISKS = /^(?:dm-|md|zd|loop|z?ram|sr|fd|drbd|bcache|mtdblock|mmcblk\d+(?:boot|rpmb))/;

/** `sda1`, `nvme0n1p1`: the name of a disk that is there, with a number behind it. */
function isPartition(name: string, all: ReadonlyMap<string, unknown>): boolean {
  const disk = /^(.*\d)p\d+$/.exec(name)?.[1] ?? /^(.*\D)\d+$/.exec(name)?.[1];
  return disk !== undefined && all.has(disk);
}

/** Names of the disks, without partitions and without those that never did anything (empty card readers, spare nbd). */
export const diskNames = (all: ReadonlyMap<string, DiskCounters>): string[] =>
  [...all]
    .filter(
      ([name, { reads, writes }]) => reads + writes > 0 && !NOT_DISKS.test(name) && !isPartition(name, all),
    )
    .map(([name]) => name);

/** What the counters of a disk come to. */
export function diskSampleOf(
  disk: string,
  before: DiskCounters | undefined,
  now: DiskCounters,
  seconds: number | null,
): DiskSample {
  const rate = (counter: keyof DiskCounters): number | null =>
    rateBetween(before?.[counter], now[counter], seconds);
  const busyMs = rate('busyMs');
  return {
    disk,
    reads: now.reads,
    writes: now.writes,
    read_bytes: now.readBytes,
    written_bytes: now.writtenBytes,
    busy_seconds: now.busyMs / 1000,
    read_rate: rate('readBytes'),
    write_rate: rate('writtenBytes'),
    reads_rate: rate('reads'),
    writes_rate: rate('writes'),
    // The kernel counts in its own ticks, and may be one ahead.
    busy: busyMs === null ? null : Math.min(100, busyMs / 10),
  };
}
