/** When it is looked again, and what a look leaves behind. Pure. */
import type { Outcome } from './answer.ts';
import type { Finding } from './model.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Later by up to this part, so that many installations do not ask in the same minute. */
const JITTER = 0.1;
/** Whoever asks again within this time (ms) is told what was found. */
const PAUSE_MS = 60_000;

/** Whether a moment that was kept is still ahead; one further away than any that is set came of a clock that was set back. */
const isAhead = (moment: number | null, now: number): boolean =>
  moment !== null && moment > now && moment - now <= 2 * DAY_MS;

/** Whether it is time to look by itself. */
export const isDue = ({ next_at: next, held_until: held }: Finding, now: number): boolean =>
  !isAhead(next, now) && !isAhead(held, now);

/** Whether somebody may be asked because a person wants to know. */
export function mayAsk({ asked_at: asked, held_until: held }: Finding, now: number): boolean {
  const isRecent = asked !== null && asked <= now && now - asked < PAUSE_MS;
  return !isRecent && !isAhead(held, now);
}

/** What is known after a look. `random`: from 0 up to 1. */
export function after(before: Finding, outcome: Outcome, now: number, random: number): Finding {
  const isSoon = outcome.kind === 'unknown' && outcome.soon;
  const held = outcome.kind === 'unknown' && outcome.held_ms > 0 ? now + outcome.held_ms : null;
  const next = now + (isSoon ? HOUR_MS : DAY_MS) * (1 + JITTER * random);
  const asked = { asked_at: now, next_at: Math.round(Math.max(next, held ?? 0)), held_until: held };
  switch (outcome.kind) {
    case 'told':
      return { ...before, ...asked, release: outcome.release, etag: outcome.etag, reason: null };
    case 'unchanged':
      return { ...before, ...asked, reason: null };
    case 'unknown':
      // What was known before is still so: a release does not go away because nobody answers.
      return { ...before, ...asked, reason: outcome.reason };
  }
}
