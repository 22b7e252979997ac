/** Times as people say them: how much time, in the largest unit that fits; exact ones by the browser's tables (Intl). */
import type { Say } from './page-key.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** Closer than this there is nothing to count (ms). */
const now = 5_000;

/** "6 d", "3 min", "40 s". */
export function span(ms: number, say: Say): string {
  const whole = Math.max(ms, 0);
  const [unit, size] = units.find((each) => whole >= each[1]) ?? (['second', 1_000] as const);
  return say(`time.${unit}`, { count: Math.floor(whole / size) });
}

/** "40 s ago", "in 4 min", "just now". `distance` is ms from now, negative for the past. */
export function relative(distance: number, say: Say): string {
  if (Math.abs(distance) < now) return say(distance > 0 ? 'time.soon' : 'time.just_now');
  return distance < 0
    ? say('time.ago', { span: span(-distance, say) })
    : say('time.in', { span: span(distance, say) });
}

/** Date and time to the second. */
export function exact(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** The time of day, with the date where it is not today's. */
export function moment(at: number, language: string): string {
  const today = new Date(at).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(today ? {} : { month: 'short', day: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}
