/** A server as unkind as can be: it fails, and tells in its failure all that it was sent. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running one. */
export interface EchoingServer {
  readonly url: string;
  /** Requests so far. */
  count(): number;
  close(): Promise<void>;
}

/** Starts it on loopback. */
export async function startEchoingServer(): Promise<EchoingServer> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { authorization = '' } = request.headers;
      const decoded = Buffer.from(authorization.replace(/^\S+ /, ''), 'base64').toString();
      const said = `${request.url ?? ''} ${JSON.stringify(request.headers)} ${decoded} ${Buffer.concat(parts).toString()}`;
      const status = [400, 401, 403, 409, 500][count % 5] ?? 400;
      response.writeHead(status, {
        'content-type': 'application/json',
        'x-said': encodeURIComponent(said).slice(0, 2000),
      });
      // As each of the providers names what went wrong.
      response.end(
        JSON.stringify({
          success: false,
          errors: [{ code: 1000, message: said }],
          Code: said,
          Message: said,
          Response: { Error: { Code: said, Message: said } },
          detail: said,
          error: said,
        }),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    count: () => count,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
