/** One check of a thousand names: nothing to do, and everything to write, prove and record. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../scripts/support/paths.ts';
import { bounded, median, spread, type Effort, type Measurement } from './figures.ts';
import { startHelper } from './processes.ts';

const NAMES = 1000;
const GOAL_MS = 50;
const SLACK = 4;

interface Cycle {
  readonly ms: number;
  readonly changed: number;
  readonly verified: number;
}

/** Runs both kinds in turns, over a database on the repository's own disk: the folder for temporary files may be memory. */
export async function benchCycle({ short }: Effort): Promise<Measurement> {
  const parent = inRoot('test-results');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-cycle-'));
  try {
    const [helper] = await startHelper('cycle-process.ts', folder);
    try {
      const run = async (change: boolean): Promise<number> => {
        const { ms, changed, verified } = (await helper.ask({ change })) as Cycle;
        if (changed !== (change ? NAMES : 0) || verified !== NAMES) {
          throw new Error(`${String(changed)} of ${String(NAMES)} names changed, ${String(verified)} proven`);
        }
        return ms;
      };
      // The first one writes everything, and the code is cold.
      await run(true);
      await run(false);
      const times: Record<'unchanged' | 'changed', number[]> = { unchanged: [], changed: [] };
      for (let round = 0; round < (short ? 5 : 15); round++) {
        times.changed.push(await run(true));
        for (let i = 0; i < 3; i++) times.unchanged.push(await run(false));
      }
      return {
        rows: [
          bounded(
            'Check of 1,000 names, unchanged',
            `${spread(times.unchanged, 1)} ms`,
            { figure: median(times.unchanged), atMost: GOAL_MS, slack: SLACK },
            'ms',
          ),
          { name: 'Check of 1,000 names, all changed', value: `${spread(times.changed, 0)} ms` },
        ],
        ratios: {},
      };
    } finally {
      await helper.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
