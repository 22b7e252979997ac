/** A plain HTTP server on loopback for stand-ins: plays the traps of a connection, leaves the others to the stand-in. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { playDead } from './patience.ts';
import type { ArrivedCall, Trap } from './provider.ts';

/** What a stand-in answers. */
export interface PlainAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer in JSON; `null` is one without a body. */
export const jsonAnswer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): PlainAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: body === null ? '' : JSON.stringify(body),
});

/** What is asked of records, where the method tells it. */
export const verbByMethod = ({ method }: IncomingMessage): ArrivedCall['verb'] =>
  (({ POST: 'create', PATCH: 'update', PUT: 'update', DELETE: 'remove' }) as const)[method ?? ''] ?? 'list';

/** A running server. */
export interface TrapServer {
  readonly endpoint: string;
  trap(trap: Trap, verb: ArrivedCall['verb']): void;
  close(): Promise<void>;
}

const portal = '<!doctype html><title>Welcome</title><p>Please sign in to use this network.</p>';

/** Listens. `answer` is given the trap that is set for its verb, where that is not one of the connection's own. */
export async function startTrapServer(
  verbOf: (request: IncomingMessage, body: string) => ArrivedCall['verb'],
  answer: (request: IncomingMessage, trap: Trap | undefined, body: string) => PlainAnswer,
): Promise<TrapServer> {
  const traps = new Map<ArrivedCall['verb'], Trap>();

  function send(
    response: ServerResponse,
    { status = 200, headers = {}, body }: PlainAnswer,
    half: boolean,
  ): void {
    const length = String(Buffer.byteLength(body));
    response.writeHead(status, { 'content-type': 'text/plain', ...headers, 'content-length': length });
    if (!half) {
      response.end(body);
      return;
    }
    response.write(body.slice(0, Math.ceil(body.length / 2)), () => response.destroy());
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      handle(request, response, Buffer.concat(parts).toString());
    });
  }).listen(0, '127.0.0.1');

  function handle(request: IncomingMessage, response: ServerResponse, body: string): void {
    const verb = verbOf(request, body);
    const trap = traps.get(verb);
    traps.delete(verb);
    if (trap === 'portal') {
      send(response, { headers: { 'content-type': 'text/html' }, body: portal }, false);
      return;
    }
    const said = answer(request, trap, body);
    if (trap === 'cut') response.destroy();
    else if (trap !== 'slow') send(response, said, trap === 'half');
    else playDead(host());
  }
  await once(server, 'listening');
  const host = (): string => `127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  return {
    endpoint: `http://${host()}`,
    trap: (trap, verb) => void traps.set(verb, trap),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
