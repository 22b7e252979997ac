/** How full a file system is. */
import { statfs } from 'node:fs/promises';
import type { Known } from '../../kernel/known.ts';
import type { FilesystemSample } from '../sample.ts';

/** What a sample tells of it. */
export type Space = FilesystemSample['space'] extends Known<infer T> ? T : never;

/** As statfs(2) counts: blocks of `size` bytes, and inodes. */
export interface Blocks {
  readonly size: number;
  readonly blocks: number;
  readonly free: number;
  readonly available: number;
  readonly files: number;
  readonly filesFree: number;
}

/** In bytes. `null` for what has no blocks, and so is no place for files. */
export function spaceOf({ size, blocks, free, available, files, filesFree }: Blocks): Space | null {
  if (blocks <= 0) return null;
  const used = (blocks - free) * size;
  const usable = used + available * size;
  return {
    total: blocks * size,
    used,
    free: free * size,
    available: available * size,
    usage: usable <= 0 ? 100 : (100 * used) / usable,
    inodes: files > 0 ? files : null,
    inodes_free: files > 0 ? filesFree : null,
  };
}

/** Asks the kernel, in a thread of the pool, which waits for as long as the file system does. */
export async function askKernel(path: string): Promise<Space | null> {
  const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(path);
  return spaceOf({
    size: bsize,
    blocks,
    free: bfree,
    available: bavail,
    files,
    filesFree: ffree,
  });
}
