/** Who looks at the machine: each kind of system has a reader of its own. */
import type { Clock } from '../kernel/clock.ts';
import type { Sample } from './sample.ts';
import type { SlowPartName } from './slow-parts.ts';

/** What one look of a reader tells. */
export type MachineSample = Omit<Sample, SlowPartName>;

/** Looks at the machine. What it needs of the look before, it keeps. */
export interface Reader {
  /**
   * One look; the loop asks for the next one when this has come. It answers within seconds, whatever hangs: a part that
   * does not come is `unavailable`.
   */
  read(): Promise<MachineSample>;
  /** Lets go of what it holds. */
  stop(): void;
}

/** For a system that nobody reads yet: every part says so. */
export function createNoReader({ clock }: { clock: Clock }): Reader {
  const nobody = { unavailable: { code: 'METRICS_NOT_SUPPORTED', params: {} } };
  return {
    read: () =>
      Promise.resolve({
        at: clock.now(),
        uptime: nobody,
        cpu: nobody,
        memory: nobody,
        filesystems: nobody,
        disks: nobody,
        interfaces: nobody,
        temperatures: nobody,
        fans: nobody,
        processes: nobody,
        arrays: nobody,
      }),
    stop: () => undefined,
  };
}
