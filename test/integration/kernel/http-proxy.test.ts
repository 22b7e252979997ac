/** Requests outward through a proxy. */
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHORT, client, get, leadingTo, listen, makeCertificate, problemOf, until } from './http-peers.ts';

let known: ReturnType<typeof makeCertificate>;
beforeAll(() => {
  known = makeCertificate('DNS:service.example', 'DNS:proxy.example', 'IP:127.0.0.1');
});

/** Leads every CONNECT to `target`, and answers plain requests itself. */
function lead(proxy: Server, target: number): string[] {
  const asked: string[] = [];
  const note = ({ method, url, headers }: IncomingMessage): void => {
    asked.push(`${method ?? ''} ${url ?? ''} ${String(headers['proxy-authorization'])}`);
  };
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    note(request);
    const onward = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  });
  return asked;
}

const seal = (seen: unknown[] = []) =>
  listen(
    createTlsServer({ ...known }, (request, response) => {
      seen.push(request.headers['proxy-authorization']);
      response.end('sealed');
    }),
  );

describe('a proxy', () => {
  it('leads to what it cannot read, with a password of its own that goes no further', async () => {
    const seen: unknown[] = [];
    const target = await seal(seen);
    const server = createServer();
    const asked = lead(server, target.port);
    const { port } = await listen(server);
    // The name is the proxy's to resolve: nobody is asked here.
    const lookup = () => Promise.reject(new Error('asked'));
    const through = (auth: string) =>
      get('https://service.example/', {
        ca: known.cert,
        proxy: `http://${auth}127.0.0.1:${String(port)}`,
        named: [],
        lookup,
      });
    for (const auth of ['', 'user:p%40ss@', 'user:100%@', 'user@']) {
      expect((await through(auth)).body).toBe('sealed');
    }
    const basic = (secret: string) => `Basic ${Buffer.from(secret).toString('base64')}`;
    expect(asked).toEqual(
      ['undefined', basic('user:p@ss'), basic('user:100%'), basic('user:')].map(
        (auth) => `CONNECT service.example:443 ${auth}`,
      ),
    );
    expect(seen).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is asked for the whole address where nothing is sealed', async () => {
    const server = createServer((request, response) => {
      response.end(`${request.url ?? ''} ${String(request.headers.host)}`);
    });
    const { port } = await listen(server);
    const url = 'http://service.example:8080/path?query';
    const answer = await get(url, { proxy: `http://127.0.0.1:${String(port)}`, named: [] });
    expect(answer.body).toBe(`${url} service.example:8080`);
  });

  it('is reached by its name and sealed as well, wherever it is', async () => {
    const target = await seal();
    const server = createTlsServer({ ...known });
    lead(server, target.port);
    const { port } = await listen(server);
    const proxy = `https://proxy.example:${String(port)}`;
    const more = { proxy, named: [], lookup: leadingTo('127.0.0.1') };
    const url = 'https://service.example/';
    expect((await get(url, { ...more, ca: known.cert })).body).toBe('sealed');
    expect(await problemOf(get(url, more))).toBe('tls');
    const wrong = { ...more, ca: known.cert, proxy: proxy.replace('proxy.example', 'other.example') };
    expect(await problemOf(get(url, wrong))).toBe('tls');
  });

  it('does not make another host believed', async () => {
    const target = await seal();
    const server = createServer();
    lead(server, target.port);
    const { port } = await listen(server);
    const proxy = `http://127.0.0.1:${String(port)}`;
    expect(await problemOf(get('https://other.example/', { ca: known.cert, proxy, named: [] }))).toBe('tls');
    expect(await problemOf(get('https://service.example/', { proxy, named: [] }))).toBe('tls');
  });

  it.each([
    'https://192.168.1.1/',
    'http://127.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/',
    'https://localhost/',
    'https://own.localhost/',
  ])('does not lead to %s, which must not be reached', async (url) => {
    const server = createServer((_request, response) => response.end());
    const asked = lead(server, 1);
    const { port, sockets } = await listen(server);
    const proxy = `http://127.0.0.1:${String(port)}`;
    expect(await problemOf(get(url, { proxy, named: [] }))).toBe('refused');
    expect(asked).toEqual([]);
    expect(sockets.size).toBe(0);
  });

  it('is not reached as a target for being the proxy', async () => {
    const server = createServer((_request, response) => response.end('the proxy itself'));
    const { port } = await listen(server);
    const proxy = `http://127.0.0.1:${String(port)}`;
    expect(await problemOf(get(`${proxy}/`, { proxy, named: [] }))).toBe('refused');
  });

  it.each([
    [407, 'refused'],
    [403, 'refused'],
    [502, 'unreachable'],
    [504, 'unreachable'],
  ])('that answers %i to CONNECT has led nowhere: %s, and no password is told', async (status, problem) => {
    const server = createServer();
    server.on('connect', (_request, socket: Socket) => {
      socket.end(`HTTP/1.1 ${String(status)} No\r\ncontent-length: 6\r\n\r\ncanary`);
    });
    const { port, sockets } = await listen(server);
    const proxy = `http://canary:canary@127.0.0.1:${String(port)}`;
    const { http } = client('https://service.example/', { proxy, named: [] });
    const error: unknown = await http({ method: 'GET', url: 'https://service.example/' }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ problem, message: `service.example: ${problem}` });
    expect(`${(error as Error).stack ?? ''} ${JSON.stringify(error)}`).not.toContain('canary');
    await until(() => sockets.size === 0);
  });

  it.each(['https://service.example/', 'http://service.example/'])(
    'that takes the connection and says nothing is given up: %s',
    async (url) => {
      const { port, sockets } = await listen(createTcpServer((socket) => void socket.resume()));
      const { http } = client(url, { proxy: `http://127.0.0.1:${String(port)}`, named: [], ...SHORT });
      expect(await problemOf(http({ method: 'GET', url }))).toBe('timeout');
      await until(() => sockets.size === 0);
    },
  );

  it('that leads and then says nothing ends with its client', async () => {
    const server = createServer();
    server.on('connect', (_request, socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      // Without an end of its own, this side would stay half open.
      socket.on('end', () => socket.end()).resume();
    });
    const { port, sockets } = await listen(server);
    const url = 'https://service.example/';
    const proxy = `http://127.0.0.1:${String(port)}`;
    const { http, close } = client(url, { proxy, named: [], timeoutMs: 30_000 });
    const answer = problemOf(http({ method: 'GET', url }));
    await until(() => sockets.size === 1);
    await close();
    expect(await answer).toBe('cut');
    await until(() => sockets.size === 0);
  });

  it('that is not there, or of another kind, leads nowhere', async () => {
    const url = 'https://service.example/';
    expect(await problemOf(get(url, { proxy: 'http://127.0.0.1:1', named: [] }))).toBe('refused');
    expect(await problemOf(get(url, { proxy: 'socks5://127.0.0.1:1', named: [] }))).toBe('refused');
  });
});
