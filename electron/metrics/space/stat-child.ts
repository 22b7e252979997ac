/**
 * The system's own `stat -f`, started for one look at one file system. It can be left behind where it hangs, which a
 * thread of ours cannot. A second Node would cost 40 MB while it waits and 40 ms at each start; this costs 1 ms now and
 * then. Besides, it tells the size of a block as FUSE means it, which Node's `statfs` does not.
 */
import { spawn } from 'node:child_process';
import { spaceOf, type Space } from './space.ts';

/** One look under way. */
export interface Child {
  /** What it said; `null` for what is no place for files. @throws {Error} where it cannot be started or failed */
  readonly answer: Promise<Space | null>;
  /** When the process is really gone; one that hangs in the kernel obeys no signal until the kernel lets it. */
  readonly gone: Promise<void>;
  /** Ends it as far as that can be done, and waits for nothing. */
  abandon(): void;
}

/** Starts a look at a path. */
export type StartChild = (path: string) => Child;

/** Size of a block, blocks, free, free for users, inodes, free inodes; GNU's and busybox's mean the same by it. */
const FORMAT = '%S %b %f %a %c %d';

/** What it printed. @throws {Error} where that is something else */
export function parseStatLine(text: string): Space | null {
  const counts = text.trim().split(' ').map(Number);
  const [size, blocks, free, available, files, filesFree] = counts;
  const isWhole = counts.length === 6 && counts.every(Number.isFinite);
  if (!isWhole || size === undefined || blocks === undefined || free === undefined || available === undefined)
    throw Object.assign(new Error('Not what was asked for'), { code: 'EBADMSG' });
  return spaceOf({ size, blocks, free, available, files: files ?? 0, filesFree: filesFree ?? 0 });
}

/** See {@link StartChild}. */
export const startStat: StartChild = (path) => {
  const child = spawn('stat', ['-f', '-c', FORMAT, '--', path], {
    // Not in a folder that may hang; and nothing of ours is its business.
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // It must not keep this process alive.
  child.unref();
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const answer = ended.then((code) => {
    if (code === 0) return parseStatLine(said);
    throw Object.assign(new Error('stat failed'), { code: `stat ${String(code)}` });
  });
  const gone = new Promise<void>((resolve) => {
    child.once('error', () => {
      resolve();
    });
    child.once('exit', () => {
      resolve();
    });
  });
  return {
    answer,
    gone,
    abandon() {
      child.kill('SIGKILL');
      child.stdout.destroy();
    },
  };
};
