/** Moments as the browser's own field takes them: `2026-12-01T22:30`, by the clock of the reader. */

const two = (number: number): string => String(number).padStart(2, '0');

/** The minute that a moment (ms UTC) is in. */
export function localText(at: number): string {
  const date = new Date(at);
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment (ms UTC); `null` for what is none. */
export function momentOf(text: string): number | null {
  const at = new Date(text).getTime();
  return text === '' || Number.isNaN(at) ? null : at;
}
