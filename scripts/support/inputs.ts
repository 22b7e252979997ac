/** Whether `dist/` still fits the sources it was made from. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { dist, inRoot, root } from './paths.ts';

/** Everything a build reads; the lockfile stands for all of node_modules. */
const inputs = [
  'electron',
  'shared',
  'renderer',
  'resources',
  'scripts/build.ts',
  'scripts/support',
  'vite.config.ts',
  'vite.host.config.ts',
  'vite.preload.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

function* filesBelow(path: string): Generator<string> {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(inner);
    else yield inner;
  }
}

function filesOf(input: string): string[] {
  const path = inRoot(input);
  if (!existsSync(path)) return [];
  return input.includes('.') ? [path] : [...filesBelow(path)].sort();
}

/** A hash over names and contents of all inputs. */
export function hashInputs(): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesOf)) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The file that tells what a build was made from. It is written last, so a build that broke off does not count. */
export const buildFile = join(dist, 'build.json');

/** True when `dist/` was made from other sources than the present ones, for another place of releases, or not at all. */
export function needsBuild(): boolean {
  if (!existsSync(buildFile)) return true;
  const { inputs: built, repository } = JSON.parse(readFileSync(buildFile, 'utf8')) as {
    inputs?: string;
    repository?: string | null;
  };
  // Who names none takes what is there.
  const named = process.env['CLOUDCUBE_REPOSITORY'] || null;
  return built !== hashInputs() || (named !== null && named !== repository);
}
