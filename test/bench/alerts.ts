/** What a look of the alert rules takes, and how long it holds everything else up. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../scripts/support/paths.ts';
import type { AlertFigures, AlertOrder } from './alerts-process.ts';
import { bounded, median, spread, type Effort, type Measurement } from './figures.ts';
import { startHelper } from './processes.ts';

const SLACK = 4;
const LOOK_MS = 10;
const HOLD_MS = 20;

/** Over a database on the repository's own disk: the folder for temporary files may be memory. */
export async function benchAlerts({ short }: Effort): Promise<Measurement> {
  const parent = inRoot('test-results');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-alerts-'));
  const [helper] = await startHelper('alerts-process.ts', folder);
  try {
    const run = async (order: AlertOrder): Promise<{ look: number[]; hold: number[] }> => {
      const found: AlertFigures[] = [];
      for (let round = 0; round < (short ? 3 : 9); round += 1) {
        found.push((await helper.ask(order)) as AlertFigures);
      }
      return { look: found.map(({ look }) => look), hold: found.map(({ hold }) => hold) };
    };
    const usual = await run({ objects: 500, rules: 50, unwell: 0 });
    const large = await run({ objects: 5000, rules: 100, unwell: 0 });
    const storm = await run({ objects: 500, rules: 1, unwell: 500 });
    const held = (name: string, hold: readonly number[]) =>
      bounded(name, `${spread(hold, 1)} ms`, { figure: median(hold), atMost: HOLD_MS, slack: SLACK }, 'ms');
    return {
      rows: [
        bounded(
          'Alert rules: 50 over 500 objects, one look',
          `${spread(usual.look, 1)} ms`,
          { figure: median(usual.look), atMost: LOOK_MS, slack: SLACK },
          'ms',
        ),
        held('Alert rules: 100 over 5,000 objects, the longest that one look holds all else up', large.hold),
        held('Alert rules: 500 alerts begin at once, the longest that holds all else up', storm.hold),
      ],
      ratios: {},
    };
  } finally {
    await helper.stop();
    rmSync(folder, { recursive: true });
  }
}
