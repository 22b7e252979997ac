/** Requests outward over real sockets: who may be reached, and what counts as an answer. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createHttpClient, originOf, type HttpOptions } from '../../../electron/kernel/http-client.ts';
import { HttpFailure } from '../../../electron/kernel/http.ts';
import { titled, type Need } from '../../support/needs.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const sockets = new Set<Socket>();

/** Listens on loopback until the test is over. Answers its port. */
async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

async function serve(answer: Answer, host?: string): Promise<string> {
  const port = await listen(createServer(answer), host);
  return host === '::1' ? `http://[::1]:${String(port)}` : `http://127.0.0.1:${String(port)}`;
}

/** A client that may reach `url`, and only that. */
function client(url: string, more: HttpOptions = {}) {
  const made = createHttpClient({ named: [originOf(url)], timeoutMs: 500, ...more });
  onTestFinished(made.close);
  return made;
}

const get = (url: string, more: HttpOptions = {}) => client(url, more).http({ method: 'GET', url });

async function problemOf(answer: Promise<unknown>): Promise<string> {
  const error: unknown = await answer.then(
    () => new Error('answered'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof HttpFailure)) throw error;
  return error.problem;
}

describe('an answer', () => {
  it('is told whole, whatever its status', async () => {
    const url = await serve((request, response) => {
      response.writeHead(418, { 'X-Told': ['a', 'b'], 'content-type': 'text/plain' });
      response.end(`${request.method ?? ''} ${String(request.headers['x-asked'])}`);
    });
    const { http } = client(url);
    const answer = await http({ method: 'POST', url, headers: { 'x-asked': 'yes' }, body: '{}' });
    expect(answer).toMatchObject({ status: 418, body: 'POST yes' });
    expect(answer.headers).toMatchObject({ 'x-told': 'a, b', 'content-type': 'text/plain' });
  });

  it('that sends elsewhere is not followed', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    });
    expect(await get(url)).toMatchObject({ status: 302 });
    expect(seen).toEqual(['/']);
  });

  it('that is too large is none', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(2000)));
    expect(await problemOf(get(url, { maxBytes: 1000 }))).toBe('too_large');
    expect((await get(url, { maxBytes: 2000 })).body).toHaveLength(2000);
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
    ['is cut before it began', (request) => void request.socket.destroy(), 'cut'],
  ])('that %s is none', async (_, answer, problem) => {
    expect(await problemOf(get(await serve(answer)))).toBe(problem);
  });

  it('that is no HTTP is none', async () => {
    const port = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')));
    expect(await problemOf(get(`http://127.0.0.1:${String(port)}`))).toBe('cut');
  });

  it('by drips is given up as a whole', async () => {
    const url = await serve((_request, response) => {
      const drip = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(drip));
    });
    expect(await problemOf(get(url))).toBe('timeout');
  });
});

describe('who may be reached', () => {
  const unnamed = (url: string, more: HttpOptions = {}) => {
    const { http, close } = createHttpClient({ timeoutMs: 500, ...more });
    onTestFinished(close);
    return problemOf(http({ method: 'GET', url }));
  };

  it.each([
    'http://127.0.0.1:1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://192.168.1.1/',
    'http://10.0.0.1/',
    'http://100.64.0.1/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://0.0.0.0/',
    'ftp://1.1.1.1/',
    'file:///etc/passwd',
  ])('not %s', async (url) => {
    expect(await unnamed(url)).toBe('refused');
  });

  it('not a name that means a private address, also beside a public one that is not there', async () => {
    const seen: string[] = [];
    const url = await serve((_request, response) => {
      seen.push('reached');
      response.end();
    });
    const { port } = new URL(url);
    const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    expect(await unnamed(`http://inside.example:${port}/`, { lookup })).toBe('refused');
    expect(seen).toEqual([]);
  });

  it('not a name that meant another machine when it was looked at', async () => {
    const answers = ['192.0.0.8', '127.0.0.1'];
    let asked = 0;
    const lookup = () => Promise.resolve([{ address: answers[asked++] ?? '127.0.0.1', family: 4 }]);
    const url = await serve((_request, response) => response.end('reached'));
    const { port } = new URL(url);
    for (let turn = 0; turn < 3; turn++) {
      expect(await unnamed(`http://rebinding.example:${port}/`, { lookup })).not.toBe('answered');
    }
  });

  it('a private one that was named, at that very port', async () => {
    const url = await serve((_request, response) => response.end('reached'));
    const other = await serve((_request, response) => response.end('other'));
    const { http } = client(url);
    expect((await http({ method: 'GET', url })).body).toBe('reached');
    expect(await problemOf(http({ method: 'GET', url: other }))).toBe('refused');
  });

  it('a name that was named, wherever it leads', async () => {
    const url = await serve((request, response) => response.end(request.headers.host));
    const { port } = new URL(url);
    const named = [{ hostname: 'gateway.lan', port: Number(port) }];
    const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const { http } = client(url, { named, lookup });
    const answer = await http({ method: 'GET', url: `http://gateway.lan:${port}/` });
    expect(answer.body).toBe(`gateway.lan:${port}`);
  });

  it('nobody whose name is not known, or who does not listen', async () => {
    const gone = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await unnamed('http://nowhere.example/', { lookup: gone })).toBe('unresolved');
    expect(await unnamed('http://nowhere.example/', { lookup: () => Promise.resolve([]) })).toBe(
      'unresolved',
    );
    expect(await problemOf(get('http://127.0.0.1:1/'))).toBe('refused');
  });

  it('not with a password in the address', async () => {
    expect(await unnamed('https://user:secret@1.1.1.1/')).toBe('refused');
  });
});

describe('one family alone', () => {
  const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
    list?.some(({ address }) => address === '::1'),
  );
  const need: Need = { ok: hasIpv6, reason: 'no IPv6 loopback' };

  it.skipIf(!need.ok)(titled('is all that is used', need), async () => {
    const four = await serve((_request, response) => response.end('four'));
    const port = Number(new URL(four).port);
    const six = createServer((_request, response) => response.end('six'));
    six.listen(port, '::1');
    await once(six, 'listening');
    onTestFinished(() => void six.close());
    const url = `http://both.example:${String(port)}/`;
    const lookup = () =>
      Promise.resolve([
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const named = [{ hostname: 'both.example', port }];
    expect((await get(url, { named, lookup, family: 4 })).body).toBe('four');
    expect((await get(url, { named, lookup, family: 6 })).body).toBe('six');
    const only4 = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    expect(await problemOf(get(url, { named, lookup: only4, family: 6 }))).toBe('unresolved');
    expect(await problemOf(get(four, { family: 6 }))).toBe('unreachable');
  });

  it('is not what two are: where IPv6 leads nowhere, IPv4 is taken', async () => {
    const url = await serve((_request, response) => response.end('four'));
    const port = Number(new URL(url).port);
    const lookup = () =>
      Promise.resolve([
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const named = [{ hostname: 'both.example', port }];
    expect((await get(`http://both.example:${String(port)}/`, { named, lookup, timeoutMs: 3000 })).body).toBe(
      'four',
    );
  });
});

describe('TLS', () => {
  let folder: string;
  let key: string;
  let cert: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-tls-'));
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '2',
        ],
        ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
        ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
      ],
      { stdio: 'ignore' },
    );
    key = readFileSync(join(folder, 'key.pem'), 'utf8');
    cert = readFileSync(join(folder, 'cert.pem'), 'utf8');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is believed with a certificate that is known, and for its name', async () => {
    const port = await listen(createTlsServer({ key, cert }, (_request, response) => response.end('sealed')));
    const url = `https://127.0.0.1:${String(port)}/`;
    expect((await get(url, { ca: cert })).body).toBe('sealed');
    expect(await problemOf(get(url))).toBe('tls');
    const other = `https://other.example:${String(port)}/`;
    const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    expect(await problemOf(get(other, { ca: cert, lookup }))).toBe('tls');
  });

  it('goes through a proxy that cannot read it', async () => {
    const target = await listen(
      createTlsServer({ key, cert }, (_request, response) => response.end('sealed')),
    );
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
      asked.push(`${request.url ?? ''} ${String(request.headers['proxy-authorization'])}`);
      const onward = connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    const port = await listen(proxy);
    const url = `https://localhost:${String(target)}/`;
    const through = (auth: string) =>
      get(url, { ca: cert, proxy: `http://${auth}127.0.0.1:${String(port)}` });
    expect((await through('')).body).toBe('sealed');
    expect((await through('user:p%40ss@')).body).toBe('sealed');
    expect(asked).toEqual([
      `localhost:${String(target)} undefined`,
      `localhost:${String(target)} Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    ]);
  });

  it('does not reach through a proxy what it must not reach', async () => {
    const url = 'https://192.168.1.1/';
    expect(await problemOf(get(url, { proxy: 'http://127.0.0.1:1', named: [] }))).toBe('refused');
  });
});

describe('a client', () => {
  it('ends with what is under way', async () => {
    const url = await serve(() => undefined);
    const { http, close } = createHttpClient({ named: [originOf(url)], timeoutMs: 10_000 });
    const answer = problemOf(http({ method: 'GET', url }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await close();
    expect(await answer).toBe('cut');
  });

  it('keeps no more than a few connections, and none of its own accord', async () => {
    let most = 0;
    const url = await serve((_request, response) => {
      most = Math.max(most, sockets.size);
      response.end('ok');
    });
    const { http } = client(url, { timeoutMs: 5000 });
    for (let turn = 0; turn < 100; turn++) await http({ method: 'GET', url });
    await Promise.all(Array.from({ length: 40 }, () => http({ method: 'GET', url })));
    expect(most).toBeLessThanOrEqual(8);
  });

  it('says in its failures where it failed, and nothing more', async () => {
    const url = await serve((_request, response) => response.destroy());
    const { http } = client(url);
    const headers = { authorization: 'Bearer canary' };
    const error: unknown = await http({ method: 'GET', url: `${url}/canary?token=canary`, headers }).catch(
      (reason: unknown) => reason,
    );
    const { message, stack, cause } = error as Error;
    expect(`${message} ${stack ?? ''} ${JSON.stringify(cause)}`).not.toContain('canary');
    expect(message).toBe('127.0.0.1: cut');
  });

  it('refuses headers that would end their line', async () => {
    const url = await serve((_request, response) => response.end());
    const { http } = client(url);
    const answer = http({ method: 'GET', url, headers: { 'x-a': 'b\r\nx-c: d' } });
    await expect(answer).rejects.toThrow(HttpFailure);
  });
});
