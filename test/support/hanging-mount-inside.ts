/**
 * Started within a mount namespace of its own: mounts a file system whose program takes every question and answers none,
 * looks at the machine, and prints what it saw: before, while it hangs, and after it was left behind.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, read, readFileSync, readSync, readdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/kernel/clock.ts';
import { createLinuxReader } from '../../electron/metrics/linux/reader.ts';
import type { Known } from '../../electron/kernel/known.ts';
import type { FilesystemSample } from '../../electron/metrics/sample.ts';
import { told } from './machines.ts';

/** What one look said of the file system that hangs, and of the root. */
export interface Seen {
  readonly hanging: Known<unknown> | undefined;
  readonly rootKnown: boolean;
}

/** What is printed. */
export interface Report {
  readonly seen: readonly Seen[];
  /** State of the child that was left behind: `D` waits in the kernel, where no signal reaches it. */
  readonly childState: string | null;
}

const folder = mkdtempSync(join(tmpdir(), 'cloudcube-test-hanging-'));
const fuse = openSync('/dev/fuse', 'r+');
const mounted = spawnSync(
  'mount',
  ['-i', '-t', 'fuse.hanging', '-o', 'fd=3,rootmode=40000,user_id=0,group_id=0', 'hanging', folder],
  { stdio: ['ignore', 'inherit', 'inherit', fuse] },
);
if (mounted.status !== 0) throw new Error('It could not be mounted');

// The kernel's first question (FUSE_INIT, include/uapi/linux/fuse.h) is answered, so that it asks the next.
const question = Buffer.alloc(64 * 1024);
readSync(fuse, question);
const answer = Buffer.alloc(16 + 64);
answer.writeUInt32LE(answer.length, 0);
question.copy(answer, 8, 8, 16);
answer.writeUInt32LE(7, 16);
answer.writeUInt32LE(31, 20);
answer.writeUInt32LE(4096, 36);
writeSync(fuse, answer);
// The next is taken, and never answered: who asked waits, deaf to signals.
read(fuse, question, 0, question.length, null, () => undefined);

function childState(): string | null {
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, comm, state, parent] =
        /^\d+ \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      if (comm === 'stat' && Number(parent) === process.pid) return state ?? null;
    } catch {
      continue; // It has just ended.
    }
  }
  return null;
}

const reader = createLinuxReader({ root: '/', clock: systemClock, networkFilesystems: () => true });
const seen: Seen[] = [];
for (const wait of [0, 1000, 5500]) {
  await new Promise((resolve) => setTimeout(resolve, wait));
  const filesystems = told((await reader.read()).filesystems);
  const of = (mount: string): FilesystemSample | undefined => filesystems.find((one) => one.mount === mount);
  seen.push({ hanging: of(folder)?.space, rootKnown: 'value' in (of('/')?.space ?? {}) });
}
const report: Report = { seen, childState: childState() };
console.log(JSON.stringify(report));
reader.stop();
// The kernel gives up the file system with the last who could answer for it.
process.exit(0);
