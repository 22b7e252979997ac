/** Moments as callers write them. */
import { UserError } from '../../kernel/errors.ts';

/** The last one that RFC 3339 can write in UTC. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const FIRST = Date.UTC(1970, 0, 1);

/**
 * In ms UTC. The contract has checked the form.
 * @throws {UserError} `VALIDATION_ERROR`: a leap second, which no clock here knows, or a year beyond all calendars
 */
export function momentOf(text: string, path: string): number {
  const at = Date.parse(text);
  if (at >= FIRST && at <= LAST) return at;
  throw new UserError('VALIDATION_ERROR', { params: { path, keyword: 'format', limit: 'date-time' } });
}
