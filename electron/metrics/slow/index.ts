/** The slow parts of a sample, each at its own pace beside the quick ones, so that none of them ever waits for another. */
import type { Clock } from '../../kernel/clock.ts';
import type { Scheduler } from '../../kernel/scheduler.ts';
import type { Known } from '../../kernel/known.ts';
import type { Sample } from '../sample.ts';
import type { SlowParts } from '../slow-parts.ts';
import { createContainers, engineSockets } from './containers.ts';
import { createDiskHealth } from './disk-health.ts';
import { createHardware, type HardwareFacts } from './hardware.ts';
import { createPrograms, programFolders } from './run-program.ts';
import { readUnits } from './units.ts';

export type { Hardware, HardwareFacts } from './hardware.ts';
export { createPortableReader } from './portable-reader.ts';
export { isServiceName } from './units.ts';

/** What the slow parts stand on. The places are those of the system unless a test has its own. */
export interface SlowPartsDeps {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** The setting `metrics.container_socket`. */
  readonly containerSocket: () => string;
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
  readonly programFolders?: readonly string[];
  readonly systemdFolder?: string;
  readonly blockFolder?: string;
}

/** The running parts. */
export interface RunningSlowParts extends SlowParts {
  readonly hardware: HardwareFacts;
  /** Lets go of what is under way; resolves when it has. */
  stop(): Promise<void>;
}

type Slow = ReturnType<SlowParts['latest']>;

/** Until the first look, ms: the start of the program comes before. Disks wait longer, they are busiest then. */
const FIRST_MS = { containers: 1_000, units: 2_000, disk_health: 10_000 } as const;
/** Between two looks, ms. Disks are asked seldom, for some count a question as use and put their sleep off. */
const EVERY_MS = { containers: 30_000, units: 60_000, disk_health: 30 * 60_000 } as const;

const notReadYet: Known<never> = { unavailable: { code: 'METRICS_NOT_READ_YET', params: {} } };

/** Starts reading on the scheduler. */
export function createSlowParts({
  clock,
  scheduler,
  containerSocket,
  platform = process.platform,
  env = process.env,
  programFolders: folders = programFolders(platform, env),
  systemdFolder = '/run/systemd/system',
  blockFolder = '/sys/block',
}: SlowPartsDeps): RunningSlowParts {
  const programs = createPrograms({ clock, folders });
  const containers = createContainers({ clock, sockets: () => engineSockets(containerSocket(), env) });
  const diskHealth = createDiskHealth({ programs, clock, blockFolder });
  const ending = new AbortController();
  const latest: { -readonly [K in keyof Slow]: Sample[K] } = {
    containers: notReadYet,
    units: notReadYet,
    disk_health: notReadYet,
  };
  const running = new Set<Promise<void>>();

  function every<K extends keyof Slow>(part: K, read: (signal: AbortSignal) => Promise<Sample[K]>) {
    let looked = false;
    return scheduler.every({
      name: `metrics.${part}`,
      intervalMs: () => (looked ? EVERY_MS[part] : FIRST_MS[part]),
      async run() {
        looked = true;
        const round = read(ending.signal).then(
          (value) => {
            latest[part] = value;
          },
          (error: unknown) => {
            if (!ending.signal.aborted) throw error;
          },
        );
        running.add(round);
        try {
          await round;
        } finally {
          running.delete(round);
        }
      },
    });
  }

  const tasks = [
    every('containers', containers.read),
    every('units', (signal) => readUnits({ programs, systemdFolder }, signal)),
    every('disk_health', diskHealth.read),
  ];

  return {
    latest: () => ({ ...latest }),
    hardware: createHardware({ clock, platform, blockFolder }),
    async stop() {
      for (const task of tasks) task.stop();
      ending.abort();
      await Promise.allSettled(running);
    },
  };
}
