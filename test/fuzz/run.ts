/**
 * `npm run fuzz`: every operation of the document that the server serves, called by an administrator, by somebody who
 * may do little and by nobody, with requests that fit, that nearly fit and that are none. `--seconds N` (60), `--seed N`
 * (the same each time unless told), `--only TEXT` for some operations. Fails where an answer is not what it must be.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { needsBuild } from '../../scripts/support/inputs.ts';
import { inRoot } from '../../scripts/support/paths.ts';
import { fuzz } from './fuzz.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '20261120' },
    only: { type: 'string', default: '' },
  },
});
if (needsBuild()) {
  console.log('Building first…');
  const { status } = spawnSync(process.execPath, [inRoot('scripts/build.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}
console.log(`Seed ${values.seed}, ${values.seconds} s`);
const { report, findings } = await fuzz({
  seconds: Number(values.seconds),
  seed: Number(values.seed),
  only: values.only,
});
console.log(report);
for (const finding of findings) console.log(`\nWRONG ${finding}`);
console.log(`\n${String(findings.length)} wrong`);
process.exit(findings.length === 0 ? 0 : 1);
