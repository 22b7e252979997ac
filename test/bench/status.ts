/**
 * `GET /ddns/status`, signed in, beside a bare Fastify route that serialises the same body by the same schema. Both
 * are asked by the same load in turns, and each is a process of its own. By the clock, the load may be what is slow
 * where processors are few; CPU time per answer does not depend on it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, spread, thousands, type Effort, type Measurement, type Row } from './figures.ts';
import { cpuSeconds, startHelper, type Helper } from './processes.ts';
import { settled, startSignedIn } from './signed-in.ts';

const PATH = '/api/v2/ddns/status';
const GOAL = '≥ 0.60';
/** Until V8 has compiled what it will compile. */
const WARM_UP_MS = 3000;

interface Server {
  readonly pid: number | undefined;
  readonly port: number;
  readonly path: string;
}

interface Score {
  readonly perSecond: number;
  /** `null` where the system does not tell. */
  readonly perCpuSecond: number | null;
}

async function measure(load: Helper, { pid, port, path }: Server, token: string, ms: number): Promise<Score> {
  const before = cpuSeconds(pid);
  const result = (await load.ask({ port, path, token, ms })) as { answers: number; ms: number };
  const after = cpuSeconds(pid);
  return {
    perSecond: result.answers / (result.ms / 1000),
    perCpuSecond: before === null || after === null ? null : result.answers / (after - before),
  };
}

const perCpu = (scores: readonly Score[]): number[] => scores.flatMap((score) => score.perCpuSecond ?? []);

/** One after the other, the order turned round each time: what else the machine does touches both alike. */
async function compare(load: Helper, ours: Server, bare: Server, token: string, short: boolean) {
  const [rounds, ms] = short ? [5, 700] : [15, 1000];
  for (const server of [ours, bare]) await measure(load, server, token, WARM_UP_MS);
  const scores: Record<'ours' | 'bare', Score[]> = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    const turn = [
      async () => scores.ours.push(await measure(load, ours, token, ms)),
      async () => scores.bare.push(await measure(load, bare, token, ms)),
    ];
    for (const take of round % 2 === 0 ? turn : turn.reverse()) await take();
  }
  const byClock = scores.ours.map((score, i) => score.perSecond / (scores.bare[i]?.perSecond ?? NaN));
  const bareCpu = perCpu(scores.bare);
  const byCpu = perCpu(scores.ours).map((score, i) => score / (bareCpu[i] ?? NaN));
  return { ours: scores.ours, bare: scores.bare, byClock, byCpu };
}

function describe(scores: readonly Score[]): string {
  const cpu = perCpu(scores);
  const perCpuSecond = cpu.length === 0 ? '' : `; ${thousands(median(cpu))} per CPU second of the server`;
  return `${thousands(median(scores.map(({ perSecond }) => perSecond)))} answers/s${perCpuSecond}`;
}

function rowsOf(names: string, bytes: number, found: Awaited<ReturnType<typeof compare>>): Row[] {
  const parts = [`${spread(found.byClock, 2)} by answers/s`];
  if (found.byCpu.length > 0) parts.unshift(`${spread(found.byCpu, 2)} by CPU`);
  return [
    { name: `Status of ${names}, ${String(bytes)} bytes, CloudCube`, value: describe(found.ours) },
    { name: `Status of ${names}, bare Fastify`, value: describe(found.bare) },
    { name: `Status of ${names}, CloudCube to bare`, value: parts.join(', '), goal: GOAL },
  ];
}

/** With one name, as at first, and with twenty. */
export async function benchStatus({ short }: Effort): Promise<Measurement> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-bench-status-'));
  const helpers: Helper[] = [];
  const start = async (file: string): Promise<[Helper, unknown]> => {
    const started = await startHelper(file);
    helpers.push(started[0]);
    return started;
  };
  try {
    const running = await startSignedIn(dataDir);
    try {
      const [load] = await start('http-load.ts');
      const [bareProcess, ready] = await start('status-bare.ts');
      const { port } = ready as { port: number };
      const bare = { pid: bareProcess.process.pid, port, path: '/bare' };
      const { daemon, token, call } = running;
      const ours = { pid: daemon.process.pid, port: Number(new URL(daemon.url).port), path: PATH };

      const rows: Row[] = [];
      const ratios: Record<string, number> = {};
      for (const count of [1, 20]) {
        for (let i = count === 1 ? count : 1; i < count; i++) {
          await call('POST', '/ddns/hosts', { name: `host${String(i)}.home.arpa` });
        }
        await settled(running);
        const body = await call('GET', '/ddns/status');
        await bareProcess.ask(JSON.parse(body));
        const found = await compare(load, ours, bare, token, short);
        const names = count === 1 ? '1 name' : `${String(count)} names`;
        rows.push(...rowsOf(names, Buffer.byteLength(body), found));
        ratios[`status_${String(count)}`] = median(found.byCpu.length > 0 ? found.byCpu : found.byClock);
      }
      return { rows, ratios };
    } finally {
      await running.daemon.stop();
    }
  } finally {
    await Promise.all(helpers.map((helper) => helper.stop()));
    rmSync(dataDir, { recursive: true });
  }
}
