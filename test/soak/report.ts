/** docs/soak.md: what was killed how often, where, and what came of it. */
import { writeFileSync } from 'node:fs';
import { inRoot } from '../../scripts/support/paths.ts';
import { describeMachine } from '../bench/machine.ts';
import type { Score } from './series.ts';

const notes = `## What a round is

Each round changes the addresses of the machine (IPv4 and IPv6) or renames a host, has the process end by SIGKILL, starts it again (three in ten of these starts are killed as well), waits until nothing is left to do, and then asserts:

- the zone holds exactly one right record for each name and type, and answers it over UDP; a former name is gone;
- the history has exactly one row for each change: nothing lost, nothing doubled;
- the serial rose once for each change;
- no operation is left open, no file is left over, \`/health\` answers 200.

**At a moment of an update**: the process kills itself the n-th time it comes to the moment (n from 1 to 3): at each stage, and directly before and after each of the three commits of an update (\`intending\`/\`intended\`: what is about to be done; \`applying\`/\`applied\`: the zone; \`recording\`/\`recorded\`: the history). **In a burst**: killed from outside at any moment while addresses change every 1 to 60 ms; the rows of a name must then join to a chain without a gap. **In the first start**: killed at any moment before there was anything; the next start must find its way.

\`npm run soak -- --short\` is one round at each moment; \`--seed N\` repeats a run.
`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map(row).join('\n');

/** Writes the document. */
export function writeReport(scores: readonly Score[], lines: readonly string[], seed: number): void {
  const scoreTable = table(
    ['Killed', 'Rounds', 'Passed', 'Failed', 'Not run', 'Seconds'],
    scores.map(({ name, passed, failed, skipped, seconds }) => [
      name,
      String(passed + failed + skipped),
      ...[passed, failed, skipped].map(String),
      seconds.toFixed(0),
    ]),
  );
  const machine = table(['Machine', ''], describeMachine(new Date()));
  const loads = lines.map((line) => `- ${line}`).join('\n');
  writeFileSync(
    inRoot('docs', 'soak.md'),
    `# Soak\n\nWritten by \`npm run soak\`, seed ${seed}.\n\n${scoreTable}\n\n${loads}\n\n${machine}\n\n${notes}`,
  );
}
