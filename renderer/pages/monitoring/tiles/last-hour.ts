/** What the small pictures are drawn of. */
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';
import type { MetricName } from '../../../../shared/metric-names.ts';
import type { Now } from '../../../api/now.ts';

/** All of their series. */
export const sparks: readonly MetricName[] = [
  'system.cpu.usage',
  'system.memory.usage',
  'system.swap.usage',
  'system.load.1',
  'system.temperature',
  'system.disk.usage',
  'system.network.received',
  'system.disk_io.write',
  'process.cpu',
  'process.memory',
];

/** Looks a series of the last hour up. */
export type Find = (metric: MetricName, object?: string) => SeriesColumns | undefined;

/** What tiles are made of. */
export interface PartProps {
  readonly now: Now;
  readonly find: Find;
}
