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
  readonly messages: number;
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

/** Sockets that are opened at once: a server's queue of those who wait is not much longer. */
const AT_ONCE = 200;

const now = (): number => Number(process.hrtime.bigint()) / 1e6;
const open: WebSocket[] = [];
let late: number[] = [];

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
      const { type, data } = JSON.parse(bytes.toString()) as {
        type: string;
        data: { current_value?: number };
      };
      if (type === 'subscribed') {
        left -= 1;
        if (left === 0) resolve();
      }
      if (type === 'system_alert') late.push(received - (data.current_value ?? NaN));
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

async function listen(ms: number): Promise<Lateness> {
  late = [];
  await new Promise((resolve) => setTimeout(resolve, ms));
  const sorted = late.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { messages: sorted.length, median: at(0.5), p99: at(0.99), most: at(1) };
}

process.once('disconnect', () => process.exit());
process.on('message', (order: ClientOrder) => {
  void (order.do === 'open' ? openAll(order) : listen(order.ms)).then((answer) => process.send?.(answer));
});
process.send?.({ ready: true });
