import { connect, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostnameOf, isAllowedHost, isAllowedOrigin } from '../../../electron/server/guards.ts';
import { ownNames } from '../../../electron/own-names.ts';
import { serve } from './http.ts';

const url = '/api/v2/raw';
const names = new Set(['localhost', 'nas', 'nas.local', 'nas.home.arpa', 'box_1.lan']);

describe('the Host of a request', () => {
  it.each([
    'localhost',
    'localhost:8080',
    'LocalHost',
    'nas',
    'NAS.local',
    'nas.local.',
    'nas.home.arpa:80',
    'nas.home.arpa.:8080',
    'box_1.lan',
    '127.0.0.1',
    '127.0.0.1:8080',
    '192.168.1.20:65535',
    '1.1.1.1',
    '[::1]',
    '[::1]:8080',
    '[FD00::20]',
    '[::ffff:127.0.0.1]',
  ])('%s is ours', (host) => expect(isAllowedHost(host, names)).toBe(true));

  it.each([
    undefined,
    '',
    ' ',
    'evil.example',
    'nas.home.arpa.evil.example',
    'localhost.evil.example',
    'evil-localhost',
    'xlocalhost',
    '127.0.0.1.evil.example',
    '192-168-1-20.evil.example',
    '7f000001.rebind.example',
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    '::1',
    '[::1',
    '::1]',
    '[nas]',
    'localhost:',
    'localhost:http',
    'localhost:123456',
    'localhost:8080:8080',
    'me@localhost',
    'localhost/x',
    'localhost#',
    'local host',
    'localhost,evil.example',
    'localhost\tx',
    'localhost..',
    '.localhost',
    'lоcalhost',
    '[fe80::1%25eth0]',
  ])('%j is not', (host) => expect(isAllowedHost(host, names)).toBe(false));

  it('is never allowed for what is neither an address nor one of the names', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.domain(), fc.stringMatching(/^[localhost.:[\]127@%]*$/)),
        (host) => {
          if (!isAllowedHost(host, names)) return;
          const name = hostnameOf(host) ?? '';
          expect(names.has(name) || /^[0-9.]+$|:/.test(name)).toBe(true);
        },
      ),
    );
  });

  it('is one of this machine’s own names', () => {
    expect(ownNames('NAS.fritz.box')).toEqual(['localhost', 'nas.fritz.box', 'nas', 'nas.local']);
  });
});

describe('the Origin of a request', () => {
  it.each([undefined, 'http://nas.local:8080', 'https://nas.local:8080'])('%s may call', (origin) => {
    expect(isAllowedOrigin(origin, 'nas.local:8080')).toBe(true);
  });

  it.each([
    'null',
    '',
    'http://nas.local',
    'http://nas.local:80801',
    'http://nas.local:8080/',
    'http://evil.example',
    'file://',
    'ftp://nas.local:8080',
  ])('%j may not', (origin) => expect(isAllowedOrigin(origin, 'nas.local:8080')).toBe(false));
});

describe('a request that is not for us', () => {
  it('is refused before anything else, and says how to add the name', async () => {
    const { ask } = await serve();
    for (const at of [url, '/api/v2/nothing', '/api/v2/me']) {
      const answer = await ask({ url: at, headers: { host: 'cloud.example:8080' } });
      expect(answer.statusCode).toBe(403);
      expect(answer.json().error).toEqual({
        code: 'SERVER_HOST_NOT_ALLOWED',
        message:
          'This address (cloud.example) is not one CloudCube answers to. To add it: npm run cli -- settings add server.allowed_hosts cloud.example',
      });
    }
  });

  it('without any Host is refused', async () => {
    const { app } = await serve();
    await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.end(`GET ${url} HTTP/1.0\r\n\r\n`);
    const answer = (await socket.toArray()).join('');
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).toContain('SERVER_HOST_NOT_ALLOWED');
  });

  it.each(['<script>alert(1)</script>', 'x'.repeat(5000), 'é.example'])(
    'as %j is not repeated as it came',
    async (host) => {
      const { ask } = await serve();
      const answer = await ask({ url, headers: { host } });
      expect(answer.statusCode).toBe(403);
      const { message } = answer.json().error as { message: string };
      expect(message.length).toBeLessThan(400);
      expect(message).toMatch(/^[\x20-\x7e]+$/);
    },
  );

  it('is taken as soon as its name is added, without a restart', async () => {
    const allowed = new Set<string>();
    const { ask } = await serve({ allowedHosts: () => allowed });
    const headers = { host: 'cloud.example' };
    expect((await ask({ url, headers })).statusCode).toBe(403);
    allowed.add('cloud.example');
    expect((await ask({ url, headers })).statusCode).toBe(200);
  });

  it.each([
    ['http://localhost', 200],
    ['https://localhost', 200],
    ['http://evil.example', 403],
    ['http://localhost:81', 403],
    ['null', 403],
  ])('of a page at %s is %i', async (origin, status) => {
    const { ask } = await serve();
    for (const method of ['GET', 'POST'] as const) {
      const answer = await ask({ method, url: method === 'GET' ? url : '/api/v2/work', headers: { origin } });
      expect(answer.statusCode).toBe(status);
      if (status === 403) expect(answer.json().error.code).toBe('SERVER_ORIGIN_NOT_ALLOWED');
    }
  });

  it('never gets leave to be read by another site', async () => {
    const { ask } = await serve();
    for (const origin of ['http://localhost', 'http://evil.example']) {
      const answer = await ask({ url, headers: { origin } });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});
