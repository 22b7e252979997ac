/** The parts that are shipped, each with its licence and what its authors ask to be kept with it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of the lockfile. */
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Built into the page and the documentation; the lockfile counts them among what only builds. */
const builtIn = [
  '@fastify/swagger-ui',
  '@mantine/core',
  '@mantine/hooks',
  '@tanstack/react-query',
  '@tanstack/react-router',
  'qr',
  'react',
  'react-dom',
  'react-i18next',
  'redoc',
  'uplot',
];
const LICENCE = /^(?:licen[cs]e|copying|notice)(?:\.(?:md|txt|markdown))?$/i;
const RULE = `\n${'-'.repeat(80)}\n`;

/** Where a package finds another one: beside itself or further out, as Node looks (nearest `node_modules` first). */
function resolveFrom(path: string, name: string, locked: Readonly<Record<string, Locked>>): string | null {
  for (let at = path; ;) {
    const candidate = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (Object.hasOwn(locked, candidate)) return candidate;
    if (at === '') return null;
    const outer = at.lastIndexOf('/node_modules/');
    at = outer === -1 ? '' : at.slice(0, outer);
  }
}

/** Places of all that the roots need, themselves included. */
function closureOf(roots: readonly string[], locked: Readonly<Record<string, Locked>>): Set<string> {
  const seen = new Set<string>();
  const visit = (from: string, name: string): void => {
    const path = resolveFrom(from, name, locked);
    // An optional one that is not there is not shipped.
    if (path === null || seen.has(path)) return;
    seen.add(path);
    for (const next of Object.keys(locked[path]?.dependencies ?? {})) visit(path, next);
  };
  for (const name of roots) visit('', name);
  return seen;
}

function textsOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => LICENCE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/** The text. `root` is the folder of the lockfile. */
export function licencesText(root: string): string {
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const roots = [...Object.keys(locked['']?.dependencies ?? {}), ...builtIn];
  const parts = [...closureOf(roots, locked)].sort().map((path) => {
    const { version = '', license = '' } = locked[path] ?? {};
    const head = `${path.replace(/^.*node_modules\//, '')} ${version} (${license || 'see below'})`;
    return [head, ...textsOf(join(root, path))].join('\n\n');
  });
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  return [`CloudCube\n\n${own}`, ...parts, ''].join(RULE);
}
