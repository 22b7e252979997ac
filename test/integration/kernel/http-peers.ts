/** Whom the outward client meets: servers on loopback, and a certificate of a name that is not there. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHttpClient, originOf, type HttpOptions } from '../../../electron/kernel/http-client.ts';
import { HttpFailure } from '../../../electron/kernel/http.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Port and sockets of a server. */
export interface Peer {
  readonly port: number;
  /** Those that are open. */
  readonly sockets: ReadonlySet<Socket>;
}

/** Listens until the test is over. */
export async function listen(server: Server, host = '127.0.0.1', port = 0): Promise<Peer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A client that goes away in the middle is what many tests are about.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { port: (server.address() as AddressInfo).port, sockets };
}

/** A server of HTTP and its address. */
export async function serve(answer: Answer, host = '127.0.0.1'): Promise<Peer & { readonly url: string }> {
  const peer = await listen(createServer(answer), host);
  return { ...peer, url: `http://${host === '::1' ? '[::1]' : host}:${String(peer.port)}` };
}

/** For where a timeout is what is waited for, ms. */
export const SHORT = { timeoutMs: 500 } as const;

/** A client that may reach `url`, and only that. */
export function client(url: string, more: HttpOptions = {}) {
  const made = createHttpClient({ named: [originOf(url)], timeoutMs: 10_000, ...more });
  onTestFinished(made.close);
  return made;
}

/** The answer of `url` to a client of its own. */
export const get = (url: string, more: HttpOptions = {}) => client(url, more).http({ method: 'GET', url });

/** How a request failed. @throws where it did not, or otherwise than agreed on */
export async function problemOf(answer: Promise<unknown>): Promise<string> {
  const error: unknown = await answer.then(
    () => new Error('answered'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof HttpFailure)) throw error;
  return error.problem;
}

/** Answers every question with these addresses. */
export const leadingTo =
  (...addresses: readonly string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

/** Waits until it is so; the test's own limit ends it otherwise. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A new key and a certificate for these names, signed by itself, PEM. */
export function makeCertificate(...names: readonly string[]): {
  readonly key: string;
  readonly cert: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-days', '2', '-subj', '/CN=test', '-addext', `subjectAltName=${names.join(',')}`],
        ...['-keyout', key, '-out', cert],
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
