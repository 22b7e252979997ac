/** The ordered list of routes as the page changes it. A route has no id: it is known by its place. */
import type { NewNotifyRoute } from '../../../../shared/api/notify.ts';

/** Keys that stay with a route when it moves: its name, and the how manieth of that name it is. */
export function keysOf(routes: readonly { readonly name: string }[]): readonly string[] {
  const seen = new Map<string, number>();
  return routes.map(({ name }) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return `${String(nth)} ${name}`;
  });
}

/** With the route at a place moved to another one. */
export function moved<T>(routes: readonly T[], from: number, to: number): readonly T[] {
  const one = routes[from];
  if (one === undefined || to < 0 || to >= routes.length) return routes;
  return routes.toSpliced(from, 1).toSpliced(to, 0, one);
}

/** With another route in a place; a new one comes last. */
export const replaced = (
  routes: readonly NewNotifyRoute[],
  place: number | null,
  route: NewNotifyRoute,
): readonly NewNotifyRoute[] => (place === null ? [...routes, route] : routes.toSpliced(place, 1, route));

/** Labels as they are typed, `mount: /srv/media` a line; `null` where a line is none. */
export function labelsOf(text: string): Readonly<Record<string, string>> | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const pairs = lines.map((line) => /^([a-zA-Z_][a-zA-Z0-9_]*)\s*[:=]\s*(.*)$/.exec(line));
  if (pairs.some((pair) => pair === null)) return null;
  return Object.fromEntries(
    pairs.map((pair) => [pair?.[1] ?? '', (pair?.[2] ?? '').replace(/^"(.*)"$/, '$1')]),
  );
}
