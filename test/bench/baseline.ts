/** The ratios that a short run is compared with, committed beside this file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from './figures.ts';

const file = join(import.meta.dirname, 'baseline.json');
/** The part of a committed ratio that may be lost to chance. */
const TOLERANCE = 0.25;

/** Ratios by name; the higher the better. */
export type Ratios = Readonly<Record<string, number>>;

/** What was committed. */
export function readBaseline(): Ratios {
  return JSON.parse(readFileSync(file, 'utf8')) as Ratios;
}

/** Takes this run's ratios as what later ones are compared with. What was not measured here stays. */
export function writeBaseline(ratios: Ratios): void {
  const rounded = Object.entries(ratios).map(([name, value]) => [name, Number(value.toFixed(3))]);
  const next = { ...readBaseline(), ...(Object.fromEntries(rounded) as Ratios) };
  writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`);
}

/** What is worse than it may be, in words. A ratio that cannot be measured here is nobody's fault. */
export function complaints({ rows, ratios }: Measurement, baseline: Ratios): string[] {
  const worse = Object.entries(ratios).flatMap(([name, ratio]) => {
    const before = baseline[name];
    return before !== undefined && ratio < before * (1 - TOLERANCE)
      ? [
          `${name}: ${ratio.toFixed(3)}, more than ${String(TOLERANCE * 100)} % below the committed ${String(before)}`,
        ]
      : [];
  });
  const over = rows.flatMap(({ name, value, bound }) =>
    bound && bound.figure > bound.atMost * bound.slack
      ? [`${name}: ${value}, more than ${String(bound.slack)} times its goal`]
      : [],
  );
  return [...worse, ...over];
}
