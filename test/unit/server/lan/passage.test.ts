import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUTHORITY_PATH,
  isLoopback,
  passageOf,
  tlsAddress,
} from '../../../../electron/server/lan/passage.ts';

const plain = { socket: 'plain', secure: false } as const;
const tls = { socket: 'tls', secure: true } as const;
const open = { open: true, needsSetup: false };
const get = (url: string) => ({ method: 'GET', url });

describe('a request from this machine', () => {
  it('passes, whatever is decided', () => {
    for (const needsSetup of [true, false]) {
      const policy = { open: false, needsSetup };
      const request = { method: 'POST', url: '/api/v2/users' };
      expect(passageOf({ socket: 'loopback', secure: false }, request, policy)).toBe('pass');
    }
  });

  it('calls an address that is its own', () => {
    expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].map(isLoopback)).toEqual(
      Array(4).fill(true),
    );
    expect([undefined, '', '192.168.1.20', 'fe80::1', '::ffff:10.0.0.1', '0.0.0.0'].map(isLoopback)).toEqual(
      Array(6).fill(false),
    );
  });
});

describe('a request that a proxy on this machine hands on', () => {
  it.each([
    ['/', 'to_setup'],
    ['/?lang=en', 'to_setup'],
    ['/setup', 'pass'],
    ['/api/v2/setup', 'pass'],
    ['/api/v2/auth/login', 'refused_before_setup'],
    ['/health', 'refused_before_setup'],
  ] as const)('before setup is done: %s is %s', (url, passage) => {
    const way = { socket: 'proxy', secure: false } as const;
    expect(passageOf(way, get(url), { open: false, needsSetup: true })).toBe(passage);
    expect(passageOf(way, get(url), { open: false, needsSetup: false })).toBe('pass');
  });
});

describe('a request over the local network', () => {
  it('is refused while the network is closed, also by TLS', () => {
    const closed = { open: false, needsSetup: false };
    for (const way of [plain, tls]) expect(passageOf(way, get('/'), closed)).toBe('refused_closed');
    expect(passageOf(plain, get(AUTHORITY_PATH), closed)).toBe('refused_closed');
  });

  it.each([
    ['GET', '/', 'to_tls'],
    ['HEAD', '/accounts?x=1', 'to_tls'],
    ['GET', AUTHORITY_PATH, 'pass'],
    ['GET', `${AUTHORITY_PATH}?again`, 'pass'],
    ['GET', '/api/v2/ddns/status', 'refused_plain'],
    ['GET', '/api/docs', 'refused_plain'],
    ['POST', '/api/v2/admin/login', 'refused_plain'],
    ['POST', '/nic/update', 'refused_plain'],
    ['DELETE', '/', 'refused_plain'],
  ] as const)('without TLS: %s %s is %s', (method, url, passage) => {
    expect(passageOf(plain, { method, url }, open)).toBe(passage);
  });

  it('passes by TLS', () => {
    expect(passageOf(tls, { method: 'POST', url: '/api/v2/users' }, open)).toBe('pass');
  });

  it.each([
    ['/setup', 'pass'],
    ['/', 'to_setup'],
    ['/setup?lang=en', 'pass'],
    ['/api/v2/setup', 'pass'],
    ['/assets/index-1.js', 'pass'],
    [AUTHORITY_PATH, 'pass'],
    ['/api/v2/setup/x', 'refused_before_setup'],
    ['/api/v2/auth/login', 'refused_before_setup'],
    ['/api/v2/ddns/status', 'refused_before_setup'],
    ['/health', 'refused_before_setup'],
    ['/setupx', 'refused_before_setup'],
    ['/nic/update', 'refused_before_setup'],
  ] as const)('before setup is done: %s is %s', (url, passage) => {
    expect(passageOf(tls, get(url), { open: true, needsSetup: true })).toBe(passage);
  });

  it('never reaches the API without TLS, however it is written', () => {
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH');
    const rest = fc.webPath();
    fc.assert(
      fc.property(method, rest, (verb, path) => {
        expect(passageOf(plain, { method: verb, url: `/api/v2${path}` }, open)).toBe('refused_plain');
      }),
    );
  });
});

describe('a request to the socket for devices', () => {
  const device = { socket: 'device', secure: false } as const;

  it.each([
    ['/nic/update?hostname=nas.example', 'pass'],
    ['/v3/update', 'pass'],
    ['/', 'refused_plain'],
    ['/nic/update/', 'refused_plain'],
    ['/nic/updates', 'refused_plain'],
    ['/api/v2/health', 'refused_plain'],
    [AUTHORITY_PATH, 'refused_plain'],
  ] as const)('%s is %s', (url, passage) => {
    expect(passageOf(device, get(url), open)).toBe(passage);
  });

  it('finds nobody while the network is shut or nobody has set CloudCube up', () => {
    expect(passageOf(device, get('/nic/update'), { open: false, needsSetup: false })).toBe('refused_closed');
    expect(passageOf(device, get('/nic/update'), { open: true, needsSetup: true })).toBe('refused_plain');
  });
});

describe('the way to TLS', () => {
  it.each([
    ['nas.local:8080', '/accounts?x=1', 8443, 'https://nas.local:8443/accounts?x=1'],
    ['192.168.1.20', '/', 443, 'https://192.168.1.20/'],
    ['[fd00::20]:8080', '/', 8443, 'https://[fd00::20]:8443/'],
    [undefined, '/', 8443, null],
    ['evil.example/x', '/', 8443, null],
    ['a@b', '/', 8443, null],
    ['nas.local', '//evil.example', 8443, null],
    ['nas.local', 'http://evil.example', 8443, null],
  ] as const)('from %s%s', (host, url, port, address) => {
    expect(tlsAddress(host, url, port)).toBe(address);
  });
});
