/**
 * The sampler with its store beside prometheus-node-exporter asked at the same rate, and what the store writes and reads.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCommand } from '../support/needs.ts';
import { bounded, type Effort, type Measurement, type Row } from './figures.ts';
import { startHelper, stopProcess } from './processes.ts';
import type { StoreFigures } from './sampler-store.ts';

/** Percent of a core at 5 s. */
const GOAL_CPU = 0.3;
/** A busy machine has cold caches, and takes more for the same. */
const SLACK = 3;

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** Processor time of a process in s, by the scheduler's own count: at this size 1/100 s would be too coarse. */
function cpuTime(pid: number | undefined): number {
  const folder = `/proc/${String(pid)}/task`;
  const spent = readdirSync(folder).map((task) =>
    Number(readFileSync(`${folder}/${task}/schedstat`, 'latin1').split(' ', 1)[0]),
  );
  return spent.reduce((sum, one) => sum + one, 0) / 1e9;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Something whose processor time is watched. */
interface Watched {
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

async function startOurs(every: number): Promise<Watched> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-bench-sampler-'));
  const [helper] = await startHelper('sampler-process.ts', folder, String(every));
  return {
    pid: helper.process.pid,
    async stop() {
      await helper.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** `null` where it is not installed. */
async function startTheirs(every: number): Promise<Watched | null> {
  const command = findCommand('prometheus-node-exporter');
  if (command === undefined) return null;
  const port = await freePort();
  const child = spawn(command, [`--web.listen-address=127.0.0.1:${String(port)}`], { stdio: 'ignore' });
  const ask = async (): Promise<void> => {
    const response = await fetch(`http://127.0.0.1:${String(port)}/metrics`);
    await response.arrayBuffer();
  };
  // Before it listens there is no answer, and at its end none that is whole.
  const timer = setInterval(() => void ask().catch(() => undefined), every * 1000);
  return {
    pid: child.pid,
    async stop() {
      clearInterval(timer);
      await stopProcess(child);
    },
  };
}

/** Percent of a core that both take over the same time. */
async function sideBySide(every: number, time: number): Promise<{ ours: number; theirs: number | null }> {
  const ours = await startOurs(every);
  const theirs = await startTheirs(every);
  try {
    // What V8 compiles, and the first statements, are of the start.
    await seconds(Math.max(5, every * 2));
    const before = { ours: cpuTime(ours.pid), theirs: theirs && cpuTime(theirs.pid) };
    await seconds(time);
    const percent = (spent: number): number => (100 * spent) / time;
    return {
      ours: percent(cpuTime(ours.pid) - before.ours),
      theirs: theirs && before.theirs !== null ? percent(cpuTime(theirs.pid) - before.theirs) : null,
    };
  } finally {
    await ours.stop();
    await theirs?.stop();
  }
}

async function storeFigures(): Promise<Row[]> {
  const [helper] = await startHelper('sampler-store.ts');
  const found = (await helper.ask({ go: true })) as StoreFigures;
  await helper.stop();
  const { megabytesPerDay: written } = found;
  const ms = (name: string, figure: number, atMost: number): Row =>
    bounded(
      `${name}, ${found.megabytes.toFixed(0)} MB of two years`,
      `${figure.toFixed(1)} ms`,
      { figure, atMost, slack: SLACK },
      'ms',
    );
  return [
    written === null
      ? { name: 'Measurements written in a day', value: 'not told by this system' }
      : bounded(
          'Measurements written in a day, 60 series × 10 s',
          `${written.toFixed(0)} MB`,
          { figure: written, atMost: 60, slack: 1.25 },
          'MB',
        ),
    ms('Reading 24 h of a series by 30 s', found.day, 10),
    ms('Reading 30 d by 10 min', found.month, 20),
    ms('Reading 2 y by 6 h', found.years, 50),
  ];
}

/** Both at 1 s for the ratio; not in short, at 5 s for the goal. */
export async function benchSampler({ short }: Effort): Promise<Measurement> {
  const rows: Row[] = [];
  const ratios: Record<string, number> = {};
  if (process.platform === 'linux') {
    const quick = await sideBySide(1, short ? 12 : 30);
    if (quick.theirs !== null) {
      ratios['sampler'] = quick.theirs / quick.ours;
      rows.push({
        name: 'Sampler at 1 s, node_exporter to CloudCube',
        value: `${ratios['sampler'].toFixed(2)} by CPU (${quick.theirs.toFixed(2)} % and ${quick.ours.toFixed(2)} % of one core)`,
        goal: '≥ 1',
      });
    }
    if (!short) {
      const { ours, theirs } = await sideBySide(5, 60);
      const beside = theirs === null ? '' : `, node_exporter ${theirs.toFixed(2)} %`;
      rows.push(
        bounded(
          'Sampler at 5 s over 60 s, stored',
          `${ours.toFixed(2)} % of one core${beside}`,
          { figure: ours, atMost: GOAL_CPU, slack: SLACK },
          '%',
        ),
      );
    }
  }
  return { rows: [...rows, ...(await storeFigures())], ratios };
}
