/**
 * Answers per second over UDP, beside Knot with the same zone of 1,000 names and one UDP worker. Both are asked by the
 * same load, in turns, so that whatever else the machine does touches both. Each server is a process of its own.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchZone, benchZoneFile } from './dns-zone.ts';
import { thousands, type Measurement, type Row } from './figures.ts';
import { cpuSeconds, startHelper, stopProcess, type Helper } from './processes.ts';

const KNOT = '/usr/sbin/knotd';
const ROUNDS = 5;
const ROUND_MS = 600;
const WARM_UP_MS = 600;
const START_PATIENCE_MS = 5000;

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

interface Score {
  /** Right answers per second of the clock. */
  readonly perSecond: number;
  /** Right answers per second of the server's own CPU time; `null` where that is not told (not Linux). */
  readonly perCpuSecond: number | null;
}

async function startOurs(folder: string): Promise<Server> {
  const [helper, message] = await startHelper('dns-server.ts', folder);
  return { process: helper.process, port: (message as { port: number }).port };
}

async function startKnot(folder: string): Promise<Server> {
  const port = await freePort();
  writeFileSync(join(folder, 'bench.zone'), benchZoneFile());
  writeFileSync(
    join(folder, 'knot.conf'),
    `server:
    rundir: "${folder}"
    listen: 127.0.0.1@${String(port)}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "${folder}"
log:
  - target: stderr
    any: error
zone:
  - domain: ${benchZone}
    storage: "${folder}"
    file: bench.zone
    journal-content: none
    zonefile-load: whole
`,
  );
  const child = spawn(KNOT, ['-c', join(folder, 'knot.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const server = { process: child, port };
  const [load] = await startHelper('dns-load.ts');
  try {
    for (const giveUp = Date.now() + START_PATIENCE_MS; (await askFor(load, port, 100)) === 0;) {
      if (Date.now() > giveUp || child.exitCode !== null) throw new Error('Knot does not answer');
    }
    return server;
  } catch (error) {
    await stopProcess(child);
    throw error;
  } finally {
    await load.stop();
  }
}

async function askFor(load: Helper, port: number, ms: number): Promise<number> {
  return ((await load.ask({ port, ms })) as { answers: number }).answers;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function measure(server: Server, loads: readonly Helper[]): Promise<Score> {
  const before = cpuSeconds(server.process.pid);
  const answers = await Promise.all(loads.map((load) => askFor(load, server.port, ROUND_MS)));
  const after = cpuSeconds(server.process.pid);
  const total = answers.reduce((sum, count) => sum + count, 0);
  const perCpuSecond = before === null || after === null ? null : total / Math.max(0.01, after - before);
  return { perSecond: total / (ROUND_MS / 1000), perCpuSecond };
}

/** The best of the rounds: what else the machine did only ever makes a round worse. */
function best(scores: readonly Score[]): Score {
  const cpu = scores.flatMap((score) => score.perCpuSecond ?? []);
  return {
    perSecond: Math.max(...scores.map((score) => score.perSecond)),
    perCpuSecond: cpu.length > 0 ? Math.max(...cpu) : null,
  };
}

function describe({ perSecond, perCpuSecond }: Score): string {
  const cpu = perCpuSecond === null ? '' : `; ${thousands(perCpuSecond)} per CPU second of the server`;
  return `${thousands(perSecond)} answers/s${cpu}`;
}

/** Runs the bench; takes about ten seconds. Without Knot it measures our server alone and says so. */
export async function benchDns(): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-bench-dns-'));
  const servers: Server[] = [];
  const loads: Helper[] = [];
  try {
    const ours = await startOurs(folder);
    servers.push(ours);
    const knot = existsSync(KNOT) ? await startKnot(folder) : null;
    if (knot) servers.push(knot);
    // One processor is the server's.
    const wanted = Math.min(3, Math.max(1, availableParallelism() - 1));
    for (let i = 0; i < wanted; i++) loads.push((await startHelper('dns-load.ts'))[0]);

    for (const server of servers)
      await Promise.all(loads.map((load) => askFor(load, server.port, WARM_UP_MS)));
    const scores = servers.map((): Score[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, server] of servers.entries()) scores[i]?.push(await measure(server, loads));
    }

    const [our, theirs] = scores.map(best);
    if (!our) throw new Error('Nothing was measured');
    const rows = [{ name: 'DNS over UDP, CloudCube (rate limit off)', value: describe(our) }];
    if (!theirs) {
      return { rows: [...rows, { name: 'DNS over UDP, Knot', value: `${KNOT} is not there` }], ratios: {} };
    }
    const { row, ratio } = compare(our, theirs);
    return {
      rows: [...rows, { name: 'DNS over UDP, Knot, one worker', value: describe(theirs) }, row],
      ratios: { dns: ratio },
    };
  } finally {
    await Promise.all(loads.map((load) => load.stop()));
    await Promise.all(servers.map((server) => stopProcess(server.process)));
    rmSync(folder, { recursive: true });
  }
}

function compare(our: Score, theirs: Score): { row: Row; ratio: number } {
  const byClock = our.perSecond / theirs.perSecond;
  const byCpu =
    our.perCpuSecond === null || theirs.perCpuSecond === null ? null : our.perCpuSecond / theirs.perCpuSecond;
  const parts = [`${byClock.toFixed(2)} by answers/s`];
  if (byCpu !== null) parts.unshift(`${byCpu.toFixed(2)} by CPU`);
  const row = { name: 'DNS over UDP, CloudCube to Knot', value: parts.join(', '), goal: '≥ 0.50 by CPU' };
  return { row, ratio: byCpu ?? byClock };
}
