/**
 * Clients that are not what they seem, against the built daemon: pages of other sites (by name, by DNS rebinding, by
 * WebSocket), requests that a proxy in between would read otherwise. All of them come with a good token: what keeps them
 * out is not that they are nobody.
 */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startHome } from './home.ts';

const home = startHome();
const QUIET_MS = 300;
const portOf = (): number => Number(new URL(home().daemon.url).port);
const ownHost = (): string => `Host: 127.0.0.1:${String(portOf())}`;
const token = (): string => `Authorization: Bearer ${home().api.token}`;

/** Sends bytes and hears all that comes until the other side closes, or says nothing more. */
function talk(bytes: string): Promise<{ said: string; statuses: string[]; code: string | undefined }> {
  return new Promise((resolve) => {
    const socket = connect(portOf(), '127.0.0.1');
    let said = '';
    const end = (): void => {
      socket.destroy();
      const statuses = [...said.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);
      resolve({ said, statuses, code: /"code":"(\w+)"/.exec(said)?.[1] });
    };
    socket.setTimeout(QUIET_MS, end);
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => (said += part));
    socket.on('error', end);
    socket.on('close', end);
    socket.write(bytes);
  });
}

const get = (lines: readonly string[], target = '/api/v2/auth/me', method = 'GET'): string =>
  [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
const post = (lines: readonly string[], body: string): string =>
  get([ownHost(), token(), 'Content-Type: application/json', ...lines], '/api/v2/ddns/pause', 'POST') + body;
const port = (change = 0): string => String(portOf() + change);

const handshake = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

it('the same request from where it may come is answered', async () => {
  expect((await talk(get([ownHost(), token()]))).statuses).toEqual(['200']);
});

describe('a page that has bent its name to this machine (DNS rebinding)', () => {
  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1@evil.example',
    'localhost, evil.example',
    'localhost/evil',
    'local host',
    '2130706433',
    '0x7f.1',
    '127.1',
    '[fe80::1%eth0]',
    'localhost:evil.example',
    'localhost:80:80',
    'localhost:-1',
    'localhost:99999',
    '',
  ])('is refused under the name %j', async (host) => {
    const { statuses, code } = await talk(get([`Host: ${host}`, token()]));
    expect([statuses, code]).toEqual([['403'], 'SERVER_HOST_NOT_ALLOWED']);
  });

  it('is not helped by what proxies add', async () => {
    const forwarded = [
      'X-Forwarded-Host: localhost',
      'X-Forwarded-For: 127.0.0.1',
      'Forwarded: host=localhost',
    ];
    const { statuses } = await talk(get(['Host: evil.example', ...forwarded, token()]));
    expect(statuses).toEqual(['403']);
  });

  it('is refused everywhere: at probes, at the page, at what is not there', async () => {
    for (const target of ['/health', '/', '/nic/update', '/openapi.json', '/nothing', '/%']) {
      expect((await talk(get(['Host: evil.example'], target))).statuses, target).toEqual(['403']);
    }
  });
});

describe('a page of another origin', () => {
  it.each([
    ['of another site', () => ['Origin: http://evil.example']],
    ['of no site (a sandboxed frame)', () => ['Origin: null']],
    ['of another port of this machine', () => [`Origin: http://127.0.0.1:${port(1)}`]],
    ['of another name of this machine', () => [`Origin: http://localhost:${port()}`]],
    ['that looks like ours', () => [`Origin: http://127.0.0.1:${port()}.evil.example`]],
    ['and ours at once', () => [`Origin: http://127.0.0.1:${port()}`, 'Origin: http://evil.example']],
  ])('%s is refused', async (_title, lines) => {
    const { statuses, code, said } = await talk(get([ownHost(), token(), ...lines()]));
    expect([statuses, code]).toEqual([['403'], 'SERVER_ORIGIN_NOT_ALLOWED']);
    expect(said.toLowerCase()).not.toContain('access-control-allow-origin');
  });

  it('gets no leave by asking first', async () => {
    const asks = ['Origin: http://evil.example', 'Access-Control-Request-Method: POST'];
    const { statuses, said } = await talk(get([ownHost(), ...asks], '/api/v2/ddns/pause', 'OPTIONS'));
    expect(statuses).toEqual(['403']);
    expect(said.toLowerCase()).not.toContain('access-control-allow');
  });

  it.each(['cross-site', 'same-site'])('cannot ride on the session of a page (%s)', async (site) => {
    const ticket = await fetch(`${home().daemon.url}/api/v2/admin/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'correct horse battery staple' }),
    });
    const cookie = `Cookie: ${(ticket.headers.get('set-cookie') ?? '').split(';')[0] ?? ''}`;
    expect((await talk(get([ownHost(), cookie]))).statuses).toEqual(['200']);
    const { statuses, code } = await talk(get([ownHost(), cookie, `Sec-Fetch-Site: ${site}`]));
    expect([statuses, code]).toEqual([['403'], 'SERVER_ORIGIN_NOT_ALLOWED']);
    const change = get([ownHost(), cookie, 'Content-Length: 0'], '/api/v2/ddns/resume', 'POST');
    expect((await talk(change)).statuses).toEqual(['403']);
  });
});

describe('an upgrade', () => {
  it.each([
    ['WebSocket of another site', () => [ownHost(), ...handshake, 'Origin: http://evil.example'], '403'],
    ['WebSocket under another name', () => ['Host: evil.example', ...handshake], '403'],
    [
      'WebSocket of our own page',
      () => [ownHost(), ...handshake, `Origin: http://127.0.0.1:${port()}`],
      '200',
    ],
    [
      'HTTP/2 without TLS',
      () => [ownHost(), 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'],
      '200',
    ],
  ])(
    'to %s never happens: the request is judged and answered as any other',
    async (_title, lines, status) => {
      const { statuses, said } = await talk(get([...lines(), token()]));
      expect(statuses).toEqual([status]);
      expect(said.toLowerCase()).not.toContain('upgrade:');
    },
  );

  it('to HTTP/2 by knowledge is no request', async () => {
    expect((await talk('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).statuses).toEqual(['400']);
  });

  it('to a tunnel is cut', async () => {
    const { said } = await talk(get([ownHost(), token()], 'evil.example:443', 'CONNECT'));
    expect(said).toBe('');
  });
});

describe('a request that names two hosts', () => {
  it.each([
    ['in two headers', () => get([ownHost(), 'Host: evil.example', token()])],
    ['in two equal headers', () => get([ownHost(), ownHost(), token()])],
    ['in its target and its header', () => get([ownHost(), token()], 'http://evil.example/api/v2/auth/me')],
    [
      'in its target with a user',
      () => get([ownHost(), token()], `http://127.0.0.1:${port()}@evil.example/`),
    ],
  ])('%s is refused', async (_title, bytes) => {
    const { statuses, code } = await talk(bytes());
    expect([statuses, code]).toEqual([['400'], 'SERVER_HOST_AMBIGUOUS']);
  });

  it('is answered where both are the same, as RFC 9112 asks', async () => {
    const target = `http://127.0.0.1:${port()}/api/v2/auth/me`;
    expect((await talk(get([ownHost(), token()], target))).statuses).toEqual(['200']);
  });

  it('is refused by its header, whatever its target says', async () => {
    const target = `http://127.0.0.1:${port()}/api/v2/auth/me`;
    expect((await talk(get(['Host: evil.example', token()], target))).statuses).toEqual(['400']);
  });
});

describe('a request that ends where a proxy would not think (smuggling)', () => {
  const inner = (): string => get([ownHost(), token()], '/api/v2/users');

  it.each([
    [
      'with a length and chunks',
      () => post(['Content-Length: 6', 'Transfer-Encoding: chunked'], `0\r\n\r\n${inner()}`),
    ],
    [
      'with chunks and a length',
      () => post(['Transfer-Encoding: chunked', 'Content-Length: 6'], `0\r\n\r\n${inner()}`),
    ],
    ['with two lengths', () => post(['Content-Length: 2', 'Content-Length: 200'], `{}${inner()}`)],
    ['with two equal lengths', () => post(['Content-Length: 2', 'Content-Length: 2'], `{}${inner()}`)],
    ['with a list of lengths', () => post(['Content-Length: 2, 2'], `{}${inner()}`)],
    ['with a signed length', () => post(['Content-Length: +2'], `{}${inner()}`)],
    ['with a folded line', () => post(['Transfer-Encoding:', ' chunked'], `0\r\n\r\n${inner()}`)],
    ['with a space before the colon', () => post(['Transfer-Encoding : chunked'], `0\r\n\r\n${inner()}`)],
    [
      'with chunks that are not the last',
      () => post(['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${inner()}`),
    ],
    [
      'with two encodings',
      () => post(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], `0\r\n\r\n${inner()}`),
    ],
    ['with a broken chunk', () => post(['Transfer-Encoding: chunked'], `2 \r\n{}\r\n0\r\n\r\n${inner()}`)],
    ['with bare line feeds', () => `GET /health HTTP/1.1\n${ownHost()}\n\n${inner()}`],
    ['with a zero byte in a header', () => get([ownHost(), 'X: a\0b']) + inner()],
    [
      'with a carriage return in a header',
      () => get([ownHost(), 'X: a\rTransfer-Encoding: chunked']) + inner(),
    ],
  ])('%s is refused, and what follows is not read', async (_title, bytes) => {
    const { statuses, said } = await talk(bytes());
    expect(statuses.at(-1)).toBe('400');
    expect(said).toContain('Connection: close');
    expect(said).not.toContain('"users"');
  });

  it.each([
    ['with an unknown encoding', () => post(['Transfer-Encoding: xchunked'], `0\r\n\r\n${inner()}`)],
    [
      'with a chunk beyond all numbers',
      () => post(['Transfer-Encoding: chunked'], `FFFFFFFFFFFFFFFFF\r\n${inner()}`),
    ],
  ])('%s ends its connection', async (_title, bytes) => {
    const { said } = await talk(bytes());
    expect(said).toContain('Connection: close');
    expect(said).not.toContain('"users"');
  });

  it('with a body where none belongs is one request of that length', async () => {
    const body = 'GET /api/v2/users HTTP/1.1\r\n\r\n';
    const { statuses, said } = await talk(
      get([ownHost(), token(), `Content-Length: ${String(body.length)}`]) + body + get([ownHost()]),
    );
    expect(statuses).toEqual(['200', '401']);
    expect(said).not.toContain('"users"');
  });
});

it('the address of a caller is that of its connection, whatever it says', async () => {
  const claims = ['X-Forwarded-For: 203.0.113.7', 'X-Real-IP: 203.0.113.7', 'Forwarded: for=203.0.113.7'];
  const body = JSON.stringify({ username: 'admin', password: 'correct horse battery staple' });
  const lines = [
    ownHost(),
    'Content-Type: application/json',
    `Content-Length: ${String(body.length)}`,
    ...claims,
  ];
  const { statuses } = await talk(get(lines, '/api/v2/auth/login', 'POST') + body);
  expect(statuses).toEqual(['200']);
  const sessions = JSON.stringify((await home().api.call('GET', '/auth/sessions')).data);
  expect(sessions).toContain('127.0.0.1');
  expect(sessions).not.toContain('203.0.113.7');
});
