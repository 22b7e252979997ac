/**
 * Which disks a Linux has, out of sysfs alone: nothing there asks the disk. (`lsblk` may read from one, and
 * systeminformation's `diskLayout` runs `smartctl -a` on each: both can wake it.)
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One disk. */
export interface BlockDevice {
  /** `sda`, `nvme0n1` */
  readonly disk: string;
  readonly model: string | null;
  readonly vendor: string | null;
  /** Bytes. */
  readonly size: number;
  /** Whether it turns; `null` where the kernel does not tell. */
  readonly rotational: boolean | null;
  readonly removable: boolean;
}

/** Not disks, or made of others. */
const NOT_A_DISK = /^(loop|ram|zram|dm-|md|sr|fd|nbd|zd)\d/;
/** sysfs counts in these, whatever the disk's own sectors are. */
const SECTOR = 512;

/** The disks below `folder` (`/sys/block`), in order of their names. @throws where it cannot be listed */
export async function readBlockDevices(folder: string): Promise<BlockDevice[]> {
  const names = (await readdir(folder)).filter((name) => !NOT_A_DISK.test(name)).sort();
  const disks = await Promise.all(
    names.map(async (disk): Promise<BlockDevice | null> => {
      const text = async (...path: string[]): Promise<string | null> => {
        try {
          return (await readFile(join(folder, disk, ...path), 'utf8')).trim() || null;
        } catch {
          return null; // This kind of disk has no such file.
        }
      };
      const size = Number(await text('size')) * SECTOR;
      // A card reader without a card has a name and no size.
      if (!(size > 0)) return null;
      const rotational = await text('queue', 'rotational');
      const vendor = await text('device', 'vendor');
      return {
        disk,
        model: await text('device', 'model'),
        // Virtual disks have the number of a maker in its place.
        vendor: vendor?.startsWith('0x') === true ? null : vendor,
        size,
        rotational: rotational === null ? null : rotational === '1',
        removable: (await text('removable')) === '1',
      };
    }),
  );
  return disks.filter((disk) => disk !== null);
}
