/** Times at the axis of a chart and in its table, in the reader's own zone and language. Pure but for the zone. */

const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
/** Making one costs more than using it a thousand times. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language, options);
  formats.set(key, made);
  return made;
}

/** What stands below the marks of an axis `step` ms apart; the day is told once, below the first mark that is of it. */
export function axisMoments(marks: readonly number[], step: number, language: string): string[] {
  const [day, first] =
    step < DAY
      ? [formatOf(language, { month: 'short', day: 'numeric' }), 'day' as const]
      : [formatOf(language, { year: 'numeric' }), 'year' as const];
  const fine =
    step >= 28 * DAY
      ? formatOf(language, { month: 'short' })
      : step >= DAY
        ? formatOf(language, { month: 'short', day: 'numeric' })
        : formatOf(language, {
            hour: 'numeric',
            minute: '2-digit',
            ...(step < 60_000 ? { second: '2-digit' } : {}),
          });
  let last = '';
  return marks.map((mark) => {
    const own = day.format(mark);
    const isNew = own !== last && (first === 'day' || last !== '' || step >= 28 * DAY);
    last = own;
    return isNew ? `${fine.format(mark)}\n${own}` : fine.format(mark);
  });
}

/** A point's time: with seconds where points are closer than a minute, as a day where they are days apart. */
export function pointMoment(at: number, step: number, language: string): string {
  if (step >= DAY) return formatOf(language, { dateStyle: 'medium' }).format(at);
  return formatOf(language, { dateStyle: 'medium', timeStyle: step < 60_000 ? 'medium' : 'short' }).format(
    at,
  );
}
