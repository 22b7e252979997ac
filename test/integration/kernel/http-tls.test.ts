/** Requests outward over TLS: which server is believed. */
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHORT, get, leadingTo, listen, makeCertificate, problemOf, serve, until } from './http-peers.ts';

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
