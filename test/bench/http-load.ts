/**
 * Child process of the HTTP bench: asks one address over a fixed number of connections that stay open, each the next
 * question after the last answer. Told `{port, path, headers, statuses, ms}`, it says `{answers, ms}`. Reads no more of an
 * answer than its status and length, so that it needs less than the server does.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const CONNECTIONS = 10;
const HEAD_END = Buffer.from('\r\n\r\n');

interface Order {
  readonly port: number;
  readonly path: string;
  /** What is sent besides, a line each: how the caller comes in. */
  readonly headers: readonly string[];
  /** What it may be answered with. */
  readonly statuses: readonly number[];
  readonly ms: number;
}

/** Length of a whole answer at the start of `bytes`, `null` when its head is not all there. @throws for a failure */
function answerLength(bytes: Buffer, statuses: readonly number[]): number | null {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  const status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
  if (!statuses.includes(status) || length === undefined) throw new Error(`Not an answer:\n${head}`);
  return end + HEAD_END.length + Number(length);
}

/** Asks over one connection until told to stop, and tells each answer. */
function askOn(socket: Socket, request: Buffer, statuses: readonly number[], onAnswer: () => void): void {
  let received: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const length = answerLength(received, statuses);
    if (length === null || received.length < length) return;
    if (received.length > length) throw new Error('More than was asked for');
    received = Buffer.alloc(0);
    onAnswer();
    socket.write(request);
  });
  socket.write(request);
}

async function load({ port, path, headers, statuses, ms }: Order): Promise<{ answers: number; ms: number }> {
  const request = Buffer.from(
    `${[`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${String(port)}`, 'Accept: application/json', ...headers].join('\r\n')}\r\n\r\n`,
  );
  const sockets = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      await once(socket, 'connect');
      return socket;
    }),
  );
  let answers = 0;
  const start = performance.now();
  for (const socket of sockets) askOn(socket, request, statuses, () => answers++);
  await new Promise((resolve) => setTimeout(resolve, ms));
  const result = { answers, ms: performance.now() - start };
  for (const socket of sockets) socket.destroy();
  return result;
}

process.once('disconnect', () => process.exit());
process.on('message', (order: Order) => {
  void load(order).then((result) => process.send?.(result));
});
process.send?.({ ready: true });
