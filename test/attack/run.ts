/**
 * `npm run attack`: Debian's slowhttptest, testssl.sh and wapiti against a CloudCube of its own, in a network of its own.
 * `npm run attack -- wapiti` takes one. What is missing is skipped with the reason. What they said last and what is
 * answered to it stands in docs/security.md.
 */
import { spawnSync } from 'node:child_process';
import { needsBuild } from '../../scripts/support/inputs.ts';
import { inRoot } from '../../scripts/support/paths.ts';
import { needs } from '../support/needs.ts';
import { needsNamespaces } from '../support/namespace.ts';
import { startTarget } from './target.ts';
import { commandOf, tools } from './tools.ts';

const wanted = process.argv.slice(2);
const chosen = tools.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const need = needs.all(needsNamespaces, needs.command('curl'));
if (needsBuild()) spawnSync(process.execPath, [inRoot('scripts/build.ts')], { stdio: 'inherit' });

let failed = 0;
for (const tool of chosen) {
  const command = commandOf(tool);
  if (!need.ok || command === undefined) {
    console.log(
      `== ${tool.name} skipped: ${need.ok ? `apt-get install ${tool.name} brings it` : need.reason}`,
    );
    continue;
  }
  console.log(`== ${tool.name}`);
  const target = await startTarget();
  try {
    const { lines, wrong } = await tool.attack(target, command);
    for (const line of lines) console.log(`  ${line}`);
    for (const line of wrong) console.log(`  WRONG ${line}`);
    failed += wrong.length;
  } finally {
    const log = await target.stop();
    const bugs = log.split('\n').filter((line) => line.includes('"level":"error"'));
    for (const bug of bugs) console.log(`  WRONG an error in the log: ${bug.slice(0, 500)}`);
    failed += bugs.length;
  }
}
console.log(`${String(failed)} wrong`);
process.exit(failed === 0 ? 0 : 1);
