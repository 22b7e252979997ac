/** `/proc/PID/stat`: one program (proc_pid_stat(5)). Pure. */
import { TICKS_PER_SECOND } from './stat.ts';

/** What is read of it. */
export interface ProcessTimes {
  /** As the program calls itself: up to 15 bytes of anything. */
  readonly name: string;
  /** Processor time, s. */
  readonly seconds: number;
  /** When it started, in ticks since the start of the machine: tells it from a later one with its number. */
  readonly started: string;
  /** Resident, in pages. */
  readonly pages: number;
}

/** Reads the file. `null` where it holds something else. */
export function parsePidStat(text: string): ProcessTimes | null {
  const open = text.indexOf('(');
  // The name may hold parentheses of its own; what follows it does not.
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return null;
  // From the third field on.
  const fields = text.slice(close + 2).split(' ', 22);
  const [user, system, started, pages] = [fields[11], fields[12], fields[19], fields[21]];
  if (user === undefined || system === undefined || started === undefined || pages === undefined) return null;
  return {
    name: text.slice(open + 1, close),
    seconds: (Number(user) + Number(system)) / TICKS_PER_SECOND,
    started,
    pages: Number(pages),
  };
}
