/** Connections that bring half a request, or too much of one: raw bytes to a server that listens. */
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serve, type TestServer } from './http.ts';

/** The usual limits, a hundred times shorter. */
const limits = {
  headersTimeout: 100,
  requestTimeout: 150,
  connectionTimeout: 600,
  keepAliveTimeout: 300,
  connectionsCheckingInterval: 20,
};

async function listen(
  deps: Parameters<typeof serve>[0] = { limits },
): Promise<TestServer & { port: number }> {
  const server = await serve(deps);
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  return { ...server, port: (server.app.server.address() as AddressInfo).port };
}

/** Sends the bytes, then waits for the server to end the connection; resolves to all that it said. */
async function send(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => (said += part));
  await once(socket, 'connect');
  socket.write(bytes);
  await once(socket, 'close');
  return said;
}

const post = 'POST /api/v2/things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

describe('a client that stops in the middle', () => {
  it.each([
    ['of the first line', 'GET /api/v2/thi'],
    ['of the headers', 'GET /api/v2/things HTTP/1.1\r\nHost: localhost\r\nX-Half: '],
    ['of the body', `${post}Content-Length: 20\r\n\r\n{"name":`],
    ['of a body in chunks', `${post}Transfer-Encoding: chunked\r\n\r\n8\r\n{"name":\r\n`],
  ])('%s is cut off and told 408', async (_where, bytes) => {
    const { port } = await listen();
    expect(await send(port, bytes)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
  });

  it.each([
    ['that says nothing at all', ''],
    ['that asks once and stays', 'GET /api/v2/raw HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('%s is let go', async (_what, bytes) => {
    const { port } = await listen();
    const said = await send(port, bytes);
    expect(said.startsWith('HTTP/1.1 200 OK')).toBe(bytes !== '');
  });

  it('is no fault of this program: nothing is logged above debug', async () => {
    const { port, log, ask } = await listen();
    await send(port, `${post}Content-Length: 20\r\n\r\n{"name":`);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end(`${post}Content-Length: 20\r\n\r\n{"name":`);
    await once(socket.resume(), 'close');
    await ask('/api/v2/raw');
    expect(log.filter((line) => !line.startsWith('debug:'))).toEqual([]);
  });

  it('does not keep others waiting', async () => {
    const { port } = await listen({});
    const slow = connect(port, '127.0.0.1');
    await once(slow, 'connect');
    slow.write(`${post}Content-Length: 20\r\n\r\n{"name":`);
    expect((await fetch(`http://127.0.0.1:${String(port)}/api/v2/raw`)).status).toBe(200);
    slow.destroy();
  });
});

describe('what is not a request', () => {
  it.each([
    ['noise', 'noise\r\n\r\n', '400 Bad Request'],
    ['TLS to a port that has none', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '400 Bad Request'],
    [
      'two lengths of one body',
      `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      '400 Bad Request',
    ],
    [
      'headers of more than 16 KiB',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
    ],
  ])('%s gets a bare answer and the end', async (_what, bytes, status) => {
    const { port } = await listen();
    const said = await send(port, bytes);
    expect(said).toBe(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
});

it('waits as long as it says: seconds for a header, a quarter of a minute for a request', async () => {
  const { server } = (await serve()).app;
  const { headersTimeout, requestTimeout, timeout, keepAliveTimeout } = server;
  expect({ headersTimeout, requestTimeout, timeout, keepAliveTimeout }).toEqual({
    headersTimeout: 10_000,
    requestTimeout: 15_000,
    timeout: 60_000,
    keepAliveTimeout: 30_000,
  });
});
