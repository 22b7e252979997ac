/** How often each operation was called, how it answered, and how long it took. */

/** What is known of one operation. */
export interface Score {
  readonly calls: number;
  readonly done: number;
  readonly slowestMs: number;
  readonly meanMs: number;
  /** Answers by status. */
  readonly statuses: ReadonlyMap<number, number>;
}

/** Counts. */
export interface Tally {
  count(id: string, status: number, elapsedMs: number): void;
  of(id: string): Score;
  /** As it is printed: the slowest, then those that never got through. */
  report(ids: readonly string[]): string;
}

const none: Score = { calls: 0, done: 0, slowestMs: 0, meanMs: 0, statuses: new Map() };

/** Starts at nothing. */
export function createTally(): Tally {
  const scores = new Map<string, Score>();
  const of = (id: string): Score => scores.get(id) ?? none;
  const inWords = (statuses: Score['statuses']): string =>
    [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${String(status)}×${String(count)}`)
      .join(' ');
  return {
    count(id, status, elapsedMs) {
      const { calls, done, slowestMs, meanMs, statuses } = of(id);
      scores.set(id, {
        calls: calls + 1,
        done: done + (status >= 200 && status < 400 ? 1 : 0),
        slowestMs: Math.max(slowestMs, elapsedMs),
        meanMs: meanMs + (elapsedMs - meanMs) / (calls + 1),
        statuses: new Map([...statuses, [status, (statuses.get(status) ?? 0) + 1]]),
      });
    },
    of,
    report(ids) {
      const slowest = [...ids].sort((a, b) => of(b).slowestMs - of(a).slowestMs).slice(0, 10);
      const line = (id: string): string => {
        const { calls, done, slowestMs, statuses } = of(id);
        return `${slowestMs.toFixed(0).padStart(6)} ms  ${id.padEnd(34)} ${String(calls).padStart(6)} calls ${String(done).padStart(6)} done  ${inWords(statuses)}`;
      };
      const never = ids.filter((id) => of(id).done === 0);
      return [
        'The slowest answers:',
        ...slowest.map(line),
        'All operations:',
        ...[...ids].sort().map(line),
        never.length === 0 ? 'Every operation got through.' : `Never got through: ${never.join(', ')}`,
      ].join('\n');
    },
  };
}
