/** What tells one answer from another: its time and its id, made cheaply, for each answer carries both. */
import { randomBytes } from 'node:crypto';
import { toTimestamp, type Clock } from '../kernel/clock.ts';

/** The time now. What is costly is put together once a second: a whole timestamp each time shows in every answer. */
export function createStamps(clock: Clock): () => string {
  let second = NaN;
  let start = '';
  return () => {
    const now = clock.now();
    const current = Math.floor(now / 1000);
    if (current !== second) {
      second = current;
      start = toTimestamp(current * 1000).slice(0, -'000Z'.length);
    }
    return `${start}${String(now - current * 1000).padStart(3, '0')}Z`;
  };
}

/** Ids that are unique over restarts and cheap to make: a random start and a count. */
export function createRequestIds(): () => string {
  const start = randomBytes(8).toString('hex');
  let count = 0;
  return () => `${start}-${(++count).toString(36)}`;
}
