import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createAskEcho, readAddress, readEcho } from '../../../../electron/ddns/sources/echo.ts';
import { echoServices } from '../../../../electron/ddns/sources/echo-services.ts';
import { HttpFailure, type Http, type HttpRequest } from '../../../../electron/kernel/http.ts';
import { loopbackHttp } from '../../../fakes/loopback-http.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const answer = (body: string, status = 200, headers = {}) => ({ status, headers, body });
const silent = { warn: () => undefined };

describe('rule 4: an echo’s answer counts', () => {
  it.each([
    ['93.184.216.34', 'A', '93.184.216.34'],
    ['93.184.216.34\n', 'A', '93.184.216.34'],
    [' \r\n\t93.184.216.34\t ', 'A', '93.184.216.34'],
    ['2A02:8070:0000::0001\n', 'AAAA', '2a02:8070::1'],
  ] as const)('%j as %s', (body, family, address) => {
    expect(readEcho(answer(body), family)).toEqual({ address });
  });
});

describe('rule 4: an echo’s answer does not count', () => {
  it.each([
    [answer('93.184.216.34', 201), 'A', 'status'],
    [answer('93.184.216.34', 204), 'A', 'status'],
    [answer('93.184.216.34', 403), 'A', 'status'],
    [answer('93.184.216.34', 503), 'A', 'status'],
    [answer('93.184.216.34', 302, { location: 'https://portal.example/' }), 'A', 'redirect'],
    [answer('93.184.216.34', 304), 'A', 'redirect'],
    [answer(''), 'A', 'not_an_address'],
    [answer('', 200, { 'set-cookie': '__cf_bm=a-1.0.1.1-b' }), 'A', 'not_an_address'],
    [answer('<p>93.184.216.34</p>'), 'A', 'not_an_address'],
    [answer('93.184.216.34, 10.0.0.1'), 'A', 'not_an_address'],
    [answer('93.184.216.34\n93.184.216.34'), 'A', 'not_an_address'],
    [answer('"93.184.216.34"'), 'A', 'not_an_address'],
    [answer('93.184.216.34:443'), 'A', 'not_an_address'],
    [answer('93.184.216.034'), 'A', 'not_an_address'],
    [answer('93.184.55330'), 'A', 'not_an_address'],
    [answer('0x5db8d822'), 'A', 'not_an_address'],
    [answer('[2a02::1]'), 'AAAA', 'not_an_address'],
    [answer('fe80::1%eth0'), 'AAAA', 'not_an_address'],
    [answer('2a02::1/64'), 'AAAA', 'not_an_address'],
    [answer('2a02::1'), 'A', 'wrong_family'],
    [answer('93.184.216.34'), 'AAAA', 'wrong_family'],
    [answer('::ffff:93.184.216.34'), 'AAAA', 'wrong_family'],
    [answer('::ffff:93.184.216.34'), 'A', 'wrong_family'],
    [answer(`<html>${'x'.repeat(100)}</html>`), 'A', 'too_large'],
  ] as const)('%j for %s: %s', (from, family, problem) => {
    expect(readEcho(from, family)).toEqual({ problem });
  });

  it('by whatever a body holds beside one address', () => {
    const part = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\n', ' ', '<br>'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.constantFrom('A', 'AAAA'), (parts, family) => {
        const body = parts.join('');
        const reading = readEcho(answer(body), family);
        if (!('address' in reading)) return;
        // Told by Node alone: the trimmed body and what was read are the same single address.
        expect(isIP(body.trim())).toBe(family === 'A' ? 4 : 6);
        const same = new BlockList();
        same.addAddress(body.trim(), family === 'A' ? 'ipv4' : 'ipv6');
        expect(same.check(reading.address, family === 'A' ? 'ipv4' : 'ipv6')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('by random bytes, and reading never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('A', 'AAAA'),
        (body, family) => {
          if ('address' in readAddress(body, family)) expect(isIP(body.trim())).not.toBe(0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('and every plain address does', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('', '\n', '\r\n', ' '), (address, end) => {
        expect(readAddress(address + end, 'A')).toEqual({ address });
      }),
    );
  });
});

describe('the built-in services', () => {
  it('are at least eight for each family, of at least eight operators', () => {
    for (const family of ['A', 'AAAA'] as const) {
      const own = echoServices.filter(({ families }) => families.includes(family));
      expect(own.length).toBeGreaterThanOrEqual(8);
      expect(new Set(own.map(({ operator }) => operator)).size).toBeGreaterThanOrEqual(8);
    }
  });

  it('have ids of their own and are reached by https, without anything secret', () => {
    expect(new Set(echoServices.map(({ id }) => id)).size).toBe(echoServices.length);
    for (const url of echoServices.flatMap(({ urls }) => Object.values(urls))) {
      const { protocol, search, username, hash } = new URL(url);
      expect([protocol, search, username, hash]).toEqual(['https:', '', '', '']);
    }
  });

  it('have a name for each family, unless the connection alone pins it', () => {
    const shared = echoServices.filter(({ urls }) => urls.A !== undefined && urls.A === urls.AAAA);
    expect(shared.map(({ id }) => id)).toEqual(['ifconfigco']);
  });
});

describe('asking', () => {
  const clock = createVirtualClock();
  const asked: { family: string; request: HttpRequest }[] = [];
  const says =
    (body: string) =>
    (family: string): Http =>
    (request) => {
      asked.push({ family, request });
      return Promise.resolve(answer(body));
    };
  afterEach(() => {
    asked.length = 0;
  });

  it('a built-in one goes to its name for the family, over that family, without a trace of the owner', async () => {
    const ask = createAskEcho({ httpOf: says('2a02::1\n'), clock, logger: silent });
    expect(await ask('ipify', 'AAAA')).toEqual({
      member: 'ipify',
      family: 'AAAA',
      address: '2a02::1',
      problem: null,
      elapsed_ms: 0,
    });
    expect(asked).toMatchObject([
      { family: 'AAAA', request: { method: 'GET', url: 'https://api6.ipify.org/' } },
    ]);
    expect(Object.keys(asked[0]?.request.headers ?? {}).sort()).toEqual([
      'accept',
      'cache-control',
      'user-agent',
    ]);
  });

  it('an own one goes to its address', async () => {
    const ask = createAskEcho({ httpOf: says('93.184.216.34'), clock, logger: silent });
    expect(await ask('https://ip.example.net/me', 'A')).toMatchObject({ address: '93.184.216.34' });
    expect(asked[0]?.request.url).toBe('https://ip.example.net/me');
  });

  it.each(['http://ip.example.net/', 'ftp://ip.example.net/', 'nobody', ''])(
    '%j is nobody to ask',
    async (member) => {
      const ask = createAskEcho({ httpOf: says('93.184.216.34'), clock, logger: silent });
      expect(await ask(member, 'A')).toMatchObject({ address: null, problem: 'no_such_member' });
      expect(asked).toEqual([]);
    },
  );

  it('a service without the family is not asked for it', async () => {
    const ask = createAskEcho({ httpOf: says('2a02::1'), clock, logger: silent });
    expect(await ask('amazon', 'AAAA')).toMatchObject({ problem: 'no_such_member' });
  });

  it.each(['refused', 'unresolved', 'unreachable', 'timeout', 'cut', 'too_large', 'tls'] as const)(
    'a request that ends as %s says so',
    async (problem) => {
      const httpOf = (): Http => () => Promise.reject(new HttpFailure(problem, 'api4.ipify.org'));
      const ask = createAskEcho({ httpOf, clock, logger: silent });
      expect(await ask('ipify', 'A')).toMatchObject({ address: null, problem });
    },
  );

  it('a mistake of ours is told in the log and does not end the round', async () => {
    const warnings: string[] = [];
    const logger = { warn: (_: unknown, text: string) => warnings.push(text) };
    const httpOf = (): Http => () => Promise.reject(new TypeError('no such thing'));
    const ask = createAskEcho({ httpOf, clock, logger });
    expect(await ask('ipify', 'A')).toMatchObject({ problem: 'unreachable' });
    expect(warnings).toHaveLength(1);
  });

  it('one that is not needed any more ends at once', async () => {
    const abort = new AbortController();
    const httpOf = (): Http => () => new Promise(() => undefined);
    const asking = createAskEcho({ httpOf, clock, logger: silent })('ipify', 'A', abort.signal);
    abort.abort();
    expect(await asking).toMatchObject({ address: null, problem: 'aborted' });
  });
});

describe('over a real connection', () => {
  /** Stands in for the service: whatever is asked for goes to a server on loopback. */
  async function served(listener: RequestListener) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const toServer = loopbackHttp();
    const httpOf = (): Http => (request) =>
      toServer({ ...request, url: `http://127.0.0.1:${String(port)}/` });
    const ask = createAskEcho({ httpOf, clock: createVirtualClock(), logger: silent });
    try {
      return await ask('ipify', 'A');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('the address is read', async () => {
    expect(await served((_, reply) => reply.end('93.184.216.34\n'))).toMatchObject({
      address: '93.184.216.34',
    });
  });

  it('a captive portal that redirects or shows its page is not believed', async () => {
    const redirect = await served((_, reply) => {
      reply.writeHead(302, { location: 'http://portal.example/' }).end('93.184.216.34');
    });
    expect(redirect).toMatchObject({ address: null, problem: 'redirect' });
    const page = await served((_, reply) => reply.end('<html>Please log in. Your address: 10.0.0.7</html>'));
    expect(page).toMatchObject({ address: null, problem: 'not_an_address' });
  });

  it('a connection that is cut is no answer', async () => {
    expect(await served((request) => request.socket.destroy())).toMatchObject({
      address: null,
      problem: 'cut',
    });
  });
});
