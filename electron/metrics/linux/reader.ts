/** Reads a Linux machine: `/proc` and `/sys` below a folder, so that recorded ones can be read as well. */
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { known } from '../known.ts';
import { parseDiskstats, type DiskCounters } from '../proc/diskstats.ts';
import { parseUptime } from '../proc/load.ts';
import { parseMdstat } from '../proc/mdstat.ts';
import { parseMeminfo } from '../proc/meminfo.ts';
import { momentOf, secondsBetween, type Moment } from '../rates.ts';
import type { Reader } from '../reader.ts';
import type { Known } from '../../kernel/known.ts';
import type { DiskSample } from '../sample.ts';
import { askKernel } from '../space/space.ts';
import { createSpaces, type SpacesDeps } from '../space/spaces.ts';
import { startStat } from '../space/stat-child.ts';
import { createCpuLook } from './cpu.ts';
import { diskNames, diskSampleOf } from './disks.ts';
import { createFilesystemsLook } from './filesystems.ts';
import { createInterfacesLook } from './interfaces.ts';
import { createKeptFiles } from './kept-file.ts';
import { memorySampleOf } from './memory.ts';
import { createProcessesLook } from './processes.ts';
import { createSensorLook } from './sensors.ts';
import { createSlowLook } from './slow-look.ts';

/** ms. What has not come by then is told by the next look. */
const PATIENCE = 500;
/** Chips sit behind slow wires. */
const SENSORS_EVERY_MS = 10_000;

/** What the reader stands on. */
export interface LinuxReaderDeps {
  /** Where `/proc` and `/sys` stand: `/`, or the folder of a recorded machine. */
  readonly root: string;
  readonly clock: Clock;
  /** Whether file systems of other machines are looked at, too. */
  readonly networkFilesystems: () => boolean;
  /** How file systems are asked; the system's own ways unless told. */
  readonly ask?: Pick<SpacesDeps, 'askKernel' | 'startChild'>;
}

/** See {@link Reader}. */
export function createLinuxReader(deps: LinuxReaderDeps): Reader {
  const { root, clock, networkFilesystems, ask = { askKernel, startChild: startStat } } = deps;
  const files = createKeptFiles();
  const spaces = createSpaces({ clock, ...ask });
  const cpu = createCpuLook({ root, files, clock });
  const filesystems = createFilesystemsLook({ root, files, spaces, network: networkFilesystems });
  const interfaces = createInterfacesLook({ root, files, clock });
  const processes = createProcessesLook({ root, files, clock });
  const sensors = createSlowLook({ clock, everyMs: SENSORS_EVERY_MS, look: createSensorLook(root) });
  const uptime = files.keep(join(root, 'proc/uptime'));
  const meminfo = files.keep(join(root, 'proc/meminfo'));
  const diskstats = files.keep(join(root, 'proc/diskstats'));
  const mdstat = files.keep(join(root, 'proc/mdstat'));
  let disksBefore = new Map<string, DiskCounters>();
  let before: Moment | null = null;

  function readDisks(seconds: number | null): Known<readonly DiskSample[]> {
    return known(() => {
      const now = parseDiskstats(diskstats.read());
      const samples = diskNames(now).flatMap((name) => {
        const counters = now.get(name);
        return counters ? [diskSampleOf(name, disksBefore.get(name), counters, seconds)] : [];
      });
      disksBefore = now;
      return samples;
    });
  }

  /** What may take its time is begun, and waited for a moment. */
  async function slowly(): Promise<void> {
    const looks = [filesystems, cpu, interfaces].map((look) => look.slowly());
    await new Promise<void>((resolve, reject) => {
      const cancel = clock.after(PATIENCE, resolve);
      Promise.all([...looks, sensors.round()]).then(() => {
        cancel();
        resolve();
      }, reject);
    });
  }

  return {
    async read() {
      await slowly();
      const moment = momentOf(clock);
      const seconds = secondsBetween(before, moment);
      before = moment;
      const memory = known(() => parseMeminfo(meminfo.read()));
      const total = 'value' in memory ? memory.value.total : null;
      const felt = sensors.latest();
      return {
        at: moment.wall,
        uptime: known(() => parseUptime(uptime.read())),
        cpu: cpu.read(seconds !== null),
        memory: 'value' in memory ? { value: memorySampleOf(memory.value) } : memory,
        filesystems: filesystems.read(),
        disks: readDisks(seconds),
        interfaces: interfaces.read(seconds),
        temperatures: 'value' in felt ? { value: felt.value.temperatures } : felt,
        fans: 'value' in felt ? { value: felt.value.fans } : felt,
        processes: processes.read(total),
        arrays: known(() => parseMdstat(mdstat.read())),
      };
    },
    stop() {
      spaces.stop();
      files.stop();
    },
  };
}
