/** Ten thousand connections that are opened and dropped in every bad way: nothing of them may stay behind. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { inWords, startProbed } from './probed-daemon.ts';
import type { Chance } from './random.ts';

const CONNECTIONS = 10_000;
const AT_ONCE = 200;
/** Further rounds may need what the first one made: buffers, compiled code. */
const MOST_HEAP_GROWTH_MB = 3;

/** What is said before the connection is dropped. */
const openings = [
  '',
  'GET /health HTT',
  'GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ',
  'POST /api/v2/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"user',
  'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001',
  'rubbish\r\n\r\n',
];

async function openAndDrop(port: number, chance: Chance): Promise<void> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  const opening = chance.of(openings);
  if (opening !== '') socket.write(opening);
  await wait(chance.between(0, 20));
  // Politely, at once, or by a reset.
  chance.of([() => socket.end(), () => socket.destroy(), () => socket.resetAndDestroy()])();
  await Promise.race([closed, wait(1000)]);
  socket.destroy();
}

async function openMany(count: number, port: number, chance: Chance): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await openAndDrop(port, chance);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Answers the figures in words. */
export async function checkConnections(chance: Chance): Promise<string> {
  const daemon = await startProbed();
  try {
    const port = Number(new URL(daemon.url).port);
    await openMany(1000, port, chance);
    await wait(1000);
    const before = await daemon.held();
    await openMany(CONNECTIONS, port, chance);
    await wait(1000);
    const after = await daemon.held();
    const line = `${CONNECTIONS.toLocaleString('en')} connections opened and dropped: before ${inWords(before)}; after ${inWords(after)}`;
    assert.ok(after.heap - before.heap < MOST_HEAP_GROWTH_MB, line);
    assert.ok(after.resources <= before.resources, line);
    assert.equal((await fetch(`${daemon.url}/health`)).status, 200);
    return line;
  } finally {
    await daemon.stop();
  }
}
