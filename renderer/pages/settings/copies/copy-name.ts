/** What a copy is called on the page, and how large it is. Pure. */
import type { Copy } from '../../../../shared/api/copies.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** When it was made, by this browser's clock: `2026-11-20 03:00`. The same in every language, so that it can be typed. */
export function nameOf({ made_at }: Pick<Copy, 'made_at'>): string {
  const at = new Date(made_at);
  const day = [String(at.getFullYear()), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Whether somebody typed the name of a copy; spaces around it and between its parts may be as they like. */
export const isNamed = (copy: Pick<Copy, 'made_at'>, typed: string): boolean =>
  typed.trim().split(/\s+/).join(' ') === nameOf(copy);

const UNIT = 1024;
const units = ['B', 'kB', 'MB', 'GB'] as const;

/** `1.2 MB` */
export function sizeText(bytes: number): string {
  let [size, at] = [bytes, 0];
  while (size >= UNIT && at < units.length - 1) {
    size /= UNIT;
    at += 1;
  }
  return `${at === 0 ? String(size) : size.toFixed(1)} ${units[at] ?? ''}`;
}
