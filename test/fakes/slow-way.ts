/**
 * A slow way to a stand-in for a provider: what was asked is carried out whether or not who asked is still there, and
 * every change that was really made is noted.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLock } from '../../electron/kernel/lock.ts';
import type { FakeProvider, StandingRecord } from './provider.ts';

/** One change of the zone; `null` where nothing stood before, or stands after. */
export interface Change {
  readonly before: StandingRecord | null;
  readonly after: StandingRecord | null;
}

/** The way. */
export interface SlowWay {
  /** In place of the stand-in's own. */
  readonly endpoint: string;
  /** In their order. */
  readonly changes: readonly Change[];
  /** Calls under way. */
  pending(): number;
  close(): Promise<void>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const textOf = ({ name, type, value, ttl }: StandingRecord): string =>
  `${name} ${type} ${value} ${String(ttl)}`;

/** Opens one. `delay` tells for each call how long it takes to arrive, and how long its answer takes, ms. */
export async function openSlowWay(
  fake: FakeProvider,
  delay: () => readonly [number, number],
): Promise<SlowWay> {
  const changes: Change[] = [];
  // What stood before and after is looked at around each call, so there is one at a time.
  const inTurn = createLock();
  let pending = 0;

  async function carryOut(request: IncomingMessage, body: string): Promise<Response> {
    const before = fake.records();
    const { authorization = '', 'content-type': type } = request.headers;
    const answer = await fetch(`${new URL(fake.endpoint).origin}${request.url ?? '/'}`, {
      method: request.method ?? 'GET',
      headers: { authorization, ...(type !== undefined && { 'content-type': type }) },
      ...(body !== '' && { body }),
    });
    const after = fake.records();
    const stood = new Set(before.map(textOf));
    const stands = new Set(after.map(textOf));
    const gone = before.find((record) => !stands.has(textOf(record))) ?? null;
    const come = after.find((record) => !stood.has(textOf(record))) ?? null;
    if (gone ?? come) changes.push({ before: gone, after: come });
    return answer;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const [there, back] = delay();
    await wait(there);
    const answer = await inTurn(() => carryOut(request, Buffer.concat(parts).toString()));
    const text = await answer.text();
    await wait(back);
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(text);
  }

  const server = createServer((request, response) => {
    pending++;
    handle(request, response)
      .catch(() => {
        // Who asked died before it had said what it wants.
        response.destroy();
      })
      .finally(() => {
        pending--;
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${String(port)}${new URL(fake.endpoint).pathname.replace(/\/$/, '')}`,
    changes,
    pending: () => pending,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
