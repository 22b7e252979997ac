/** Requests and slow statements over time: what is in memory together with what was written. */
import type { PerformanceRange, DatabaseName } from '../../shared/api/performance.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { createLock } from '../kernel/lock.ts';
import { createRecording, type OperationTotals } from './recording.ts';
import { createPerformanceRows } from './rows.ts';
import { HOUR, join, MINUTE, startOf, type Slot } from './slot.ts';
import type { CountedRequest } from './request.ts';

const hoursOf: Readonly<Record<Exclude<PerformanceRange, '1h'>, number>> = {
  '6h': 6,
  '24h': 24,
  '7d': 7 * 24,
  '30d': 30 * 24,
};

/** A time with what was measured in it, by the minute for an hour, by the hour for longer. */
export interface Period {
  readonly from: number;
  readonly to: number;
  /** Since when all is measured; `null` while nothing is. */
  readonly since: number | null;
  readonly slots: readonly Slot[];
}

/** The statistics. */
export interface Statistics {
  /** Counts a request, while it is switched on. */
  call(answered: CountedRequest): void;
  slow(database: DatabaseName, sql: string, ms: number): void;
  read(range: PerformanceRange): Promise<Period>;
  /** Of each operation since the start. */
  totals(): readonly OperationTotals[];
  isOn(): boolean;
  /** What is measured from now on is whole from now on. */
  turn(on: boolean): Promise<void>;
  flush(): Promise<void>;
  /**
   * Forgets everything but the totals since the start, which must not go back. `tell` stores that it does, elsewhere:
   * while that fails, nothing is forgotten.
   */
  reset(tell: () => Promise<void>): Promise<void>;
}

/** Goes on with what `metrics.db` holds. */
export async function createStatistics(deps: {
  database: Database;
  clock: Clock;
  enabled: boolean;
}): Promise<Statistics> {
  const { database, clock } = deps;
  const rows = createPerformanceRows(database);
  const recording = createRecording(clock);
  const inTurn = createLock();
  let since: number | null = deps.enabled ? await rows.since() : null;
  let isOn = deps.enabled;

  async function begin(): Promise<void> {
    const now = clock.now();
    await rows.setSince(now);
    database.afterCommit(() => (since = now));
  }
  if (isOn && since === null) await begin();

  return {
    call(answered) {
      if (isOn) recording.call(answered);
    },
    slow(name, sql, ms) {
      if (isOn) recording.slow(name, sql, ms);
    },
    read: (range) =>
      inTurn(async () => {
        const now = clock.now();
        const isHour = range === '1h';
        const from = isHour
          ? startOf(now, MINUTE) - HOUR + MINUTE
          : startOf(now, HOUR) - (hoursOf[range] - 1) * HOUR;
        const kept = isHour ? await rows.minutes(from) : await rows.hours(from);
        const size = isHour ? MINUTE : HOUR;
        const all = [...kept, ...recording.close()].filter(({ at }) => at >= from);
        const times = Map.groupBy(all, ({ at }) => startOf(at, size));
        return {
          ...{ from, to: now, since },
          slots: [...times].map(([at, parts]) => ({ at, ...join(parts) })).sort((a, b) => a.at - b.at),
        };
      }),
    totals: () => recording.totals(),
    isOn: () => isOn,
    async turn(on) {
      if (on === isOn) return;
      isOn = on;
      since = null;
      if (on) await inTurn(begin);
    },
    flush: () =>
      inTurn(async () => {
        const slots = [...recording.close()];
        const minutes = Map.groupBy(slots, ({ at }) => at);
        await rows.write(
          [...minutes].map(([at, parts]) => ({ at, ...join(parts) })),
          clock.now(),
        );
        recording.drop(slots);
      }),
    reset: (tell) =>
      inTurn(async () => {
        const slots = [...recording.close()];
        await database.transact(async () => {
          await rows.clear();
          if (isOn) await begin();
          // Last, and committed before this is: the two files cannot commit together.
          await tell();
        });
        recording.drop(slots);
      }),
  };
}
