/** A stretch of time in words, by the clock of the reader: "Sun, Dec 6, 3:00 – 5:00 AM". */

/** Said once what both ends have in common. */
export function windowText(
  { starts_at: from, ends_at: to }: { readonly starts_at: string; readonly ends_at: string },
  language: string,
): string {
  return new Intl.DateTimeFormat(language, {
    ...{ weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  }).formatRange(Date.parse(from), Date.parse(to));
}
