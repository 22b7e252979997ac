/** File systems of a test's own, which can be filled and broken. For root on Linux. */
import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { needs, type Need } from './needs.ts';

/** What mounting needs. */
export const needsMounts: Need = needs.all(needs.linux, needs.root, needs.command('mount'));

/** What a file system on a file needs. */
export const needsLoopMounts: Need = needs.all(
  needsMounts,
  needs.command('mkfs.ext4'),
  needs.command('losetup'),
);

/** Runs a command. @throws {Error} with what it said when it fails. */
export function command(name: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}

/** A small file system in memory. */
export interface SmallDisk {
  /** Leaves no byte free. */
  fill(): void;
  free(): void;
  unmount(): void;
}

/** Mounts a tmpfs of 4 MB at a folder. */
export function mountSmallDisk(folder: string): SmallDisk {
  command('mount', '-t', 'tmpfs', '-o', 'size=4m,mode=700', 'cloudcube-test', folder);
  const filler = join(folder, 'filler');
  return {
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    free() {
      rmSync(filler);
    },
    unmount() {
      command('umount', folder);
    },
  };
}

/** A disk that can break. */
export interface WeakDisk {
  /** Lets the file system meet an error, at which it becomes read-only, as a real one does. */
  break(): void;
  unmount(): void;
}

/** Mounts an ext4 file system of 16 MB, kept in `image`, at a folder. @throws {Error} where there are no loop devices. */
export function mountWeakDisk(image: string, folder: string): WeakDisk {
  writeFileSync(image, '');
  truncateSync(image, 16 * 1024 * 1024);
  command('mkfs.ext4', '-q', '-F', image);
  command('mount', '-o', 'loop,errors=remount-ro', image, folder);
  const device = command('findmnt', '-n', '-o', 'SOURCE', folder).trim();
  return {
    break() {
      writeFileSync(`/sys/fs/ext4/${basename(device)}/trigger_fs_error`, '1');
    },
    unmount() {
      command('umount', folder);
    },
  };
}
