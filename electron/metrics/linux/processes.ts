/** Programs that use most. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { visible } from '../../kernel/visible.ts';
import { known } from '../known.ts';
import { parsePidStat, type ProcessTimes } from '../proc/pid-stat.ts';
import type { Known } from '../../kernel/known.ts';
import { momentOf, secondsBetween, type Moment } from '../rates.ts';
import type { ProcessSample, ProcessesSample } from '../sample.ts';
import type { KeptFiles } from './kept-file.ts';

const TOP = 10;
/** The key of the size of a page in `/proc/self/auxv` (getauxval(3)). */
const AT_PAGESZ = 6n;

/** Bytes: 4096 nearly everywhere, 16 or 64 KiB on some ARM machines. Every kernel tells since 2.6. */
export function pageSizeOf(auxv: Buffer): number {
  for (let at = 0; at + 16 <= auxv.length; at += 16) {
    if (auxv.readBigUInt64LE(at) === AT_PAGESZ) return Number(auxv.readBigUInt64LE(at + 8));
  }
  return 4096;
}

/** The first ten of those that have it, by what counts. */
function top(
  programs: readonly ProcessSample[],
  of: (program: ProcessSample) => number | null,
): readonly ProcessSample[] {
  return programs
    .filter((program) => of(program) !== null)
    .sort((one, other) => (of(other) ?? 0) - (of(one) ?? 0) || one.pid - other.pid)
    .slice(0, TOP);
}

/**
 * The name that a program was started by. The kernel's own has fifteen letters, and a thread may have changed it
 * (`MainThread`); what stands behind the name may hold secrets and is not told. `null` where a program wrote a sentence
 * in its place.
 */
export function startedAs(commandLine: string): string | null {
  const [path = ''] = commandLine.split('\0', 1);
  const name = path.startsWith('/') ? basename(path) : path.replace(/^-/, '');
  return name === '' || /[\s/]/.test(name) ? null : name;
}

/** What was read of all programs comes to. `seconds` since the look before, `null` where it cannot be compared with. */
export function processesSampleOf(
  before: ReadonlyMap<number, ProcessTimes>,
  now: ReadonlyMap<number, ProcessTimes>,
  machine: { readonly seconds: number | null; readonly pageSize: number; readonly memory: number | null },
): ProcessesSample {
  const { seconds, pageSize, memory: total } = machine;
  const programs = [...now].map(([pid, { name, seconds: spent, started, pages }]) => {
    const earlier = before.get(pid);
    const same = earlier?.started === started && seconds !== null;
    const memory = pages * pageSize;
    return {
      pid,
      name: visible(name),
      cpu: same ? (100 * Math.max(0, spent - earlier.seconds)) / seconds : null,
      memory,
      memory_percent: total === null ? null : (100 * memory) / total,
    };
  });
  return {
    total: programs.length,
    top_cpu: top(programs, ({ cpu }) => cpu),
    top_memory: top(programs, ({ memory }) => memory),
  };
}

/**
 * ms. A file for each program, for each of whose threads the kernel adds up: more than all the rest of a look together,
 * and who uses most is not another one every second.
 */
const EVERY_MS = 10_000;
/** ms by which a look on the grid may come early. */
const EARLY = 500;

/** Reads them below `root`. */
export function createProcessesLook({
  root,
  files,
  clock,
}: {
  root: string;
  files: KeptFiles;
  clock: Clock;
}) {
  const folder = join(root, 'proc');
  let pageSize: number | null = null;
  let before = new Map<number, ProcessTimes>();
  let beforeAt: Moment | null = null;
  /** With what part of the processor each took, which takes two looks. */
  let latest: Known<ProcessesSample> | null = null;

  function readPageSize(): number {
    const auxv = known(() => readFileSync(join(folder, 'self/auxv')));
    return pageSizeOf('value' in auxv ? auxv.value : Buffer.alloc(0));
  }

  /** `seconds` since the look before, where it can be compared with. */
  function look(seconds: number | null, memory: number | null): Known<ProcessesSample> {
    return known(() => {
      const now = new Map<number, ProcessTimes>();
      for (const name of readdirSync(folder)) {
        const pid = Number(name);
        if (!(pid > 0)) continue;
        // One that has just ended, or is hidden from us, is not there.
        const read = known(() => parsePidStat(files.readOnce(`${folder}/${name}/stat`)));
        if ('value' in read) now.set(pid, read.value);
      }
      pageSize ??= readPageSize();
      const sample = processesSampleOf(before, now, { seconds, pageSize, memory });
      before = now;
      const named = (program: ProcessSample): ProcessSample => {
        const line = known(() => files.readOnce(`${folder}/${String(program.pid)}/cmdline`));
        const name = 'value' in line ? startedAs(line.value) : null;
        return name === null ? program : { ...program, name: visible(name) };
      };
      const { total, top_cpu, top_memory } = sample;
      return { total, top_cpu: top_cpu.map(named), top_memory: top_memory.map(named) };
    });
  }

  return {
    /** `memory` of the machine in bytes, where it is known. */
    read(memory: number | null): Known<ProcessesSample> {
      const now = momentOf(clock);
      const seconds = secondsBetween(beforeAt, now);
      if (latest !== null && seconds !== null && seconds * 1000 < EVERY_MS - EARLY) return latest;
      const sample = look(seconds, memory);
      beforeAt = now;
      latest = seconds === null ? null : sample;
      return sample;
    },
  };
}
