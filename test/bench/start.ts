/** From the start of the process to the line that says it is ready, over a data folder that is there already. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, root } from '../../scripts/support/paths.ts';
import { bounded, median, spread, type Effort, type Measurement } from './figures.ts';

const GOAL_MS = 800;
/** Builders are slower than a NAS and do other things beside. */
const SLACK = 3;

const BARE_FASTIFY = `
  const { default: fastify } = await import('fastify');
  await fastify().listen({ host: '127.0.0.1', port: 0 });
  console.log('listening');`;

/** Ms from the start of a command to the first line that matches, or to its end where no line is waited for. */
async function timeTo(command: string, args: readonly string[], line: RegExp | null): Promise<number> {
  const start = performance.now();
  // A group of its own: npm does not hand a signal on to what it started.
  const child = spawn(command, args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  if (line === null) {
    await ended;
    return performance.now() - start;
  }
  let text = '';
  const ms = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      if (line.test(text)) resolve(performance.now() - start);
    });
    child.on('close', () => {
      reject(new Error(`Ended before it was ready:\n${text}`));
    });
  });
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  await ended;
  return ms;
}

/** Measures in turns, so that whatever else the machine does touches all of them. */
export async function benchStart({ short }: Effort): Promise<Measurement> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-bench-start-'));
  const flags = ['--data-dir', dataDir, '--port', '0', '--dns-port', '0', '--log-level', 'error'];
  const ready = /^CloudCube ready: /m;
  const daemon = (): Promise<number> => timeTo(process.execPath, [inRoot('dist/daemon.js'), ...flags], ready);
  const npm = (): Promise<number> => timeTo('npm', ['start', '--', ...flags], ready);
  const node = (): Promise<number> => timeTo(process.execPath, ['-e', '0'], null);
  // What every server on Node begins with; it suffers from a busy host in the same way.
  const fastify = (): Promise<number> =>
    timeTo(process.execPath, ['--input-type=module', '-e', BARE_FASTIFY], /^listening$/m);
  try {
    // The first start makes database and keys; the second fills what is kept for later starts.
    await daemon();
    await daemon();
    const times: Record<'daemon' | 'npm' | 'node' | 'fastify', number[]> = {
      ...{ daemon: [], npm: [], node: [], fastify: [] },
    };
    for (let round = 0; round < (short ? 7 : 15); round++) {
      times.node.push(await node());
      times.fastify.push(await fastify());
      times.daemon.push(await daemon());
      if (round % 2 === 0) times.npm.push(await npm());
    }
    const bound = { figure: median(times.daemon) / 1000, atMost: GOAL_MS / 1000, slack: SLACK };
    return {
      rows: [
        bounded('Start to ready, not the first', `${spread(inSeconds(times.daemon), 2)} s`, bound, 's'),
        { name: 'The same through `npm start`', value: `${spread(inSeconds(times.npm), 2)} s` },
        {
          name: 'Node alone, start to end, for comparison',
          value: `${spread(inSeconds(times.node), 2)} s`,
        },
        {
          name: 'A bare Fastify, start to listening, for comparison',
          value: `${spread(inSeconds(times.fastify), 2)} s`,
        },
      ],
      // The best of each: what else the machine did only ever makes a start slower.
      ratios: { start: Math.min(...times.fastify) / Math.min(...times.daemon) },
    };
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

const inSeconds = (values: readonly number[]): number[] => values.map((ms) => ms / 1000);
