/** Values with their units, as both languages write them. Pure. */
import type { MetricUnit } from '../../../shared/metric-names.ts';

const tidy = (value: number): string => String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : 1)));

const sizes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes as disks are sold: thousands. */
export function bytes(value: number): string {
  const power = Math.min(
    sizes.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(value))) / 3)),
  );
  return `${tidy(value / 1000 ** power)} ${sizes[power] ?? 'B'}`;
}

const spans = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** Seconds in the largest unit of which there is one at least. */
export function lasting(seconds: number): string {
  const [unit, size] = spans.find(([, length]) => Math.abs(seconds) >= length) ?? ['s', 1];
  return `${String(Math.round((seconds / size) * 10) / 10)} ${unit}`;
}

/** A value of such a series. */
export function figure(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'percent':
      return `${tidy(value)} %`;
    case 'bytes':
      return bytes(value);
    case 'rate':
      return `${bytes(value)}/s`;
    case 'per_second':
      return `${tidy(value)}/s`;
    case 'celsius':
      return `${tidy(value)} °C`;
    case 'rpm':
      return `${tidy(value)} rpm`;
    case 'megahertz':
      return `${tidy(value)} MHz`;
    case 'seconds':
      return lasting(value);
    case 'milliseconds':
      return `${tidy(value)} ms`;
    case 'count':
    case 'load':
    case 'yes_no':
      return tidy(value);
  }
}
