/** Spans of time as they are written in an address: `90s`, `15m`, `6h`, `7d`. Pure. */
import { Type } from 'typebox';

/** Milliseconds of each unit. */
const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A whole number and its unit: seconds, minutes, hours or days. */
export const Duration = Type.String({
  pattern: '^[1-9][0-9]{0,7}[smhd]$',
  maxLength: 9,
  description: 'A whole number with `s`, `m`, `h` or `d`: `90s`, `15m`, `6h`, `7d`',
});

/** Milliseconds of a text that {@link Duration} has let through. */
export function durationMs(text: string): number {
  const unit = text.at(-1) as keyof typeof units;
  return Number(text.slice(0, -1)) * units[unit];
}
