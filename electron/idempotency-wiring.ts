/** What was answered to requests with an `Idempotency-Key`, forgotten by the hour. */
import type { Clock } from './kernel/clock.ts';
import type { Database } from './kernel/database.ts';
import type { Scheduler } from './kernel/scheduler.ts';
import { createIdempotency } from './server/idempotency.ts';

const HOUR_MS = 3600 * 1000;

/** Keeps them from now on. */
export function startIdempotency({
  database,
  clock,
  scheduler,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
}) {
  const idempotency = createIdempotency({ database, clock });
  scheduler.every({
    name: 'idempotency.forget',
    intervalMs: () => HOUR_MS,
    run: async () => {
      await idempotency.forget();
    },
  });
  return idempotency;
}
