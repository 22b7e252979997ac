/** The processor by Node alone, which asks no program: on every system the same times by kind. */
import type { CpuInfo } from 'node:os';
import type { Known } from '../../kernel/known.ts';
import type { CpuSample, CpuSeconds } from '../sample.ts';

/** `os.cpus()` and `os.loadavg()`. */
export interface ProcessorSource {
  cpus(): readonly CpuInfo[];
  loadavg(): readonly number[];
}

const notTold: Known<never> = { unavailable: { code: 'METRICS_NOT_TOLD', params: {} } };

/** Windows counts interrupts within the system's time (libuv); everywhere else they stand beside it. macOS counts none. */
function secondsOf({ times }: CpuInfo, platform: NodeJS.Platform): CpuSeconds {
  const system = platform === 'win32' ? Math.max(0, times.sys - times.irq) : times.sys;
  return {
    user: times.user / 1000,
    nice: times.nice / 1000,
    system: system / 1000,
    idle: times.idle / 1000,
    iowait: null,
    irq: platform === 'darwin' ? null : times.irq / 1000,
    softirq: null,
    steal: null,
  };
}

const kinds = ['user', 'nice', 'system', 'idle', 'irq'] as const;

const total = (seconds: CpuSeconds): number => kinds.reduce((sum, kind) => sum + (seconds[kind] ?? 0), 0);

/** Percent of the time between two looks in which it was not idle; `null` where none has passed or it began anew. */
function usageBetween(before: CpuSeconds | undefined, after: CpuSeconds): number | null {
  if (before === undefined) return null;
  const passed = total(after) - total(before);
  const idle = after.idle - before.idle;
  return passed <= 0 || idle < 0 ? null : Math.min(100, Math.max(0, (1 - idle / passed) * 100));
}

function sum(cores: readonly CpuSeconds[], platform: NodeJS.Platform): CpuSeconds {
  const of = (kind: (typeof kinds)[number]): number =>
    cores.reduce((all, seconds) => all + (seconds[kind] ?? 0), 0);
  return {
    user: of('user'),
    nice: of('nice'),
    system: of('system'),
    idle: of('idle'),
    iowait: null,
    irq: platform === 'darwin' ? null : of('irq'),
    softirq: null,
    steal: null,
  };
}

/** A reading that keeps the look before. */
export function createPortableCpu(
  source: ProcessorSource,
  platform: NodeJS.Platform,
): () => Known<CpuSample> {
  let before: readonly CpuSeconds[] = [];

  return () => {
    const cores = source.cpus().map((core) => secondsOf(core, platform));
    // Some systems do not let a program see them.
    if (cores.length === 0) return notTold;
    const last = before.length === cores.length ? before : [];
    before = cores;
    const seconds = sum(cores, platform);
    const [one, five, fifteen] = source.loadavg();
    return {
      value: {
        usage: usageBetween(last.length === 0 ? undefined : sum(last, platform), seconds),
        iowait: null,
        steal: null,
        cores: cores.map((core, index) => ({
          core: index,
          usage: usageBetween(last[index], core),
          seconds: core,
        })),
        seconds,
        // Windows knows no load; Node says 0 three times.
        load:
          platform === 'win32' || one === undefined || five === undefined || fifteen === undefined
            ? notTold
            : { value: [one, five, fifteen] },
        // What Node says on macOS and Windows is the speed on the label.
        frequency: notTold,
      },
    };
  };
}
