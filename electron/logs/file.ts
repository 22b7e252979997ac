/**
 * The log as files: JSON lines, a new file when one is large or a day old. Lines are kept in memory until the next flush,
 * so that disks may sleep; an error is written at once, for the program may be about to end.
 *
 * Written synchronously: a few kilobytes a minute go into the system's memory, and the last words of a crash arrive.
 * The file is opened for each write, so it may be moved or removed at any time.
 */
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import type { LineLevel } from '../kernel/logger.ts';
import { stamp } from '../kernel/set-aside.ts';

/** The files. */
export interface LogFile {
  write(line: string, level: LineLevel): void;
  /** Writes what is in memory. What cannot be written stays for the next time, as far as there is room. */
  flush(): void;
}

/** What they stand on. */
export interface LogFileDeps {
  /** Made where it is missing. */
  readonly folder: string;
  readonly clock: Clock;
  /** Size (bytes) after which the next file is begun. */
  readonly maxBytes: () => number;
  readonly keepDays: () => number;
  /** Told once when writing begins to fail. */
  readonly onTrouble: (error: unknown) => void;
  /** Told how many lines were lost meanwhile, once it works again. */
  readonly onLoss: (lost: number) => void;
}

/** Name of the file that is written. */
export const LOG_FILE = 'cloudcube.log';
/** Of those that were: the moment at which they were closed. */
const CLOSED = /^cloudcube-(\d{8}T\d{9}Z)\.log$/;
/** Closed files that are kept at most. */
const MOST_FILES = 10;
const FLUSH_BYTES = 64 * 1024;
const MOST_WAITING_BYTES = 256 * 1024;
const DAY_MS = 24 * 3600 * 1000;
const FIRST_TIME = /"time":"([^"]+)"/;

/** Size of an open file and the time (ms UTC) of its first line; `null` for an empty one. */
function factsOf(file: number): { size: number; begun: number | null } {
  const { size, mtimeMs } = fstatSync(file);
  if (size === 0) return { size, begun: null };
  const head = Buffer.alloc(200);
  const text = head.toString('utf8', 0, readSync(file, head, 0, head.length, 0));
  const begun = Date.parse(FIRST_TIME.exec(text)?.[1] ?? '');
  return { size, begun: Number.isNaN(begun) ? mtimeMs : begun };
}

/** Nothing is touched before the first flush. */
export function createLogFile(deps: LogFileDeps): LogFile {
  const { folder, clock, maxBytes, keepDays, onTrouble, onLoss } = deps;
  const path = join(folder, LOG_FILE);
  let waiting: string[] = [];
  let bytes = 0;
  let lost = 0;
  let broken = false;

  function removeOld(): void {
    const closed = readdirSync(folder)
      .filter((name) => CLOSED.test(name))
      .sort();
    const oldest = `cloudcube-${stamp(clock.now() - keepDays() * DAY_MS)}.log`;
    const surplus = closed.length - MOST_FILES;
    for (const [nth, name] of closed.entries()) {
      if (nth < surplus || name < oldest) rmSync(join(folder, name), { force: true });
    }
  }

  function closeFile(): void {
    renameSync(path, join(folder, `cloudcube-${stamp(clock.now())}.log`));
    removeOld();
  }

  /** All of it, or nothing. @throws the system's error */
  function append(text: string): void {
    const file = openSync(path, 'a', 0o600);
    const { size } = fstatSync(file);
    try {
      const data = Buffer.from(text);
      for (let done = 0; done < data.length;) done += writeSync(file, data, done);
    } catch (error) {
      // A full disk takes the beginning; half a line is no JSON.
      ftruncateSync(file, size);
      throw error;
    } finally {
      closeSync(file);
    }
  }

  function isDue(more: number): boolean {
    const known = statSync(path, { throwIfNoEntry: false });
    if (!known) return false;
    const file = openSync(path, 'r');
    try {
      const { size, begun } = factsOf(file);
      if (begun === null) return false;
      return size + more > maxBytes() || Math.abs(clock.now() - begun) >= DAY_MS;
    } finally {
      closeSync(file);
    }
  }

  function flush(): void {
    if (waiting.length === 0) return;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (isDue(bytes)) closeFile();
      append(waiting.join(''));
      waiting = [];
      bytes = 0;
    } catch (error) {
      const first = !broken;
      broken = true;
      if (first) onTrouble(error);
      return;
    }
    broken = false;
    const gone = lost;
    lost = 0;
    if (gone > 0) onLoss(gone);
  }

  return {
    write(line, level) {
      const whole = `${line}\n`;
      waiting.push(whole);
      bytes += Buffer.byteLength(whole);
      while (bytes > MOST_WAITING_BYTES) {
        bytes -= Buffer.byteLength(waiting.shift() ?? '');
        lost += 1;
      }
      // While it cannot be written, trying for each line would only cost.
      if (!broken && (level === 'error' || bytes >= FLUSH_BYTES)) flush();
    },
    flush,
  };
}
