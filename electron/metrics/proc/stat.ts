/** `/proc/stat`: how long each core did what (proc_stat(5)). Pure. */
import type { CpuSeconds } from '../sample.ts';

/** All kinds: a kernel that does not know one yet has spent nothing on it. */
export type ToldSeconds = { readonly [K in keyof CpuSeconds]: number };

/** Of all cores together, and of each by its number. */
export interface CpuTimes {
  readonly all: ToldSeconds;
  readonly cores: ReadonlyMap<number, ToldSeconds>;
}

/** The kernel counts for programs in 1/100 s, whatever its own clock is (`USER_HZ` on all that Node runs on). */
export const TICKS_PER_SECOND = 100;

/** A kernel before 2.6.11 has fewer fields. Guest time is part of user time, so it is not counted again. */
function secondsOf(line: string): ToldSeconds {
  const ticks = line.slice(line.indexOf(' ')).trimStart().split(' ').map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks.map(
    (count) => count / TICKS_PER_SECOND,
  );
  return { user, nice, system, idle, iowait, irq, softirq, steal };
}

/** Reads the file. `null` where it has no line for all cores. */
export function parseStat(text: string): CpuTimes | null {
  let all: ToldSeconds | null = null;
  const cores = new Map<number, ToldSeconds>();
  // The lines of the cores come first; what follows them, the interrupts, may be long.
  for (let start = 0; text.startsWith('cpu', start);) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? undefined : end);
    if (line.startsWith('cpu ')) all = secondsOf(line);
    else cores.set(Number.parseInt(line.slice(3), 10), secondsOf(line));
    if (end < 0) break;
    start = end + 1;
  }
  return all && { all, cores };
}

/** Percent (0–100) of the time between two readings. `usage` is all that was not idle. */
export interface CpuShares {
  readonly usage: number;
  readonly iowait: number;
  readonly steal: number;
}

/**
 * What the time between two readings was spent on; `null` where none has passed, and where the idle time went back, as it
 * does with a core that was offline meanwhile. Waiting for disks counts as idle; the kernel's count of it goes back now
 * and then, and then counts as nothing.
 */
export function sharesBetween(before: ToldSeconds, after: ToldSeconds): CpuShares | null {
  const passed = (kind: keyof CpuSeconds): number => Math.max(0, after[kind] - before[kind]);
  const busy =
    passed('user') + passed('nice') + passed('system') + passed('irq') + passed('softirq') + passed('steal');
  const [idle, iowait] = [passed('idle'), passed('iowait')];
  const all = busy + idle + iowait;
  if (all <= 0 || after.idle < before.idle) return null;
  return { usage: (100 * busy) / all, iowait: (100 * iowait) / all, steal: (100 * passed('steal')) / all };
}
