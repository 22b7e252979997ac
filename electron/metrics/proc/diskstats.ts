/** `/proc/diskstats`: what each block device has done (the kernel's Documentation/admin-guide/iostats.rst). Pure. */

/** Since the start of the system. */
export interface DiskCounters {
  readonly reads: number;
  readonly readBytes: number;
  readonly writes: number;
  readonly writtenBytes: number;
  /** ms in which something was under way. */
  readonly busyMs: number;
}

/** A sector of this file, whatever the disk's own is. */
const SECTOR = 512;

/** Reads the file, by the name of the device. */
export function parseDiskstats(text: string): Map<string, DiskCounters> {
  const found = new Map<string, DiskCounters>();
  for (const line of text.split('\n')) {
    const [, , name, ...fields] = line.trim().split(/ +/);
    if (name === undefined || fields.length < 10) continue;
    const [reads = 0, , readSectors = 0, , writes = 0, , writtenSectors = 0, , , busyMs = 0] =
      fields.map(Number);
    found.set(name, {
      reads,
      readBytes: readSectors * SECTOR,
      writes,
      writtenBytes: writtenSectors * SECTOR,
      busyMs,
    });
  }
  return found;
}
