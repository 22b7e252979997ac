/** Processor, memory and disk in a few numbers, for views at a glance. `null` where it is not known, noted at `path`. */
import type { Sample } from '../sample.ts';
import { dataDisk } from './data-disk.ts';
import type { Telling } from './telling.ts';

/** Processor. */
export const cpuOf = (note: Telling, path: string, { cpu }: Pick<Sample, 'cpu'>) =>
  note.part(path, cpu, ({ usage, cores }) => ({
    usage: note.value(`${path}.usage`, usage, 'METRICS_NEEDS_TWO'),
    cores: cores.length,
  }));

/** Memory. */
export const memoryOf = (note: Telling, path: string, { memory }: Pick<Sample, 'memory'>) =>
  note.part(path, memory, ({ total, used, free, usage }) => ({
    ...{ total, used, free },
    usage_percent: usage,
  }));

/** The file system of CloudCube's data. */
export function diskOf(note: Telling, path: string, sample: Pick<Sample, 'filesystems'>, dataDir: string) {
  const disk = dataDisk(note, path, sample, dataDir);
  return (
    disk && {
      ...{ mount: disk.mount, total: disk.total, used: disk.used, free: disk.free },
      usage_percent: disk.percent,
    }
  );
}
