/** What it takes to tell a thousand clients something, what ten thousand cost that hear nothing, and what slow ones do. */
import { bounded, median, spread, type Effort, type Measurement, type Row } from './figures.ts';
import type { ClientOrder, Lateness } from './live-clients.ts';
import type { LiveOrder } from './live-process.ts';
import type { BenchSockets } from './live-sockets.ts';
import { residentMegabytes, withHelpers, type Bench, type Helper } from './processes.ts';

const GOAL_MS = 50;
const GOAL_MEGABYTES = 400;
/** Server and clients share the processors, with each other and whatever else there is. */
const SLACK = 4;
const CLIENTS = 1000;
const SLOW = 100;
const IDLE = 10_000;

/** A server of its own, and ways to give orders to it and to clients. */
interface Stage {
  readonly server: Helper;
  tell(order: LiveOrder): Promise<unknown>;
  /** A process with so many clients. */
  clients(
    count: number,
    topics: readonly string[],
    reads?: boolean,
  ): Promise<{ opened: number; helper: Helper }>;
}

async function startStage({ start }: Bench): Promise<Stage> {
  const [server, ready] = await start('live-process.ts');
  const { port, protocols } = ready as Pick<BenchSockets, 'port' | 'protocols'>;
  const url = `ws://127.0.0.1:${String(port)}/api/v2/ws/connect`;
  return {
    server,
    tell: (order) => server.ask(order),
    async clients(count, topics, reads = true) {
      const [helper] = await start('live-clients.ts');
      const order: ClientOrder = { do: 'open', url, protocols, count, topics, reads };
      return { ...((await helper.ask(order)) as { opened: number }), helper };
    },
  };
}

/** An alert each second, and how late each client had it. */
async function lateness(stage: Stage, clients: Helper, seconds: number): Promise<Lateness> {
  const order: ClientOrder = { do: 'listen', ms: seconds * 1000 + 500 };
  const [found] = await Promise.all([
    clients.ask(order) as Promise<Lateness>,
    stage.tell({ do: 'tell', times: seconds }),
  ]);
  if (found.arrived !== CLIENTS * seconds) {
    throw new Error(`${String(found.arrived)} messages arrived, not ${String(CLIENTS * seconds)}`);
  }
  return found;
}

/** Held to the goal is the message in the middle: one turn that others had of the processor delays a thousand at once. */
const late = (name: string, { each, all }: Lateness): Row =>
  bounded(
    name,
    `${spread(each, 1)} ms; over all ${all.p99.toFixed(1)} ms, half ${all.half.toFixed(1)} ms`,
    { figure: median(each), atMost: GOAL_MS, slack: SLACK },
    'ms',
  );

/** Processor time for one message to all, beside a loop that sends the same bytes. */
async function beside(stage: Stage, rounds: number): Promise<{ hub: number[]; loop: number[] }> {
  const spent: Record<'hub' | 'loop', number[]> = { hub: [], loop: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const by of ['hub', 'loop'] as const) {
      spent[by].push(((await stage.tell({ do: 'spend', times: 10, by })) as { ms: number }).ms);
    }
  }
  return spent;
}

async function told(bench: Bench, short: boolean): Promise<Measurement> {
  const seconds = short ? 4 : 12;
  const stage = await startStage(bench);
  const { helper: clients, opened } = await stage.clients(CLIENTS, ['alerts']);
  if (opened < CLIENTS) return { rows: [{ name: 'Live', value: 'not so many sockets here' }], ratios: {} };
  // What V8 compiles at first is of the start.
  await lateness(stage, clients, 2);
  const alone = await lateness(stage, clients, seconds);
  const spent = await beside(stage, short ? 3 : 5);

  const slow = await stage.clients(SLOW, ['alerts', 'logs'], false);
  const { full } = (await stage.tell({ do: 'fill', readers: SLOW })) as { full: number };
  if (slow.opened < SLOW || full < SLOW) throw new Error(`Only ${String(full)} readers became full`);
  const among = await lateness(stage, clients, seconds);
  const memory = residentMegabytes(stage.server.process.pid);
  const ratio = Math.min(...spent.loop) / Math.min(...spent.hub);
  return {
    rows: [
      late('Live: a message each second to 1,000 clients, 99 of 100 have it after', alone),
      late('The same beside 100 clients that read nothing', among),
      {
        name: '99 of 100, without such clients to with them',
        value: `${(median(alone.each) / median(among.each)).toFixed(2)}${memory === null ? '' : `, the server has ${memory.toFixed(0)} MB`}`,
      },
      {
        name: 'Processor time for one message to 1,000, a loop over bare sockets to the hub',
        value: `${ratio.toFixed(2)} (${spread(spent.loop, 1)} ms and ${spread(spent.hub, 1)} ms)`,
      },
    ],
    // The best of each, as with starts.
    ratios: { live: ratio },
  };
}

async function idle(bench: Bench): Promise<Row> {
  const stage = await startStage(bench);
  const { pid } = stage.server.process;
  const before = residentMegabytes(pid);
  const { opened } = await stage.clients(IDLE, ['alerts', 'changes.alerts']);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const after = residentMegabytes(pid);
  const name = 'Live: memory with 10,000 clients that hear nothing (RSS)';
  if (before === null || after === null) return { name, value: 'not told by this system' };
  const each = `${(((after - before) * 1024) / opened).toFixed(1)} kB each`;
  const value = `${after.toFixed(0)} MB (${before.toFixed(0)} without them, ${each})`;
  return opened < IDLE
    ? { name, value: `${value}; this system gave ${String(opened)} sockets` }
    : bounded(name, value, { figure: after, atMost: GOAL_MEGABYTES, slack: 1.25 }, 'MB');
}

/** Over the sockets of the program; how many there may be is not limited here. */
export async function benchLive({ short }: Effort): Promise<Measurement> {
  const { rows, ratios } = await withHelpers('live', (bench) => told(bench, short));
  const memory = await withHelpers('live-idle', idle);
  console.log('Live: the limits on how many sockets there may be are raised for this.');
  return { rows: [...rows, memory], ratios };
}
