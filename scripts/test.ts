/**
 * `npm test`: all tests; `npm test -- unit` (or integration, e2e, electron) one kind; further words pick files by their path.
 * Ends with what was skipped and why, and with one line of totals; `--no-skips` makes a skipped one a failure. `TESTS_END_AT` (seconds since 1970) ends it in time.
 */
import { startVitest } from 'vitest/node';
import { needsBuild } from './support/inputs.ts';
import { root } from './support/paths.ts';
import { createTally, totalsLine } from './support/tally.ts';

const kinds = ['unit', 'integration', 'e2e', 'electron'];
const given = process.argv.slice(2);
const project = given.filter((word) => kinds.includes(word));
const mayNotSkip = given.includes('--no-skips');
const filters = given.filter((word) => !kinds.includes(word) && word !== '--no-skips');

// Unit tests read the sources; the others run what is built.
const unitOnly = project.length > 0 && project.every((kind) => kind === 'unit');
if (!unitOnly && needsBuild()) {
  console.log('Building first…');
  await import('./build.ts');
}

const end = process.env['TESTS_END_AT'];
const { reporter, totals } = createTally(end ? Number(end) * 1000 : Infinity);
const options = { root, watch: false, reporters: ['default', reporter] };
const vitest = await startVitest(filters, project.length > 0 ? { ...options, project } : options);
await vitest.close();

if (totals.skipped.size > 0) console.log('Skipped:');
for (const [reason, titles] of totals.skipped) {
  console.log(`  ${reason}:`);
  for (const title of titles) console.log(`    ${title}`);
}
if (totals.failures.length > 0) console.log('Failed:');
for (const failure of totals.failures) console.log(`  ${failure}`);
console.log(totalsLine(totals));
// Vitest also sets the code for what is no test: a bad filter, a broken config.
process.exit(
  totals.failed > 0 || (mayNotSkip && totals.skipped.size > 0) ? 1 : Number(process.exitCode ?? 0),
);
