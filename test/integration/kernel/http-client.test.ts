/** A client of requests outward: its connections, what it sends, what it says, and its end. */
import { execFileSync } from 'node:child_process';
import { createServer as createTcpServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HttpFailure } from '../../../electron/kernel/http.ts';
import { client, get, listen, problemOf, serve, until } from './http-peers.ts';

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
