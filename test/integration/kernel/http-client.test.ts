/** Requests outward over real sockets: what counts as an answer, and how a client ends. */
import { execFileSync } from 'node:child_process';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { HttpFailure } from '../../../electron/kernel/http.ts';
import {
  SHORT,
  client,
  get,
  leadingTo,
  listen,
  makeCertificate,
  problemOf,
  serve,
  until,
} from './http-peers.ts';
import type { Answer } from './http-peers.ts';

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

describe('TLS', () => {
  let known: ReturnType<typeof makeCertificate>;
  beforeAll(() => {
    known = makeCertificate('DNS:sealed.example', 'IP:127.0.0.1');
  });

  async function seal(more: object = {}): Promise<string> {
    const server = createTlsServer({ ...known, ...more }, (request, response) => {
      response.end(`sealed by HTTP/${request.httpVersion}`);
    });
    const { port } = await listen(server);
    return `https://127.0.0.1:${String(port)}/`;
  }

  it('is believed with a certificate that is known, and for its name', async () => {
    const url = await seal();
    expect((await get(url, { ca: known.cert })).body).toBe('sealed by HTTP/1.1');
    const named = url.replace('127.0.0.1', 'sealed.example');
    const lookup = leadingTo('127.0.0.1');
    expect((await get(named, { ca: known.cert, lookup })).body).toBe('sealed by HTTP/1.1');
    const other = url.replace('127.0.0.1', 'other.example');
    expect(await problemOf(get(other, { ca: known.cert, lookup }))).toBe('tls');
  });

  it('is not believed with any other, whatever the environment says', async () => {
    const url = await seal();
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await problemOf(get(url))).toBe('tls');
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  it('is none below 1.2', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' };
    expect(await problemOf(get(await seal(old), { ca: known.cert }))).toBe('tls');
  });

  it('is none where another protocol answers, and where nobody does', async () => {
    const plain = await serve((_request, response) => response.end());
    expect(await problemOf(get(plain.url.replace('http:', 'https:')))).toBe('tls');
    const silent = await listen(createTcpServer((socket) => void socket.resume()));
    expect(await problemOf(get(`https://127.0.0.1:${String(silent.port)}`, SHORT))).toBe('timeout');
    await until(() => silent.sockets.size === 0);
  });
});

describe('a client', () => {
  it('ends with what is under way', async () => {
    const { url, sockets } = await serve(() => undefined);
    const { http, close } = client(url, { timeoutMs: 30_000 });
    const answer = problemOf(http({ method: 'GET', url }));
    await until(() => sockets.size === 1);
    await close();
    expect(await answer).toBe('cut');
    await until(() => sockets.size === 0);
  });

  it('ends with what has no connection yet: a name that is looked up, a handshake that does not come', async () => {
    const waiting = client('http://slow.example/', {
      timeoutMs: 30_000,
      lookup: () => new Promise(() => undefined),
    });
    const unresolved = problemOf(waiting.http({ method: 'GET', url: 'http://slow.example/' }));
    await waiting.close();
    expect(await unresolved).toBe('cut');

    const { port, sockets } = await listen(createTcpServer((socket) => void socket.resume()));
    const url = `https://127.0.0.1:${String(port)}/`;
    const { http, close } = client(url, { timeoutMs: 30_000 });
    const unsealed = problemOf(http({ method: 'GET', url }));
    await until(() => sockets.size === 1);
    await close();
    expect(await unsealed).toBe('cut');
    await until(() => sockets.size === 0);
  });

  it('ends more than once, and before it began', async () => {
    const { url, sockets } = await serve((_request, response) => response.end());
    const { http, close } = client(url);
    await close();
    await http({ method: 'GET', url });
    expect(sockets.size).toBe(1);
    await Promise.all([close(), close()]);
    await until(() => sockets.size === 0);
  });

  it('sends nothing late: who was told of a timeout finds nothing done afterwards', async () => {
    const seen: string[] = [];
    const { url, port } = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.end();
    });
    let resolve: (found: { address: string; family: number }[]) => void = () => undefined;
    const lookup = () => new Promise<{ address: string; family: number }[]>((done) => (resolve = done));
    const named = [{ hostname: 'slow.example', port }];
    const { http } = client(url, { named, lookup, timeoutMs: 300 });
    const late = http({ method: 'POST', url: `http://slow.example:${String(port)}/late`, body: '{}' });
    expect(await problemOf(late)).toBe('timeout');
    resolve([{ address: '127.0.0.1', family: 4 }]);
    // Whatever that had set going is over once another one was answered.
    await get(`${url}/next`);
    expect(seen).toEqual(['/next']);
  });

  it('asks two hundred times in turn over the same few connections', async () => {
    const known = new Set<unknown>();
    const { url, sockets } = await serve((request, response) => {
      known.add(request.socket);
      response.end('ok');
    });
    const { http, close } = client(url);
    for (let turn = 0; turn < 200; turn++) await http({ method: 'GET', url });
    expect(known.size).toBeLessThanOrEqual(8);
    await close();
    await until(() => sockets.size === 0);
  });

  it('leaves no connection behind where each request fails', async () => {
    const { url, sockets } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '9' });
      response.write('half', () => response.destroy());
    });
    const { http } = client(url);
    for (let turn = 0; turn < 100; turn++) expect(await problemOf(http({ method: 'GET', url }))).toBe('cut');
    await until(() => sockets.size === 0);
  });

  it('keeps no more than a few connections at once', async () => {
    let most = 0;
    const { url, sockets } = await serve((_request, response) => {
      most = Math.max(most, sockets.size);
      response.end('ok');
    });
    const { http } = client(url);
    await Promise.all(Array.from({ length: 40 }, () => http({ method: 'GET', url })));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  it('says in its failures where it failed, and nothing more', async () => {
    const { url } = await serve((_request, response) => response.destroy());
    const { http } = client(url);
    const headers = { authorization: 'Bearer canary' };
    const asked = { method: 'POST', headers, body: 'canary' } as const;
    for (const path of ['/canary?token=canary', '/canary\r\nx: canary', ' canary']) {
      const error: unknown = await http({ ...asked, url: `${url}${path}` }).catch(
        (reason: unknown) => reason,
      );
      const { message, stack, cause } = error as Error;
      expect(error).toBeInstanceOf(HttpFailure);
      expect(`${message} ${stack ?? ''} ${JSON.stringify(error)}`).not.toContain('canary');
      expect(cause).toBeUndefined();
    }
    expect(await http({ ...asked, url }).catch((error: unknown) => (error as Error).message)).toBe(
      '127.0.0.1: cut',
    );
  });

  it.each([
    ['a value with a line end', { 'x-a': 'b\r\nx-c: d' }],
    ['a value with a line feed', { 'x-a': 'b\nx-c: d' }],
    ['a name with a line end', { 'x-a: b\r\nx-c': 'd' }],
    ['a name with a space', { 'x a': 'b' }],
  ])('does not send headers with %s', async (_, headers) => {
    let asked = 0;
    const { url } = await serve((_request, response) => {
      asked++;
      response.end();
    });
    expect(await problemOf(client(url).http({ method: 'GET', url, headers }))).toBe('refused');
    expect(asked).toBe(0);
  });

  it('does not load undici before its first request', () => {
    const module = fileURLToPath(new URL('../../../electron/kernel/http-client.ts', import.meta.url));
    const program = `
      import { createRequire } from 'node:module';
      const isLoaded = () =>
        Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('undici'));
      const { createHttpClient } = await import(${JSON.stringify(module)});
      const { http } = createHttpClient();
      const before = isLoaded();
      await http({ method: 'GET', url: 'http://localhost.invalid:1/' }).catch(() => null);
      console.log(JSON.stringify([before, isLoaded()]));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual([false, true]);
  });
});
