/** What can be asked of the log. */
import type { LogSeverity } from '../../shared/api/logs.ts';
import type { CallOptions } from './contract-types.ts';

/** Which lines are asked for. */
export interface LogFilter {
  /** Words, a request's id or a trace's. */
  readonly search: string;
  /** This level and louder ones; empty for all. */
  readonly level: '' | LogSeverity;
  /** A part of the program; empty for all. */
  readonly module: string;
  /** Hours back; empty for all that is kept. */
  readonly hours: '' | '1' | '24' | '168';
  readonly page: number;
}

/** Everything there is. */
export const everyLine: LogFilter = { search: '', level: '', module: '', hours: '', page: 1 };

type Query = NonNullable<CallOptions<'GET /logs/export'>['query']>;

const HOUR_MS = 3_600_000;

/** The question as the server takes it. */
export function logQueryOf({ search, level, module, hours }: LogFilter, now: number): Query {
  return {
    ...(search === '' ? {} : { search }),
    ...(level === '' ? {} : { min_level: level }),
    ...(module === '' ? {} : { module }),
    ...(hours === '' ? {} : { start_time: new Date(now - Number(hours) * HOUR_MS).toISOString() }),
  };
}
