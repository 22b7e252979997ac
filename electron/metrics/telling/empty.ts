/** What is told before anything was measured. */
import type { Unavailable } from '../../kernel/known.ts';
import type { Sample } from '../sample.ts';

const none: Unavailable = { unavailable: { code: 'METRICS_NOT_READ_YET', params: {} } };

/** A sample in which nothing is known. */
export const nothingMeasured: Omit<Sample, 'at'> = {
  uptime: none,
  cpu: none,
  memory: none,
  filesystems: none,
  disks: none,
  interfaces: none,
  temperatures: none,
  fans: none,
  processes: none,
  containers: none,
  units: none,
  disk_health: none,
  arrays: none,
};
