/** Requests outward over real sockets: who may be reached, and over which family. */
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttpClient, type HttpOptions } from '../../../electron/kernel/http-client.ts';
import { openDispatcher } from '../../../electron/kernel/http-dispatcher.ts';
import { titled, type Need } from '../../support/needs.ts';
import { SHORT, client, get, leadingTo, listen, problemOf, serve } from './http-peers.ts';

/** A public address that leads nowhere: the block went back to IANA (RFC 3701). */
const nowhere = '3ffe::1';

/** A server that counts, and its port. */
async function count() {
  const counted = { requests: 0 };
  const peer = await serve((request, response) => {
    counted.requests++;
    response.end(request.headers.host);
  });
  return { ...peer, counted, of: (name: string) => `http://${name}:${String(peer.port)}/` };
}

describe('who may be reached', () => {
  const unnamed = (url: string, more: HttpOptions = {}) => {
    const { http, close } = createHttpClient({ ...SHORT, ...more });
    onTestFinished(close);
    return problemOf(http({ method: 'GET', url }));
  };

  it.each([
    'http://127.0.0.1:1/',
    'http://127.0.0.1./',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://①②⑦.0.0.1/',
    'http://0/',
    'http://localhost/',
    'http://any.LOCALHOST./',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::7f00:1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://192.168.1.1/',
    'http://10.0.0.1/',
    'http://100.64.0.1/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
    'ftp://[3ffe::1]/',
    'file:///etc/passwd',
    'data:text/plain,1',
    'https://user:secret@[3ffe::1]/',
    'https://user@[3ffe::1]/',
    'https://[3ffe::1]/a\r\nb',
    'https://[3ffe::1]/a\tb',
    'https://[3ffe::1]/a b',
    'no address',
    '',
  ])('not %j', async (url) => {
    expect(await unnamed(url)).toBe('refused');
  });

  it('not an address that a request brought past the first look', async () => {
    const { url, sockets } = await count();
    const dispatcher = await openDispatcher({
      ...{ family: undefined, proxy: undefined, ca: undefined, ...SHORT },
      ...{ lookup: leadingTo(), mayLead: () => false, ending: new AbortController().signal },
    });
    onTestFinished(() => dispatcher.destroy());
    const answer = dispatcher.request({ origin: url, path: '/', method: 'GET' });
    await expect(answer).rejects.toMatchObject({ problem: 'refused' });
    expect(sockets.size).toBe(0);
  });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1', 'fd00::1', 'fe80::1'])(
    'not a name that leads to %s',
    async (address) => {
      const { of, counted } = await count();
      expect(await unnamed(of('inside.example'), { lookup: leadingTo(address) })).toBe('refused');
      expect(counted.requests).toBe(0);
    },
  );

  it('not the private one of two addresses, though the public one leads nowhere', async () => {
    const { of, sockets } = await count();
    for (const both of [
      ['127.0.0.1', nowhere],
      [nowhere, '127.0.0.1'],
    ]) {
      expect(await unnamed(of('both.example'), { lookup: leadingTo(...both) })).toMatch(
        /unreachable|timeout/,
      );
    }
    expect(sockets.size).toBe(0);
  });

  it('not a name that was public when it was looked at and leads inside a moment later', async () => {
    const { of, sockets } = await count();
    const answers = [nowhere, '127.0.0.1'];
    let asked = 0;
    const lookup = () => leadingTo(answers[asked++] ?? '127.0.0.1')();
    const { http } = client('http://other.example/', { lookup, ...SHORT });
    const url = of('rebinding.example');
    expect(await problemOf(http({ method: 'GET', url }))).toMatch(/unreachable|timeout/);
    // One question for one connection: what was looked at is what was connected to.
    expect(asked).toBe(1);
    expect(await problemOf(http({ method: 'GET', url }))).toBe('refused');
    expect(sockets.size).toBe(0);
  });

  it('a private one that was named, at that very port', async () => {
    const one = await count();
    const other = await count();
    const { http } = client(one.url);
    expect((await http({ method: 'GET', url: one.url })).status).toBe(200);
    expect(await problemOf(http({ method: 'GET', url: other.url }))).toBe('refused');
    expect(await problemOf(http({ method: 'GET', url: one.of('localhost') }))).toBe('refused');
    expect(other.counted.requests).toBe(0);
  });

  it('a name that was named, wherever in its own networks it leads', async () => {
    const { of, port } = await count();
    const answer = await get(of('gateway.lan'), { lookup: leadingTo('127.0.0.1') });
    expect(answer.body).toBe(`gateway.lan:${String(port)}`);
  });

  it.each(['169.254.169.254', '100.100.100.200', 'fd00:ec2::254', 'fe80::1', '0.0.0.0', '::ffff:127.0.0.1'])(
    'not %s by a name that was named, which its owner may lead anywhere',
    async (address) => {
      const { of, sockets } = await count();
      expect(await problemOf(get(of('gateway.lan'), { lookup: leadingTo(address) }))).toBe('refused');
      expect(sockets.size).toBe(0);
    },
  );

  it('nobody whose name is not known, or who does not listen', async () => {
    const failing = (code: string) => (): Promise<never> =>
      Promise.reject(Object.assign(new Error('no'), { code }));
    const url = 'http://nowhere.example/';
    expect(await unnamed(url, { lookup: failing('ENOTFOUND') })).toBe('unresolved');
    expect(await unnamed(url, { lookup: failing('EAI_AGAIN') })).toBe('unresolved');
    expect(await unnamed(url, { lookup: leadingTo() })).toBe('unresolved');
    expect(await problemOf(get('http://127.0.0.1:1/'))).toBe('refused');
  });
});

describe('IPv6 and IPv4', () => {
  const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
    list?.some(({ address }) => address === '::1'),
  );
  const need: Need = { ok: hasIpv6, reason: 'no IPv6 loopback' };

  it.skipIf(!need.ok)(titled('an IPv6 address is reached', need), async () => {
    const { url } = await serve((_request, response) => response.end('six'), '::1');
    expect((await get(url)).body).toBe('six');
  });

  it.skipIf(!need.ok)(titled('one family alone is all that is used', need), async () => {
    const four = await serve((_request, response) => response.end('four'));
    const six = createServer((_request, response) => response.end('six'));
    await listen(six, '::1', four.port);
    const url = `http://both.example:${String(four.port)}/`;
    for (const lookup of [leadingTo('::1', '127.0.0.1'), leadingTo('127.0.0.1', '::1')]) {
      expect((await get(url, { lookup, family: 4 })).body).toBe('four');
      expect((await get(url, { lookup, family: 6 })).body).toBe('six');
    }
  });

  it('one family alone is not left where it does not lead', async () => {
    const { url, of, sockets } = await count();
    const both = of('both.example');
    const lookup = leadingTo('127.0.0.1');
    expect(await problemOf(get(both, { lookup, family: 6 }))).toBe('unresolved');
    expect(await problemOf(get(url, { family: 6 }))).toBe('unreachable');
    expect(sockets.size).toBe(0);
  });

  it('where IPv6 leads nowhere, IPv4 is taken', async () => {
    const { of, port } = await count();
    for (const dead of ['::1', nowhere]) {
      const lookup = leadingTo(dead, '127.0.0.1');
      expect((await get(of('both.example'), { lookup })).body).toBe(`both.example:${String(port)}`);
    }
  });

  it('where the first of several addresses of one family is dead, the next is taken', async () => {
    const { of } = await count();
    const lookup = leadingTo('127.0.0.2', '127.0.0.1');
    expect((await get(of('both.example'), { lookup, family: 4 })).status).toBe(200);
  });

  it('where both fail, the one that answered is told of', async () => {
    const lookup = leadingTo(nowhere, '127.0.0.1');
    const problem = await problemOf(get('http://both.example:1/', { lookup }));
    expect(problem).toMatch(/refused|timeout/);
  });
});
