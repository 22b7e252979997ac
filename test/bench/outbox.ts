/** A thousand notices drained: each its own message, stored before and after it is sent. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../scripts/support/paths.ts';
import { spread, type Effort, type Measurement } from './figures.ts';
import { startHelper } from './processes.ts';

const NOTICES = 1000;

/** Over a database on the repository's own disk: the folder for temporary files may be memory. */
export async function benchOutbox({ short }: Effort): Promise<Measurement> {
  const parent = inRoot('test-results');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-outbox-'));
  try {
    const [helper] = await startHelper('outbox-process.ts', folder);
    try {
      const times: number[] = [];
      for (let round = 0; round < (short ? 1 : 5); round++) {
        const { ms, sent } = (await helper.ask({ notices: NOTICES })) as { ms: number; sent: number };
        if (sent !== NOTICES) throw new Error(`${String(sent)} of ${String(NOTICES)} were sent`);
        times.push(ms);
      }
      return {
        rows: [{ name: '1,000 notifications drained', value: `${spread(times, 0)} ms` }],
        ratios: {},
      };
    } finally {
      await helper.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
