/** Times as people say them, by the browser's own tables (Intl) in the chosen language. */

const steps: readonly (readonly [unit: 'second' | 'minute' | 'hour' | 'day', ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

function sized(distance: number): readonly ['second' | 'minute' | 'hour' | 'day', number] {
  const [unit, ms] = steps.find((step) => distance >= step[1]) ?? ['second', 1_000];
  return [unit, Math.floor(distance / ms)];
}

// Making a formatter costs far more than using one; a table of 1,000 names uses three thousand.
const formatters = new Map<string, unknown>();
function remembered<T>(key: string, make: () => T): T {
  const known = formatters.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

/** "40s ago", "in 4min"; `null` within five seconds, which has a word of its own. */
export function relative(at: number, now: number, language: string): string | null {
  const distance = at - now;
  if (Math.abs(distance) < 5_000) return null;
  const [unit, count] = sized(Math.abs(distance));
  const format = remembered(
    `relative ${language}`,
    () => new Intl.RelativeTimeFormat(language, { style: 'narrow', numeric: 'always' }),
  );
  return format.format(distance < 0 ? -count : count, unit);
}

/** "6d": how long something has been so. */
export function span(ms: number, language: string): string {
  const [unit, count] = sized(Math.max(ms, 0));
  const format = remembered(
    `span ${unit} ${language}`,
    () => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }),
  );
  return format.format(count);
}

/** Date and time to the second. */
export function exact(at: number, language: string): string {
  return remembered(
    `exact ${language}`,
    () => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }),
  ).format(at);
}

/** The hour of the day, with the date where it is not today's. */
export function moment(at: number, now: number, language: string): string {
  const near = new Date(at).toDateString() === new Date(now).toDateString();
  return remembered(
    `moment ${language} ${String(near)}`,
    () =>
      new Intl.DateTimeFormat(
        language,
        near
          ? { timeStyle: 'short' }
          : { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
      ),
  ).format(at);
}
