/** Tells the log and whoever listens what an update did. */
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import type { HistoryRow } from './model.ts';

/** Row by row to the log, and all at once as `ddns.updated`. */
export function announce(
  rows: readonly HistoryRow[],
  { clock, events, logger }: { readonly clock: Clock; readonly events: EventBus; readonly logger: Logger },
): void {
  for (const row of rows) {
    const fields = { host: row.host, family: row.family, ip: row.ip, previous_ip: row.previous_ip };
    if (row.result === 'failed')
      logger.warn({ ...fields, reason: row.reason }, 'A name could not be updated');
    else logger.info({ ...fields, result: row.result, trigger: row.trigger }, 'A name was updated');
  }
  events.emit('ddns.updated', {
    at: clock.now(),
    entries: rows.map(({ timestamp, ...row }) => ({ ...row, timestamp: toTimestamp(timestamp) })),
  });
}
