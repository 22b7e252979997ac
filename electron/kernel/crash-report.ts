/** What is left of a crash: a report for whoever looks for its cause, without anything that may be secret. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from './version.ts';

/** Files and folders of a stack, without those of this machine that lead to ours. */
const framesOf = (stack: string): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) =>
      line
        .trim()
        .replaceAll(/(?:file:\/\/)?[^\s()]*[/\\]((?:dist|electron|shared|node_modules)[/\\])/g, '$1'),
    )
    .slice(0, 50);

/** Of what runs this besides Node. */
const hostVersion = (process.versions as Record<string, string | undefined>)['electron'] ?? null;

/** The report. A message may hold anything, an address with a key say: it is left out, the place tells enough. */
export function crashReport(error: unknown, at: number): string {
  const { name, code, stack }: Partial<NodeJS.ErrnoException> = error instanceof Error ? error : {};
  return `${JSON.stringify(
    {
      at: new Date(at).toISOString(),
      ...{ version, system: process.platform, arch: process.arch },
      versions: { node: process.versions.node, host: hostVersion },
      error: { name: name ?? typeof error, code: typeof code === 'string' ? code : null },
      stack: framesOf(stack ?? ''),
    },
    null,
    2,
  )}\n`;
}

/** Writes it at once, for the process is about to end. Answers its file. @throws {Error} where it cannot be written */
export function writeCrashReport(dataDir: string, error: unknown, at: number): string {
  const folder = join(dataDir, 'crashes');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${new Date(at).toISOString().replaceAll(':', '-')}.json`);
  writeFileSync(file, crashReport(error, at), { mode: 0o600 });
  return file;
}
