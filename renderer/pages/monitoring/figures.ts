/** Numbers of a series as people read them: in a unit that fits, with as many digits as say something. Pure. */
import type { MetricUnit } from '../../../shared/metric-names.ts';

/** A unit, and how many of the unit that is measured in make one of it. */
interface Scale {
  readonly name: string;
  readonly size: number;
}

const scales = (step: number, names: readonly string[]): readonly Scale[] =>
  names.map((name, power) => ({ name, size: step ** power }));

/** From the smallest on. Memory is told in powers of 1024 (IEC 80000-13), what moves in powers of 1000. */
const scalesOf: Readonly<Partial<Record<MetricUnit, readonly Scale[]>>> = {
  bytes: scales(1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']),
  rate: scales(1000, ['B/s', 'kB/s', 'MB/s', 'GB/s']),
  megahertz: scales(1000, ['MHz', 'GHz']),
  milliseconds: scales(1000, ['ms', 's']),
};

const names: Readonly<Partial<Record<MetricUnit, string>>> = {
  percent: '%',
  celsius: '°C',
  rpm: 'rpm',
  per_second: '/s',
  seconds: 's',
};

/** What a number is told in. */
export function scaleFor(value: number, unit: MetricUnit): Scale {
  const known = scalesOf[unit];
  const fitting = known?.findLast(({ size }) => Math.abs(value) >= size) ?? known?.[0];
  return fitting ?? { name: names[unit] ?? '', size: 1 };
}

const formats = new Map<string, Intl.NumberFormat>();
/** Making one costs more than using it a thousand times. */
function formatOf(language: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${String(digits)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(language, { maximumFractionDigits: digits });
  formats.set(key, made);
  return made;
}

/** Three figures say enough: 4.25, 42.5, 425. */
function digitsOf(value: number, unit: MetricUnit): number {
  const size = Math.abs(value);
  if (unit === 'percent' || unit === 'celsius') return size < 10 ? 1 : 0;
  if (unit === 'count' || unit === 'rpm' || unit === 'yes_no') return size < 10 ? 1 : 0;
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

/** Between a number and its unit; Chinese sets percent close. */
const join = (number: string, name: string, language: string): string =>
  name === '' ? number : name === '%' && language.startsWith('zh') ? `${number}%` : `${number}\u00a0${name}`;

/** "4.2 GiB", "12 %", "54 °C", "0.42". */
export function figure(value: number, unit: MetricUnit, language: string): string {
  const { name, size } = scaleFor(value, unit);
  const shown = value / size;
  return join(formatOf(language, digitsOf(shown, unit)).format(shown), name, language);
}

/** Numbers at an axis, all in the unit of the largest. */
export function axisFigures(values: readonly number[], unit: MetricUnit, language: string): string[] {
  const most = Math.max(...values.map(Math.abs));
  const { name, size } = scaleFor(most, unit);
  const format = formatOf(language, 3);
  return values.map((value) => join(format.format(value / size), name, language));
}

/** Distances between numbers at an axis that are round in the unit; `null` for those of the decimal system. */
export function axisSteps(unit: MetricUnit): number[] | null {
  return unit === 'bytes' ? Array.from({ length: 60 }, (_, power) => 2 ** power) : null;
}
