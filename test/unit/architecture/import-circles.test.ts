import { globSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { importsOf } from '../../support/imports.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const files = globSync('{electron,shared,renderer,scripts}/**/*.{ts,tsx}', { cwd: root }).map((file) =>
  join(root, file),
);

/** Imports of our own files that remain at run time. A circle of types alone harms nobody: it is gone with them. */
const graph = new Map(
  files.map((file) => [
    file,
    importsOf(file)
      .filter(({ specifier, typeOnly }) => !typeOnly && specifier.startsWith('.'))
      .map(({ specifier }) => resolve(dirname(file), specifier)),
  ]),
);

/** The first circle met, as a path that ends where it began. */
function findCircle(): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

it('sees the imports', () => {
  const imports = graph.get(join(root, 'shared/api/index.ts'));
  expect(imports).toContain(join(root, 'shared/api/ddns-routes.ts'));
});

it('has no circle of imports', () => {
  expect(findCircle()?.map((file) => relative(root, file))).toBeUndefined();
});
