/** `npm run package` over a stand-in of Electron: all is as in a real run, but for the program that it is packed around. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../scripts/support/paths.ts';

/** Stands before the fuses in Electron's program (https://www.electronjs.org/docs/latest/tutorial/fuses). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/**
 * An unpacked Electron for Linux that consists of a program with fuses, which cannot run. Each of the eight that are known
 * by name stands as we do not want it; the one after them is nobody's.
 */
export function standInElectron(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const fuses = '101100101';
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, fuses.length]), Buffer.from(fuses)]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('no program: '), wire]), {
    mode: 0o755,
  });
  writeFileSync(join(folder, 'LICENSE'), 'of Electron\n');
  return folder;
}

/** Of the bytes that fuses are. */
const BLOWN = '1'.charCodeAt(0);

/** The fuses of a program that have names, by these. What Electron may have beyond them is left out. */
export async function fusesOf(program: string): Promise<Record<string, boolean>> {
  const wire = Object.entries(await getCurrentFuseWire(program));
  return Object.fromEntries(
    wire.flatMap(([index, state]) => {
      const name = FuseV1Options[Number(index)];
      return name === undefined ? [] : [[name, Number(state) === BLOWN]];
    }),
  );
}

/** What fpm, which makes deb and rpm, was told to put together. */
export interface FpmCall {
  readonly args: readonly string[];
  /** Text of the desktop entry. */
  readonly entry: string;
}

/** A stand-in of fpm: the package that it makes is a {@link FpmCall}, as JSON. */
export function standInFpm(file: string): string {
  const script = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const entry = readFileSync(args.find((one) => one.endsWith('.desktop')).split('=')[0], 'utf8');
writeFileSync(args[args.indexOf('--package') + 1], JSON.stringify({ args, entry }));
`;
  writeFileSync(file, script, { mode: 0o755 });
  return file;
}

/** What a run came to. */
export interface Packed {
  readonly code: number | null;
  readonly output: string;
}

/** Runs `npm run package -- …args`. Nothing of this machine's environment decides who publishes or signs. */
export async function runPackage(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Packed> {
  const {
    GITHUB_REPOSITORY: _repository,
    CLOUDCUBE_REPOSITORY: _place,
    CSC_LINK: _link,
    CSC_NAME: _name,
    npm_execpath: _npm,
    ...rest
  } = process.env;
  const child = spawn(process.execPath, [inRoot('scripts/run.mjs'), 'scripts/package.ts', ...args], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
