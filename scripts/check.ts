/** `npm run check`: types, lint, format and licences, two at a time. Shows the output of what failed. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { inRoot, root } from './support/paths.ts';

interface Check {
  readonly name: string;
  /** Arguments of Node. */
  readonly run: readonly string[];
}

const tool = (path: string): string => inRoot('node_modules', path);
const projects = ['.', 'shared', 'renderer', 'test/e2e', 'test/electron'].filter((path) =>
  existsSync(inRoot(path, 'tsconfig.json')),
);

const checks: Check[] = [
  { name: 'lint', run: [tool('oxlint/bin/oxlint'), '--max-warnings', '0', '.'] },
  ...projects.map((path) => ({
    name: `types ${path === '.' ? 'main' : path}`,
    run: [tool('typescript/bin/tsc'), '-p', path, '--pretty'],
  })),
  { name: 'format', run: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'licences', run: [inRoot('scripts/licences.ts')] },
];

function runCheck({ name, run }: Check): Promise<boolean> {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, run, { cwd: root });
    const output: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => output.push(part));
    child.stderr.on('data', (part: Buffer) => output.push(part));
    child.on('error', (error) => output.push(Buffer.from(error.message)));
    child.on('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (code !== 0) console.log(Buffer.concat(output).toString());
      resolve(code === 0);
    });
  });
}

/** Lint is the longest, so it stands first and the others pass beside it. */
const waiting = [...checks];
const results: boolean[] = [];
async function work(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await runCheck(check));
}
await Promise.all([work(), work()]);
process.exit(results.every(Boolean) ? 0 : 1);
