/** What this machine does now, as the page keeps it. */
import type { MonitoringNow } from '../../shared/api/monitoring.ts';

/** Why something of an answer is `null`, by its path. */
export type Reasons = ReadonlyMap<string, string>;

/** What comes beside an answer about this machine. */
export interface Metadata {
  readonly hostname: string;
  readonly uptime: number | null;
  readonly measured_at: string | null;
  readonly unavailable?: readonly { readonly path: string; readonly message: string }[];
}

/** Everything that was measured last, and why the rest was not. */
export interface Now extends Pick<Metadata, 'hostname' | 'uptime' | 'measured_at'> {
  readonly data: MonitoringNow;
  readonly reasons: Reasons;
}
