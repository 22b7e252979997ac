/**
 * `control.sock`: lets the command line and the shell of the same user in.
 * One JSON object a line each way. The file's mode is 0600; on Windows it is a named pipe.
 */
import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { messageOf, StartError } from './errors.ts';

/** What a command answers; becomes JSON. */
export type ControlHandler = (args: readonly string[]) => Promise<unknown>;

/** The listening socket. */
export interface ControlServer {
  /** Takes over from the handlers given before. */
  handle(handlers: Readonly<Record<string, ControlHandler>>): void;
  stop(): Promise<void>;
}

interface ControlRequest {
  readonly command: string;
  readonly args: readonly string[];
}

/** What comes back for a command. */
export type ControlAnswer =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly message: string };

/** The longest path of a Unix socket on the systems we run on (macOS: 103 bytes and a zero). */
const LONGEST_SOCKET_PATH = 103;
const LONGEST_LINE = 64 * 1024;

function controlPath(dataDir: string): string {
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\cloudcube-${createHash('sha256').update(dataDir.toLowerCase()).digest('hex').slice(0, 24)}`;
  }
  const path = join(dataDir, 'control.sock');
  if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH) {
    throw new StartError(`The path of the data folder is too long for a socket: ${dataDir}`);
  }
  return path;
}

function isRequest(value: unknown): value is ControlRequest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'command' in value &&
    typeof value.command === 'string' &&
    'args' in value &&
    Array.isArray(value.args) &&
    value.args.every((arg) => typeof arg === 'string')
  );
}

/** Calls `take` with the first line. The reader repeats its socket's errors: unheard, one would end the process. */
function readLine(socket: Socket, take: (line: string) => void): void {
  createInterface({ input: socket })
    .on('error', () => socket.destroy())
    .once('line', take);
}

/** Opens the socket of a data folder that this process holds. @throws {StartError} */
export async function openControl(dataDir: string): Promise<ControlServer> {
  const path = controlPath(dataDir);
  // Left behind by a process that was killed: nobody else can listen here, the folder is ours.
  if (process.platform !== 'win32') rmSync(path, { force: true });

  let handlers: Readonly<Record<string, ControlHandler>> = {};
  const sockets = new Set<Socket>();

  async function answer(line: string): Promise<ControlAnswer> {
    try {
      const request: unknown = JSON.parse(line);
      if (!isRequest(request)) return { ok: false, message: 'Not a request' };
      const handler = Object.hasOwn(handlers, request.command) ? handlers[request.command] : undefined;
      if (!handler)
        return { ok: false, message: `The running CloudCube does not know the command ${request.command}` };
      return { ok: true, result: await handler(request.args) };
    } catch (error) {
      return { ok: false, message: messageOf(error) };
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = 0;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > LONGEST_LINE) socket.destroy();
    });
    readLine(socket, (line) => {
      void answer(line).then((reply) => socket.end(`${JSON.stringify(reply)}\n`));
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new StartError(`Cannot open ${path}: ${error.message}`));
    });
    server.listen(path, () => {
      resolve();
    });
  });
  if (process.platform !== 'win32') chmodSync(path, 0o600);

  return {
    handle(next) {
      handlers = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Sends one command to the owner of a data folder. Resolves to `null` when nobody holds it. */
export function callControl(
  dataDir: string,
  command: string,
  args: readonly string[],
): Promise<ControlAnswer | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(controlPath(dataDir));
    socket.once('error', () => {
      resolve(null);
    });
    socket.once('connect', () => {
      socket.write(`${JSON.stringify({ command, args } satisfies ControlRequest)}\n`);
    });
    readLine(socket, (line) => {
      socket.destroy();
      try {
        resolve(JSON.parse(line) as ControlAnswer);
      } catch (error) {
        reject(new Error('The running CloudCube gave an answer that is not JSON', { cause: error }));
      }
    });
    socket.once('close', () => {
      resolve(null);
    });
  });
}
