/** Memory and processor time of a daemon that nobody asks anything, after a page was loaded and someone signed in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bounded, type Effort, type Measurement } from './figures.ts';
import { cpuSeconds, residentMegabytes } from './processes.ts';
import { settled, startSignedIn, type SignedIn } from './signed-in.ts';

const GOAL_MEGABYTES = 110;
/** On a builder whose host is busy the garbage is collected later: the same code had 136 MB one day and 156 another. */
const SLACK = 1.6;

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** What a browser asks for when the page is opened: its files, and what the first screen shows. */
async function loadPage({ daemon, call }: SignedIn): Promise<void> {
  const get = async (path: string): Promise<string> =>
    (await fetch(`${daemon.url}${path}`, { headers: { 'accept-encoding': 'br, gzip' } })).text();
  const html = await get('/');
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? '');
  await Promise.all(files.map(get));
  await Promise.all([
    call('GET', '/auth/me'),
    call('GET', '/ddns/status'),
    call('GET', '/ddns/hosts'),
    call('GET', '/ddns/history?limit=15'),
  ]);
}

/** Settles for a while first, as nobody looks at the memory of a program that has just started. */
export async function benchIdle({ short }: Effort): Promise<Measurement> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-bench-idle-'));
  try {
    const first = await startSignedIn(dataDir);
    try {
      await settled(first);
    } finally {
      await first.daemon.stop();
    }

    const running = await startSignedIn(dataDir);
    try {
      const { pid } = running.daemon.process;
      await loadPage(running);
      await seconds(short ? 5 : 20);
      const watched = short ? 10 : 60;
      const before = cpuSeconds(pid);
      await seconds(watched);
      const after = cpuSeconds(pid);
      const memory = residentMegabytes(pid);
      if (before === null || after === null || memory === null) {
        return { rows: [{ name: 'Idle', value: 'not told by this system' }], ratios: {} };
      }
      const busy = after - before;
      return {
        rows: [
          bounded(
            'Idle memory (RSS)',
            `${memory.toFixed(0)} MB`,
            { figure: memory, atMost: GOAL_MEGABYTES, slack: SLACK },
            'MB',
          ),
          {
            name: `Idle CPU over ${String(watched)} s`,
            value: `${busy.toFixed(2)} s (${((busy / watched) * 100).toFixed(2)} % of one core)`,
          },
        ],
        ratios: {},
      };
    } finally {
      await running.daemon.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}
