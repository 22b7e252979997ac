/** Pages over real sockets on loopback, named as addresses: good ones, broken ones, and those that would lead astray. */
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createExamine } from '../../../electron/checks/examine.ts';
import { createHttpKind } from '../../../electron/checks/kinds/http.ts';
import { createTcpKind } from '../../../electron/checks/kinds/tcp.ts';
import type { Kinds } from '../../../electron/checks/kinds/kind.ts';
import type { Finding } from '../../../electron/checks/model.ts';
import { checkTold } from '../../../electron/checks/told.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { issueCertificate, makeAuthority, type Authority } from '../../../electron/server/tls/authority.ts';
import type { CheckKind } from '../../../shared/api/check-kinds.ts';

const DAY_MS = 86_400_000;
const ends: (() => Promise<unknown>)[] = [];
let authority: Authority;

beforeAll(async () => {
  authority = await makeAuthority('nas', Date.now());
});

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function listen(server: Server | ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  ends.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

const page = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${String(await listen(createHttpServer(listener)))}`;

async function securePage(
  now: number,
  listener: RequestListener = (_, answer) => answer.end('well'),
): Promise<string> {
  const { certificate, key } = await issueCertificate(authority, ['127.0.0.1'], now);
  return `https://127.0.0.1:${String(await listen(createHttpsServer({ cert: certificate, key }, listener)))}`;
}

const resolved = new Map<string, readonly string[]>();
const uplink = { isDown: () => Promise.resolve(false), proven: () => Promise.resolve() };

async function look(kind: CheckKind, config: Record<string, unknown>, seconds = 5): Promise<Finding> {
  const ports = {
    clock: systemClock,
    ca: authority.certificate,
    resolve: (host: string) => Promise.resolve(resolved.get(host) ?? []),
  };
  const kinds = { http: createHttpKind(ports), tcp: createTcpKind(ports) } as unknown as Kinds;
  const examine = createExamine({ kinds, clock: systemClock, uplink, ending: new AbortController().signal });
  const told = checkTold(kinds, kind, config);
  const finding = await examine(told, seconds, { check_id: null, interval_seconds: 60 });
  if (!finding) throw new Error('It says nothing');
  return finding;
}

const code = async (...args: Parameters<typeof look>): Promise<string> => {
  const { outcome, reason } = await look(...args);
  return outcome === 'ok' ? 'ok' : (reason?.code ?? outcome);
};

describe('a page', () => {
  it('is well when its status is, and tells how long it took', async () => {
    const url = await page((_, answer) => answer.end('hello'));
    const finding = await look('http', { url });
    expect(finding).toMatchObject({ outcome: 'ok', reason: null, certificate_days: null });
    expect(finding.latency_ms).toBeGreaterThan(0);
  });

  it('is judged by its status', async () => {
    const url = await page((request, answer) => answer.writeHead(Number(request.url?.slice(1))).end());
    expect(await code('http', { url: `${url}/503` })).toBe('CHECK_STATUS');
    expect(await code('http', { url: `${url}/404`, statuses: ['200', '400-404'] })).toBe('ok');
    expect(await code('http', { url: `${url}/200`, statuses: ['201-299'] })).toBe('CHECK_STATUS');
    expect(await code('http', { url: `${url}/204`, method: 'HEAD' })).toBe('ok');
  });

  it('is judged by what it says', async () => {
    const url = await page((_, answer) => answer.end('all disks well'));
    expect(await code('http', { url, text: 'disks' })).toBe('ok');
    expect(await code('http', { url, text: 'failed' })).toBe('CHECK_TEXT_MISSING');
    expect(await code('http', { url, text: 'failed', text_absent: true })).toBe('ok');
    expect(await code('http', { url, text: 'disks', text_absent: true })).toBe('CHECK_TEXT_PRESENT');
    expect(await code('http', { url, json_path: '$.a' })).toBe('CHECK_NOT_JSON');
  });

  it('is judged by a value of its JSON', async () => {
    const url = await page((_, answer) => answer.end('{"disks":[{"state":"active","hours":7}]}'));
    const at = (path: string, value = '') => code('http', { url, json_path: path, json_value: value });
    expect(await at('$.disks[0].state', 'active')).toBe('ok');
    expect(await at('$.disks[0].hours', '7')).toBe('ok');
    expect(await at('$.disks[-1].state', 'failed')).toBe('CHECK_JSON_VALUE');
    expect(await at('$.disks[1].state')).toBe('CHECK_JSON_MISSING');
  });

  it('sends along what its owner said, to the place that was named and to no other', async () => {
    const heard: (string | undefined)[] = [];
    const elsewhere = await page((request, answer) => {
      heard.push(request.headers['x-view'] as string | undefined);
      answer.end();
    });
    const url = await page((request, answer) => {
      heard.push(request.headers['x-view'] as string | undefined);
      answer.writeHead(302, { location: elsewhere }).end();
    });
    // What is elsewhere on loopback was not named: it is not even reached.
    expect(await code('http', { url, headers: { 'X-View': 'short' } })).toBe('CHECK_FORBIDDEN');
    expect(heard).toEqual(['short']);
  });

  it.each(['Authorization', 'cookie', 'X-Api-Key', 'X-Auth-Token', 'Host', 'Content-Length'])(
    'takes no header %s',
    async (name) => {
      await expect(
        look('http', { url: 'http://127.0.0.1/', headers: { [name]: 'x' } }),
      ).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        params: { path: `config.headers.${name}` },
      });
    },
  );

  it('is followed to where it leads on within its own place, five times', async () => {
    const url = await page((request, answer) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) answer.end('there');
      else answer.writeHead(302, { location: `/${String(left - 1)}` }).end();
    });
    expect(await code('http', { url: `${url}/5`, text: 'there' })).toBe('ok');
    expect(await code('http', { url: `${url}/6` })).toBe('CHECK_REDIRECTS');
    expect(await code('http', { url: `${url}/1`, redirects: 'answer' })).toBe('CHECK_STATUS');
    expect(await code('http', { url: `${url}/1`, redirects: 'answer', statuses: ['302'] })).toBe('ok');
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'CHECK_FORBIDDEN'],
    ['http://[fd00:ec2::254]/', 'CHECK_FORBIDDEN'],
    ['http://127.0.0.1:1/', 'CHECK_FORBIDDEN'],
    ['http://192.168.1.1/', 'CHECK_FORBIDDEN'],
    ['http://inside.example/', 'CHECK_FORBIDDEN'],
    ['http://user:password@127.0.0.1/', 'CHECK_REDIRECT_INVALID'],
    ['file:///etc/passwd', 'CHECK_REDIRECT_INVALID'],
  ])('that leads on to %s is not followed', async (location, expected) => {
    resolved.set('inside.example', ['10.0.0.5']);
    const url = await page((_, answer) => answer.writeHead(307, { location }).end());
    expect(await code('http', { url })).toBe(expected);
  });

  it('that is a metadata service is not asked, though it was named', async () => {
    expect(await code('http', { url: 'http://169.254.169.254/' })).toBe('CHECK_FORBIDDEN');
    resolved.set('evil.example', ['127.0.0.1']);
    expect(await code('http', { url: 'http://evil.example/' })).toBe('CHECK_FORBIDDEN');
  });

  it('that has no address, or nobody at its port, is told so', async () => {
    expect(await code('http', { url: 'http://nowhere.example/' })).toBe('CHECK_UNRESOLVED');
    const port = await listen(createServer());
    for (const end of ends.splice(0)) await end();
    expect(await code('http', { url: `http://127.0.0.1:${String(port)}/` })).toBe('CHECK_REFUSED');
  });

  it('of endless length is read no further than is looked at', async () => {
    let sent = 0;
    const url = await page((_, answer) => {
      const more = (): void => {
        while (!answer.destroyed && answer.write(Buffer.alloc(65_536, 120))) sent += 65_536;
      };
      answer.on('drain', more);
      more();
    });
    expect(await code('http', { url, text: 'never there' })).toBe('CHECK_TOO_LARGE');
    // What lies in the buffers of both ends comes on top.
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    // Where the body does not matter, the head is enough.
    expect(await code('http', { url })).toBe('ok');
  });

  it('that says nothing, or drips, is waited for no longer than its time', async () => {
    const silent = await page(() => undefined);
    const dripping = await page((_, answer) => {
      const timer = setInterval(() => answer.write('x'), 50);
      answer.on('close', () => {
        clearInterval(timer);
      });
    });
    const headDripping = await listen(
      createServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => socket.write('x: y\r\n'), 50);
        socket.on('close', () => {
          clearInterval(timer);
        });
      }),
    );
    expect(await code('http', { url: silent }, 1)).toBe('CHECK_TIMEOUT');
    expect(await code('http', { url: dripping, text: 'y' }, 1)).toBe('CHECK_TIMEOUT');
    expect(await code('http', { url: `http://127.0.0.1:${String(headDripping)}` }, 1)).toBe('CHECK_TIMEOUT');
  });

  it('that cuts the line, or speaks something else, is told so', async () => {
    const cutting = await listen(createServer((socket) => socket.destroy()));
    const rude = await listen(createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')));
    expect(await code('http', { url: `http://127.0.0.1:${String(cutting)}` })).toBe('CHECK_CUT');
    expect(await code('http', { url: `http://127.0.0.1:${String(rude)}` })).toBe('CHECK_BAD_ANSWER');
    expect(await code('http', { url: `https://127.0.0.1:${String(rude)}` })).toBe('CHECK_TLS');
  });
});

describe('a certificate', () => {
  it('is well, and tells how long it lasts', async () => {
    const finding = await look('http', { url: await securePage(Date.now()) });
    expect(finding).toMatchObject({ outcome: 'ok', warnings: [] });
    expect(finding.certificate_days).toBeGreaterThan(14);
  });

  it('that ends soon is warned of, as early as its owner wants', async () => {
    const url = await securePage(Date.now() - 380 * DAY_MS);
    const { certificate_days: days, warnings: early } = await look('http', { url, certificate_days: 10 });
    const { warnings, outcome } = await look('http', { url, certificate_days: 20 });
    expect([outcome, early]).toEqual(['ok', []]);
    expect(warnings).toEqual([{ code: 'CHECK_CERTIFICATE_SOON', params: { host: '127.0.0.1', days } }]);
  });

  it('that has ended is no good, and it is told how long ago', async () => {
    const url = await securePage(Date.now() - 500 * DAY_MS);
    const finding = await look('http', { url });
    expect(finding.reason).toEqual({
      code: 'CHECK_CERTIFICATE',
      params: { host: '127.0.0.1', problem: 'CERT_HAS_EXPIRED' },
    });
    expect(finding.certificate_days).toBeLessThan(0);
    // An owner who knows may do without; the end is warned of all the same.
    const { outcome, warnings } = await look('http', { url, verify_certificate: false });
    expect([outcome, warnings.length]).toEqual(['ok', 1]);
  });

  it('of an authority that nobody knows is no good, and nothing is asked', async () => {
    const other = await makeAuthority('other', Date.now());
    const { certificate, key } = await issueCertificate(other, ['127.0.0.1'], Date.now());
    let asked = 0;
    const server = createHttpsServer({ cert: certificate, key }, (_, answer) => {
      asked += 1;
      answer.end();
    });
    const url = `https://127.0.0.1:${String(await listen(server))}`;
    expect(await code('http', { url })).toBe('CHECK_CERTIFICATE');
    expect(asked).toBe(0);
    expect(await code('http', { url, verify_certificate: false })).toBe('ok');
  });

  it('of another name is no good', async () => {
    const { certificate, key } = await issueCertificate(authority, ['nas.local'], Date.now());
    const port = await listen(createHttpsServer({ cert: certificate, key }, (_, answer) => answer.end()));
    const { reason } = await look('http', { url: `https://127.0.0.1:${String(port)}` });
    expect(reason?.params['problem']).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

describe('a port', () => {
  it('is well when it takes a connection', async () => {
    const port = await listen(createServer());
    expect(await code('tcp', { host: '127.0.0.1', port })).toBe('ok');
    for (const end of ends.splice(0)) await end();
    expect(await code('tcp', { host: '127.0.0.1', port })).toBe('CHECK_REFUSED');
  });

  it('behind a name of the local network is reached, on loopback only as an address', async () => {
    const port = await listen(createServer());
    resolved.set('nas.lan', ['127.0.0.1']);
    expect(await code('tcp', { host: 'nas.lan', port })).toBe('CHECK_FORBIDDEN');
  });

  it.each([
    { host: '-oProxyCommand=x', port: 22 },
    { host: 'a b', port: 22 },
    { host: 'nas', port: 0 },
    { port: 22 },
  ])('is not %j', async (config) => {
    await expect(look('tcp', config)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });
});
