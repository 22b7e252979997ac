/** Processors: how busy, how many wait, how fast. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { known } from '../known.ts';
import { parseMegahertz } from '../proc/cpuinfo.ts';
import { parseLoadavg } from '../proc/load.ts';
import { parseStat, sharesBetween, type CpuTimes } from '../proc/stat.ts';
import type { Known } from '../../kernel/known.ts';
import type { CpuSample } from '../sample.ts';
import type { KeptFiles } from './kept-file.ts';
import { createSlowLook } from './slow-look.ts';

/** Telling its clock wakes a core, and takes a kernel before 5.18 some ms of each. */
const FREQUENCY_EVERY_MS = 60_000;

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** MHz, mean of the cores: by cpufreq, else as /proc/cpuinfo tells; `null` where neither does. */
async function readFrequency(root: string): Promise<number | null> {
  const folder = join(root, 'sys/devices/system/cpu');
  const names = await readdir(folder).catch(() => []); // A container may not see it.
  const found: number[] = [];
  for (const name of names.filter((name) => /^cpu\d+$/.test(name))) {
    const text = await readFile(join(folder, name, 'cpufreq/scaling_cur_freq'), 'latin1').catch(() => '');
    const kilohertz = Number.parseInt(text, 10);
    // A core that is offline has none.
    if (kilohertz > 0) found.push(kilohertz / 1000);
  }
  return mean(found) ?? mean(parseMegahertz(await readFile(join(root, 'proc/cpuinfo'), 'latin1')));
}

const sameCores = (one: CpuTimes, other: CpuTimes): boolean =>
  one.cores.size === other.cores.size && [...one.cores.keys()].every((core) => other.cores.has(core));

/** What the counters say, with shares of the time since the reading before, where there is one to compare with. */
export function cpuSampleOf(
  before: CpuTimes | null,
  now: CpuTimes,
  rest: Pick<CpuSample, 'load' | 'frequency'>,
): CpuSample {
  // What a core that came or went has counted is suddenly in the sum, or not any more.
  const all = before !== null && sameCores(before, now) ? sharesBetween(before.all, now.all) : null;
  return {
    usage: all?.usage ?? null,
    iowait: all?.iowait ?? null,
    steal: all?.steal ?? null,
    cores: [...now.cores].map(([core, seconds]) => {
      const earlier = before?.cores.get(core);
      return { core, usage: (earlier && sharesBetween(earlier, seconds)?.usage) ?? null, seconds };
    }),
    seconds: now.all,
    ...rest,
  };
}

/** Reads them below `root`. */
export function createCpuLook(deps: { root: string; files: KeptFiles; clock: Clock }) {
  const { root, files, clock } = deps;
  const stat = files.keep(join(root, 'proc/stat'));
  const loadavg = files.keep(join(root, 'proc/loadavg'));
  const frequency = createSlowLook({
    ...{ clock, everyMs: FREQUENCY_EVERY_MS },
    look: () => readFrequency(root),
  });
  let before: CpuTimes | null = null;
  return {
    slowly: () => frequency.round(),
    /** `comparable`: whether what the look before said can be compared with this. */
    read(comparable: boolean): Known<CpuSample> {
      return known(() => {
        const now = parseStat(stat.read());
        const earlier = comparable ? before : null;
        before = now;
        if (now === null) return null;
        const load = known(() => parseLoadavg(loadavg.read()));
        return cpuSampleOf(earlier, now, { load, frequency: frequency.latest() });
      });
    },
  };
}
