/** Programs that a test writes: shell scripts in a folder of their own, which keep what they were called with. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder. */
export interface ProgramFolder {
  readonly path: string;
  /** Writes one; `body` is what it does in sh, after it has noted its arguments. */
  write(name: string, body: string): Promise<void>;
  /** Every call so far: name and arguments, each on its own. */
  calls(): Promise<string[][]>;
  remove(): Promise<void>;
}

/** Makes an empty one. */
export async function createProgramFolder(): Promise<ProgramFolder> {
  const path = await mkdtemp(join(tmpdir(), 'programs-'));
  const log = join(path, 'calls.log');
  return {
    path,
    async write(name, body) {
      const file = join(path, name);
      const note = `{ printf '%s\\037' ${name} "$@"; printf '\\n'; } >> '${log}'`;
      await writeFile(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${note}\n${body}\n`);
      await chmod(file, 0o755);
    },
    async calls() {
      const text = await readFile(log, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\x1f').slice(0, -1));
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
