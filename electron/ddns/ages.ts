/**
 * How old a write is whose outcome is not known, by the clock that nobody sets: what was begun before this process is
 * as old as the process, so that it gets its whole time once more.
 */
import type { Clock } from '../kernel/clock.ts';

/** Ages of operations. */
export interface Ages {
  begin(operationId: string): void;
  end(operationIds: Iterable<string>): void;
  /** Ms. */
  of(operationId: string): number;
}

/** Begins to count. */
export function createAges(clock: Pick<Clock, 'elapsed'>): Ages {
  const start = clock.elapsed();
  const begun = new Map<string, number>();
  return {
    begin: (id) => void begun.set(id, clock.elapsed()),
    end(ids) {
      for (const id of ids) begun.delete(id);
    },
    of: (id) => clock.elapsed() - (begun.get(id) ?? start),
  };
}
