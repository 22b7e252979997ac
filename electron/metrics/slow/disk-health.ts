/**
 * The disks' health by smartctl, one disk after the other, never waking one: a disk that sleeps is left asleep, and what
 * was known of it is told with since when.
 */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Known } from '../../kernel/known.ts';
import type { DiskHealthSample } from '../sample.ts';
import { parseJson } from './json.ts';
import { ProgramError, type Programs } from './run-program.ts';
import { diskName, parseSmart, scannedDisks, smartProblem, type ScannedDisk } from './smart.ts';

/** What this part stands on. */
export interface DiskHealthDeps {
  readonly programs: Programs;
  readonly clock: Clock;
  /** Linux's list of disks: `/sys/block`. Elsewhere it does not exist, which is as good as an empty one. */
  readonly blockFolder: string;
}

/** Reads all disks. Never rejects for what the machine lacks. */
export interface DiskHealth {
  read(signal: AbortSignal): Promise<Known<readonly DiskHealthSample[]>>;
}

/** What smartctl is told to end with for a disk that sleeps: its own 2 also means that a disk could not be opened. */
const ASLEEP = 3;
/** Bits of its exit status: arguments not understood, device not opened. The others are findings about the disk. */
const NOT_ASKED = 0b11;

const LIMITS = { deadlineMs: 30_000, maxBytes: 1024 * 1024 };

const unavailable = (code: string, params: StoredReason['params'] = {}): { unavailable: StoredReason } => ({
  unavailable: { code, params },
});

/**
 * The type a disk is asked with, as `-d`. Where smartctl has to find it out it may wake the disk (its manual, `-n`), so it
 * is named wherever it is known: a scan calls SATA disks `scsi`, but Linux tells them by their maker `ATA`. USB bridges
 * are known by their number alone, which smartctl looks up without asking the disk.
 */
async function typeArguments({ device, type }: ScannedDisk, blockFolder: string): Promise<string[]> {
  if (type !== 'scsi') return ['-d', type];
  try {
    const vendor = await readFile(join(blockFolder, basename(device), 'device', 'vendor'), 'utf8');
    return vendor.trim() === 'ATA' ? ['-d', 'sat'] : [];
  } catch {
    return []; // Not Linux, or the disk has just been pulled: smartctl finds out which.
  }
}

/** Disk health that remembers what it was told of disks that sleep now. */
export function createDiskHealth({ programs, clock, blockFolder }: DiskHealthDeps): DiskHealth {
  let known = new Map<string, DiskHealthSample>();

  async function scan(signal: AbortSignal): Promise<readonly ScannedDisk[] | null> {
    const { stdout } = await programs.run('smartctl', ['--scan', '-j'], { ...LIMITS, signal });
    const answer = parseJson(stdout);
    return answer === undefined ? null : scannedDisks(answer);
  }

  /** One disk, or why it told nothing. */
  async function ask(disk: ScannedDisk, signal: AbortSignal): Promise<Known<DiskHealthSample>> {
    const name = diskName(disk);
    const type = await typeArguments(disk, blockFolder);
    const args = ['-n', `standby,${ASLEEP}`, '-H', '-A', '-i', '-j', ...type, disk.device];
    const { status, stdout } = await programs.run('smartctl', args, { ...LIMITS, signal });
    const before = known.get(name);
    if (status === ASLEEP) {
      const last = before ?? parseSmart(name, {});
      return { value: { ...last, asleep_since: last.asleep_since ?? clock.now() } };
    }
    const answer = parseJson(stdout);
    if (answer === undefined) return unavailable('METRICS_PROGRAM_OUTPUT', { program: 'smartctl' });
    if ((status & NOT_ASKED) === 0) return { value: parseSmart(name, answer) };
    const problem = smartProblem(answer) ?? `status ${status}`;
    return /permission denied|operation not permitted/i.test(problem)
      ? unavailable('METRICS_SMARTCTL_DENIED')
      : unavailable('METRICS_DISKS_SILENT', { problem });
  }

  return {
    async read(signal) {
      const told = new Map<string, DiskHealthSample>();
      const silent: StoredReason[] = [];
      const disks: DiskHealthSample[] = [];
      try {
        const found = await scan(signal);
        if (found === null) return unavailable('METRICS_PROGRAM_OUTPUT', { program: 'smartctl' });
        for (const disk of found) {
          const name = diskName(disk);
          const answer = await ask(disk, signal).catch((error: unknown) => {
            if (error instanceof ProgramError) return { unavailable: error.reason };
            throw error;
          });
          if ('value' in answer) told.set(name, answer.value);
          else silent.push(answer.unavailable);
          disks.push('value' in answer ? answer.value : parseSmart(name, {}));
        }
      } catch (error) {
        if (error instanceof ProgramError) return { unavailable: error.reason };
        throw error;
      }
      known = told;
      const [reason] = silent;
      if (reason !== undefined && told.size === 0) return { unavailable: reason };
      return disks.length === 0 ? unavailable('METRICS_NO_SMART_DISKS') : { value: disks };
    },
  };
}
