/** The file system that holds CloudCube's data, as the `disk` of an answer. */
import { isAbsolute, relative, sep } from 'node:path';
import type { FilesystemSample, Sample } from '../sample.ts';
import { because, type Telling } from './telling.ts';

/** Whether a folder lies below a mount point, or is it. */
function holds(mount: string, folder: string): boolean {
  const inside = relative(mount, folder);
  return inside === '' || (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside));
}

/** The deepest mount above the folder; of several at one place the last, which lies over the others. */
export function holderOf(
  filesystems: readonly FilesystemSample[],
  folder: string,
): FilesystemSample | undefined {
  return filesystems
    .filter(({ mount }) => holds(mount, folder))
    .reduce<FilesystemSample | undefined>(
      (deepest, one) => (deepest && deepest.mount.length > one.mount.length ? deepest : one),
      undefined,
    );
}

/** Its space; noted under `path` where it is not known. */
export function dataDisk(
  telling: Telling,
  path: string,
  { filesystems }: Pick<Sample, 'filesystems'>,
  folder: string,
) {
  return telling.part(path, filesystems, (all) => {
    const found = holderOf(all, folder);
    if (!found) return telling.lack(path, because('METRICS_NO_DATA_FILESYSTEM'));
    return telling.part(path, found.space, ({ total, used, free, available, usage }) => ({
      mount: found.mount,
      total,
      used,
      free,
      available,
      percent: usage,
    }));
  });
}
