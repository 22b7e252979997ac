/** The machine that a run was made on, as far as its figures depend on it. */
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
