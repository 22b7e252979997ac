/**
 * Two servers side by side under the same load, in turns. Each is a process of its own. By the clock, the load may be
 * what is slow where processors are few; CPU time per answer does not depend on it.
 */
import { median, spread, thousands, type Measurement, type Row } from './figures.ts';
import { cpuSeconds, type Helper } from './processes.ts';

/** Until V8 has compiled what it will compile. */
const WARM_UP_MS = 3000;

/** A server that is asked. */
export interface Server {
  readonly pid: number | undefined;
  readonly port: number;
  readonly path: string;
  /** What it answers with; 200 unless told. */
  readonly statuses?: readonly number[];
}

/** How fast it was. */
export interface Score {
  readonly perSecond: number;
  /** `null` where the system does not tell. */
  readonly perCpuSecond: number | null;
}

async function measure(
  load: Helper,
  { pid, port, path, statuses = [200] }: Server,
  headers: readonly string[],
  ms: number,
): Promise<Score> {
  const before = cpuSeconds(pid);
  const result = (await load.ask({ port, path, headers, statuses, ms })) as { answers: number; ms: number };
  const after = cpuSeconds(pid);
  return {
    perSecond: result.answers / (result.ms / 1000),
    perCpuSecond: before === null || after === null ? null : result.answers / (after - before),
  };
}

const perCpu = (scores: readonly Score[]): number[] => scores.flatMap((score) => score.perCpuSecond ?? []);

/** What two servers did under the same load; the ratios are ours to the bare one, round by round. */
export interface Compared {
  readonly ours: readonly Score[];
  readonly bare: readonly Score[];
  readonly byClock: readonly number[];
  /** Empty where the system does not tell. */
  readonly byCpu: readonly number[];
}

/** One after the other, the order turned round each time: what else the machine does touches both alike. */
export async function compare(
  load: Helper,
  ours: Server,
  bare: Server,
  headers: readonly string[],
  short: boolean,
): Promise<Compared> {
  const [rounds, ms] = short ? [5, 700] : [15, 1000];
  for (const server of [ours, bare]) await measure(load, server, headers, WARM_UP_MS);
  const scores: Record<'ours' | 'bare', Score[]> = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    const turn = [
      async () => scores.ours.push(await measure(load, ours, headers, ms)),
      async () => scores.bare.push(await measure(load, bare, headers, ms)),
    ];
    for (const take of round % 2 === 0 ? turn : turn.reverse()) await take();
  }
  const byClock = scores.ours.map((score, i) => score.perSecond / (scores.bare[i]?.perSecond ?? NaN));
  const bareCpu = perCpu(scores.bare);
  const byCpu = perCpu(scores.ours).map((score, i) => score / (bareCpu[i] ?? NaN));
  return { ours: scores.ours, bare: scores.bare, byClock, byCpu };
}

/** What a server did, in words. */
export function describe(scores: readonly Score[]): string {
  const cpu = perCpu(scores);
  const perCpuSecond = cpu.length === 0 ? '' : `; ${thousands(median(cpu))} per CPU second of the server`;
  return `${thousands(median(scores.map(({ perSecond }) => perSecond)))} answers/s${perCpuSecond}`;
}

/** Three lines: ours, the bare one, and the ratios beside a goal. */
export function rowsOf(
  names: { readonly ours: string; readonly bare: string; readonly ratio: string; readonly goal: string },
  found: Compared,
): Row[] {
  const parts = [`${spread(found.byClock, 2)} by answers/s`];
  if (found.byCpu.length > 0) parts.unshift(`${spread(found.byCpu, 2)} by CPU`);
  return [
    { name: names.ours, value: describe(found.ours) },
    { name: names.bare, value: describe(found.bare) },
    { name: names.ratio, value: parts.join(', '), goal: names.goal },
  ];
}

/** The one ratio that is kept: by CPU where that is told. */
export const ratioOf = ({ byCpu, byClock }: Compared): number => median(byCpu.length > 0 ? byCpu : byClock);

/** Compares under the headers of each kind of caller: rows, and ratios by `prefix` and kind. */
export async function compareCallers(
  callers: Readonly<Record<string, readonly string[]>>,
  compareUnder: (headers: readonly string[]) => Promise<Compared>,
  prefix: string,
  namesOf: (kind: string) => Parameters<typeof rowsOf>[0],
): Promise<Measurement> {
  const rows: Row[] = [];
  const ratios: Record<string, number> = {};
  for (const [kind, headers] of Object.entries(callers)) {
    const found = await compareUnder(headers);
    rows.push(...rowsOf(namesOf(kind), found));
    ratios[`${prefix}_${kind}`] = ratioOf(found);
  }
  return { rows, ratios };
}
