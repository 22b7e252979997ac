/** When a gathered message goes out: the times of Alertmanager's routes, and what hurries. Pure; times in ms. */
import type { Severity } from '../../shared/notice.ts';
import type { Gathering } from './routing.ts';

/** What is critical waits no longer than this for others of its group. */
export const CRITICAL_WAIT = 5000;

/** When a notice that joins or begins a group goes out. `flushedAt`: when the group's last message went; `null`: none did. */
export function dueOf(
  severity: Severity,
  { wait, interval }: Pick<Gathering, 'wait' | 'interval'>,
  flushedAt: number | null,
  now: number,
): number {
  if (severity === 'critical') return now + Math.min(wait, CRITICAL_WAIT);
  // A clock that was set back must not hold a group for as long as that.
  const next = flushedAt === null || flushedAt > now ? now : flushedAt + interval;
  return Math.max(now + wait, next);
}

/** When a reminder goes out: as any other, but not before its channel was left alone for as long as its route says. */
export function reminderDueOf(due: number, toldAt: number, repeat: number, now: number): number {
  return Math.max(due, Math.min(toldAt, now) + repeat);
}
