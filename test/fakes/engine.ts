/** A container engine on a Unix socket. It keeps what it was sent, byte by byte, and answers what the test says. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What it answers to a path: a body, a status, raw bytes, or nothing ever. */
export type EngineReply = { body: unknown } | { status: number } | { raw: string } | 'nothing';

/** A running one. */
export interface FakeEngine {
  readonly socket: string;
  /** First lines of all requests: `GET /containers/json?all=1 HTTP/1.1`. */
  readonly requests: string[];
  /** Most requests that were waiting at once. */
  mostAtOnce(): number;
  reply: (path: string) => EngineReply;
  stop(): Promise<void>;
}

/** Starts one in a folder of its own. */
export async function createFakeEngine(): Promise<FakeEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  const socket = join(folder, 'docker.sock');
  const open = new Set<Socket>();
  let waiting = 0;
  let most = 0;
  const server = createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', () => undefined);
    let heard = '';
    connection.on('data', (part: Buffer) => {
      heard += part.toString('latin1');
      const end = heard.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [line = ''] = heard.split('\r\n');
      // Whatever follows the header of a GET would be a body.
      engine.requests.push(heard.length > end + 4 ? `${line} + body` : line);
      heard = '';
      waiting += 1;
      most = Math.max(most, waiting);
      setImmediate(() => {
        waiting -= 1;
        const reply = engine.reply(line.split(' ')[1] ?? '');
        if (reply === 'nothing') return;
        if ('raw' in reply) connection.end(reply.raw);
        else {
          const body = 'body' in reply ? JSON.stringify(reply.body) : '{"message":"no"}';
          const status = 'status' in reply ? reply.status : 200;
          connection.end(
            `HTTP/1.1 ${status} X\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
          );
        }
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const engine: FakeEngine = {
    socket,
    requests: [],
    mostAtOnce: () => most,
    reply: () => ({ body: [] }),
    async stop() {
      for (const connection of open) connection.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
  return engine;
}
