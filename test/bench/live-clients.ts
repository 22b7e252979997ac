/**
 * Child process of the bench of the hub: clients with real sockets. Told to `open` some, it says how many are subscribed;
 * told to `listen`, it says how late messages were, by the clock that all processes of a machine share.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What the process is told to do. */
export type ClientOrder =
  | {
      readonly do: 'open';
      readonly url: string;
      readonly protocols: readonly string[];
      readonly count: number;
      readonly topics: readonly string[];
      /** Whether they read what comes once they are subscribed. */
      readonly reads: boolean;
    }
  /** `ms`: for how long. */
  | { readonly do: 'listen'; readonly ms: number };

/** How late messages were, in ms. */
export interface Lateness {
  readonly arrived: number;
  /** For each message, when 99 of 100 clients had it. */
  readonly each: readonly number[];
  /** Over all messages and clients. */
  readonly all: { readonly half: number; readonly p99: number; readonly most: number };
}

/** Sockets that are opened at once: a server's queue of those who wait is not much longer. */
const AT_ONCE = 200;

const now = (): number => Number(process.hrtime.bigint()) / 1e6;
const open: WebSocket[] = [];
/** By the messages' numbers. */
const late = new Map<number, number[]>();

function take(seq: number, ms: number): void {
  const others = late.get(seq);
  if (others) others.push(ms);
  else late.set(seq, [ms]);
}

async function openOne(order: ClientOrder & { do: 'open' }): Promise<boolean> {
  const socket = new WebSocket(order.url, [...order.protocols], { perMessageDeflate: false });
  try {
    await once(socket, 'open');
  } catch {
    // As many as this system gives; the bench says how many those were.
    return false;
  }
  open.push(socket);
  let left = order.topics.length;
  const subscribed = new Promise<void>((resolve) => {
    socket.on('message', (bytes: Buffer) => {
      const received = now();
      const { type, data, seq } = JSON.parse(bytes.toString()) as {
        type: string;
        data: { current_value?: number };
        seq: number;
      };
      if (type === 'subscribed') {
        left -= 1;
        if (left === 0) resolve();
      }
      if (type === 'system_alert') take(seq, received - (data.current_value ?? NaN));
    });
  });
  socket.send(JSON.stringify({ type: 'subscribe', data: { topics: order.topics } }));
  await subscribed;
  if (!order.reads) socket.pause();
  return true;
}

async function openAll(order: ClientOrder & { do: 'open' }): Promise<{ opened: number }> {
  let opened = 0;
  for (let left = order.count; left > 0; left -= AT_ONCE) {
    const some = Array.from({ length: Math.min(left, AT_ONCE) }, () => openOne(order));
    opened += (await Promise.all(some)).filter(Boolean).length;
  }
  return { opened };
}

/** The value that this part of them does not exceed. */
function at(part: number, values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

async function listen(ms: number): Promise<Lateness> {
  late.clear();
  await new Promise((resolve) => setTimeout(resolve, ms));
  const all = [...late.values()].flat();
  return {
    arrived: all.length,
    each: [...late.values()].map((values) => at(0.99, values)),
    all: { half: at(0.5, all), p99: at(0.99, all), most: at(1, all) },
  };
}

process.once('disconnect', () => process.exit());
process.on('message', (order: ClientOrder) => {
  void (order.do === 'open' ? openAll(order) : listen(order.ms)).then((answer) => process.send?.(answer));
});
process.send?.({ ready: true });
