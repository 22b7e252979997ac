/** The machine that a run was made on, as far as its figures depend on it. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type as osType } from 'node:os';

/** Rows of a table: what, and which. */
export function describeMachine(now: Date): [string, string][] {
  return [
    ['Processor', `${cpus()[0]?.model.trim() ?? 'unknown'}, ${String(availableParallelism())} cores`],
    ['Memory', `${(totalmem() / 2 ** 30).toFixed(0)} GB`],
    ['System', `${osType()} ${release()}`],
    ['Node', process.version],
    ['Date', now.toISOString().slice(0, 10)],
  ];
}

/** How many processes wanted to run over the last minute: much above 1 says that something else was at work too. */
export function loadNow(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

/** User to steal of the first line of /proc/stat, in ticks (proc_stat(5)); `null` where there is no such file. */
function ticks(): { readonly all: number; readonly stolen: number } | null {
  if (!existsSync('/proc/stat')) return null;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, stolen = 0] = readFileSync(
    '/proc/stat',
    'utf8',
  )
    .split('\n', 1)[0]!
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { all: user + nice + system + irq + softirq + stolen, stolen };
}

/** From now on: the part of the wanted processor time that went to other guests of this host; 0 where nobody tells it. */
export function watchTheft(): () => number {
  const before = ticks();
  return () => {
    const after = ticks();
    if (!before || !after || after.all === before.all) return 0;
    return (after.stolen - before.stolen) / (after.all - before.all);
  };
}
