/** Where an area tells what it measured of its own: a check, the API. */
import type { MetricName } from '../../shared/metric-names.ts';

/** Takes measurements. They are of the minute in which they come; of several in one minute the last counts. */
export interface Recorder {
  /** `object` is what it is measured on, empty where there is one only. */
  record(name: MetricName, object: string, value: number): void;
}
