/** Requests outward over real sockets: what counts as an answer. */
import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { SHORT, client, get, listen, problemOf, serve, until, type Answer } from './http-peers.ts';

describe('an answer', () => {
  it('is told whole, whatever its status', async () => {
    const { url } = await serve((request, response) => {
      response.writeHead(418, { 'X-Told': ['a', 'b'], 'content-type': 'text/plain' });
      response.end(`${request.method ?? ''} ${String(request.headers['x-asked'])}`);
    });
    const { http } = client(url);
    const answer = await http({ method: 'POST', url, headers: { 'x-asked': 'yes' }, body: '{}' });
    expect(answer).toMatchObject({ status: 418, body: 'POST yes' });
    expect(answer.headers).toMatchObject({ 'x-told': 'a, b', 'content-type': 'text/plain' });
  });

  it('of a captive portal is told as it is, to whoever knows better', async () => {
    const page = '<!doctype html><title>Anmeldung für Gäste</title>';
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    });
    expect(await get(url)).toMatchObject({ status: 200, body: page });
  });

  it('is read as UTF-8, without the mark that some put before it', async () => {
    const { url } = await serve((_request, response) => response.end('\uFEFF{"名":1}'));
    expect((await get(url)).body).toBe('{"名":1}');
  });

  it('that sends elsewhere is not followed', async () => {
    const seen: string[] = [];
    const { url } = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await get(url)).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(seen).toEqual(['/']);
  });

  it('leaves nothing behind that the next request would bring', async () => {
    const seen: unknown[] = [];
    const { url } = await serve((request, response) => {
      seen.push(request.headers.cookie, request.headers['if-none-match']);
      response.writeHead(200, { 'set-cookie': 'a=b', etag: '"1"', 'cache-control': 'max-age=60' }).end();
    });
    const { http } = client(url);
    await http({ method: 'GET', url });
    await http({ method: 'GET', url });
    expect(seen).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is asked for as it is, not compressed', async () => {
    const { url } = await serve((request, response) => response.end(request.headers['accept-encoding']));
    expect((await get(url)).body).toBe('identity');
  });

  it('that is too large is none, and its connection is over', async () => {
    const { url, sockets } = await serve((_request, response) => response.end('x'.repeat(2000)));
    expect((await get(url, { maxBytes: 2000 })).body).toHaveLength(2000);
    const endless = await serve((_request, response) => {
      const more = setInterval(() => response.write('x'.repeat(1000)), 5);
      response.on('close', () => clearInterval(more));
    });
    const { http } = client(endless.url, { maxBytes: 3000 });
    expect(await problemOf(http({ method: 'GET', url: endless.url }))).toBe('too_large');
    await until(() => endless.sockets.size === 0);
    expect(await problemOf(get(url, { maxBytes: 1999 }))).toBe('too_large');
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  it('whose headers are too large is none', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end();
    });
    expect(await problemOf(get(url))).toBe('too_large');
  });

  it.each<[string, Answer, string]>([
    ['never comes', () => undefined, 'timeout'],
    ['never ends', (_request, response) => void response.write('half'), 'timeout'],
    [
      'is cut in its middle',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => response.destroy());
      },
      'cut',
    ],
    [
      'ends politely before its length',
      ({ socket }) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'),
      'cut',
    ],
    [
      'ends before its last chunk',
      ({ socket }) => void socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
      'cut',
    ],
    ['ends in its headers', ({ socket }) => void socket.end('HTTP/1.1 200 OK\r\ncontent-'), 'cut'],
    ['is cut before it began', (request) => void request.socket.destroy(), 'cut'],
  ])('that %s is none', async (_, answer, problem) => {
    const { url } = await serve(answer);
    expect(await problemOf(get(url, problem === 'timeout' ? SHORT : {}))).toBe(problem);
  });

  it('that is no HTTP is none', async () => {
    const { port } = await listen(createTcpServer((socket) => void socket.end('SSH-2.0-OpenSSH\r\n')));
    expect(await problemOf(get(`http://127.0.0.1:${String(port)}`))).toBe('cut');
  });

  it.each([
    ['a body', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\n.\r\n'],
    ['headers', 'HTTP/1.1 200 OK\r\n', 'x-drip: .\r\n'],
    ['the first line', '', 'H'],
  ])('whose drips are %s is given up as a whole, and its connection is over', async (_, first, drip) => {
    const { port, sockets } = await listen(
      createTcpServer((socket) => {
        socket.write(first);
        const drops = setInterval(() => socket.write(drip), 400);
        socket.on('close', () => clearInterval(drops));
        socket.resume();
      }),
    );
    const url = `http://127.0.0.1:${String(port)}`;
    const { http } = client(url, SHORT);
    expect(await problemOf(http({ method: 'GET', url }))).toBe('timeout');
    await until(() => sockets.size === 0);
  });
});
