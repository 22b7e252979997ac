/** What is asked of others and takes its time: it is looked at by its own clock, and every sample takes its last words. */
import type { Sample } from './sample.ts';

/** The parts of a sample that come from there. */
export type SlowPartName = 'containers' | 'units' | 'disk_health';

/** Containers, units and the health of disks. */
export interface SlowParts {
  /** What was met last; never waits. */
  latest(): Pick<Sample, SlowPartName>;
}

/** Where nobody looks at them. */
export const noSlowParts: SlowParts = {
  latest() {
    const nobody = { unavailable: { code: 'METRICS_NOT_SUPPORTED', params: {} } };
    return { containers: nobody, units: nobody, disk_health: nobody };
  },
};
