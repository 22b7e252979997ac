import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerDocs } from '../../../electron/server/docs.ts';
import { dataHeaders, pageCsp, securityHeaders } from '../../../electron/server/security-headers.ts';
import { registerPage } from '../../../electron/server/static-page.ts';
import { serve, type TestServer } from './http.ts';

const html = '<!doctype html><title>CloudCube</title>';
const script = `export const x = ${JSON.stringify('x'.repeat(4000))};`;

/** A server with a built page, and the documentation. */
async function serveAll(isBuilt = true): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [pageDir, docsDir] = [join(folder, 'page'), join(folder, 'docs')];
  if (isBuilt) {
    mkdirSync(join(pageDir, 'assets'), { recursive: true });
    mkdirSync(docsDir);
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(pageDir, 'index.html'), html);
    writeFileSync(join(pageDir, 'favicon.svg'), '<svg/>');
    writeFileSync(join(pageDir, 'assets', 'index-abc123.js'), script);
    writeFileSync(join(pageDir, 'assets', 'index-abc123.js.br'), brotliCompressSync(script));
    writeFileSync(join(docsDir, 'swagger-ui.css'), 'a{}');
  }
  const server = await serve();
  await registerDocs(server.app, {
    document: () => ({ openapi: '3.0.3' }),
    socketDocument: () => ({}),
    assetsDir: docsDir,
  });
  await registerPage(server.app, pageDir, ['/', '/setup', '/sign-in']);
  return server;
}

const asset = '/assets/index-abc123.js';

describe('the page', () => {
  it.each(['/', '/setup', '/sign-in', '/setup?x=1'])(
    'is the same at %s, asked for again each time',
    async (url) => {
      const { ask } = await serveAll();
      const answer = await ask(url);
      expect([answer.statusCode, answer.body]).toEqual([200, html]);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-cache',
        'content-type': 'text/html; charset=utf-8',
      });
    },
  );

  it('has files that never change, and others that are asked for again', async () => {
    const { ask } = await serveAll();
    expect((await ask(asset)).headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript') as string,
    });
    expect((await ask('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/', '/favicon.svg', asset])('%s is not sent again where nothing changed', async (url) => {
    const { ask } = await serveAll();
    const { etag } = (await ask(url)).headers;
    expect(etag).toBeTruthy();
    const again = await ask({ url, headers: { 'if-none-match': String(etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await ask({ url, headers: { 'if-none-match': '"other"' } })).statusCode).toBe(200);
  });

  it('is sent compressed as the build made it, to who takes that', async () => {
    const { ask } = await serveAll();
    const compressed = await ask({ url: asset, headers: { 'accept-encoding': 'gzip, br' } });
    expect(compressed.headers).toMatchObject({
      'content-encoding': 'br',
      vary: expect.stringMatching(/accept-encoding/i) as string,
      'content-type': expect.stringContaining('javascript') as string,
    });
    expect(brotliDecompressSync(compressed.rawPayload).toString()).toBe(script);
    expect((await ask(asset)).body).toBe(script);
  });

  it.each([
    '/assets/none.js',
    '/assets/',
    '/assets/../index.html.br',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/index.html',
    '/secret.txt',
    '/.hidden',
    '/settings',
  ])('has nothing at %s', async (url) => {
    const { ask } = await serveAll();
    const answer = await ask(url);
    expect([403, 404]).toContain(answer.statusCode);
    expect(answer.json()).toMatchObject({ success: false });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).not.toContain('secret\n');
  });

  it('that is not built says so', async () => {
    const { ask } = await serveAll(false);
    const answer = await ask('/');
    expect([answer.statusCode, answer.body]).toEqual([503, 'The page is not built. Run: npm run build\n']);
  });
});

describe('every answer', () => {
  const kinds: [string, string, Record<string, string>][] = [
    ['the page', '/', {}],
    ['a file', asset, {}],
    ['a file that has not changed', '/favicon.svg', { 'if-none-match': '*' }],
    ['data', '/api/v2/things', {}],
    ['nothing there', '/api/v2/nothing', {}],
    ['an address that is none', '/%zz', {}],
    ['a bug', '/api/v2/fail/bug', {}],
    ['a refusal', '/api/v2/me', {}],
    ['a refused Host', '/', { host: 'evil.example' }],
    ['a bad query', '/api/v2/things?limit=x', {}],
    ['the document', '/openapi.json', {}],
    ['a file of the documentation', '/docs/assets/swagger-ui.css', {}],
  ];

  it.each(kinds)('has the security headers: %s', async (_, url, headers) => {
    const { ask } = await serveAll();
    const answer = await ask({ url, headers });
    expect(answer.headers).toMatchObject({
      ...(url.startsWith('/api/v2/') ? dataHeaders : securityHeaders),
      'x-request-id': expect.any(String) as string,
    });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(answer.headers).not.toHaveProperty('server');
  });

  it.each(['/docs', '/redoc'])(
    'has them too at %s, with a policy of its own that is no looser than it must be',
    async (url) => {
      const { ask } = await serveAll();
      const { headers } = await ask(url);
      const { 'content-security-policy': _own, ...others } = securityHeaders;
      expect(headers).toMatchObject(others);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    },
  );

  it('lets the page load its own files and nothing else', () => {
    const policy = new Map(
      pageCsp.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]),
    );
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('style-src')).toBe("'self'");
    expect(policy.get('connect-src')).toBe("'self'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(pageCsp).not.toMatch(/unsafe|\*|http|wss?:/);
  });
});

describe('data', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('that is long is sent as %s to who takes it', async (encoding, decompress) => {
    const { ask } = await serveAll();
    const url = '/api/v2/things?big=true&limit=500';
    const answer = await ask({ url, headers: { 'accept-encoding': encoding } });
    expect(answer.headers).toMatchObject({
      'content-encoding': encoding,
      vary: expect.stringMatching(/accept-encoding/i) as string,
    });
    expect(JSON.parse(decompress(answer.rawPayload).toString())).toMatchObject({ success: true });
    expect((await ask(url)).headers).not.toHaveProperty('content-encoding');
  });

  it('that is short is sent as it is', async () => {
    const { ask } = await serveAll();
    const answer = await ask({ url: '/api/v2/raw', headers: { 'accept-encoding': 'br, gzip' } });
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });
});
