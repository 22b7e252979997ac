/** Reads our own Containerfile: instructions one after the other, continued lines joined, comments left out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where it stands. */
export const containerfile = join(import.meta.dirname, '../../resources/deploy/Containerfile');

/** One instruction: `COPY`, and what stands behind it. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** All of it. */
export function instructions(): Instruction[] {
  const lines = readFileSync(containerfile, 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n');
  return lines.flatMap((line) => {
    const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return name === undefined || rest === undefined ? [] : [{ name, rest }];
  });
}

/** The last stage, which becomes the image. */
export function imageInstructions(): Instruction[] {
  const all = instructions();
  return all.slice(all.findLastIndex(({ name }) => name === 'FROM'));
}
