/** Spans of time as they are typed: `90s`, `5m`, `1h 30m`, `1 小时`. Pure. */
import type { Say } from '../../page-key.ts';

const units: readonly (readonly [RegExp, number, string])[] = [
  [/^(d|days?|天)$/, 86_400, 'd'],
  [/^(h|hours?|小时|时)$/, 3600, 'h'],
  [/^(m|min|minutes?|分钟?)$/, 60, 'm'],
  [/^(s|sec|seconds?|秒)$/, 1, 's'],
];

/** Seconds; nothing typed is none. `null` for what cannot be read. */
export function secondsOf(text: string): number | null {
  const rest = text.trim().toLowerCase();
  if (rest === '' || rest === '0') return 0;
  const parts = [...rest.matchAll(/(\d{1,8})\s*(\D+?)(?=\s*(?:\d|$))/g)];
  if (
    parts
      .map(([whole]) => whole)
      .join('')
      .replace(/\s/g, '') !== rest.replace(/\s/g, '')
  )
    return null;
  let seconds = 0;
  for (const [, count = '', unit = ''] of parts) {
    const known = units.find(([name]) => name.test(unit.trim()));
    if (known === undefined) return null;
    seconds += Number(count) * known[1];
  }
  return seconds;
}

/** Units that are named at most: who waits two days does not count seconds. */
const named = 2;

/** In words, in its two largest units: "1 h 30 min". */
export function spanWords(seconds: number, say: Say): string {
  let rest = Math.max(Math.round(seconds), 0);
  const parts = (['day', 'hour', 'minute', 'second'] as const).flatMap((unit, place) => {
    const size = units[place]?.[1] ?? 1;
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [say(`time.${unit}`, { count })];
  });
  return parts.length === 0 ? say('time.second', { count: 0 }) : parts.slice(0, named).join(' ');
}

/** As somebody would type it: the largest units that say it exactly; empty for none. */
export function spanText(seconds: number): string {
  let rest = seconds;
  return units
    .flatMap(([, size, name]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? [] : [`${String(count)}${name}`];
    })
    .join(' ');
}
