import fastify, { type FastifyInstance } from 'fastify';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { registerDocs } from '../../../electron/server/docs.ts';

let app: FastifyInstance;
let folder: string | undefined;

afterEach(async () => {
  await app.close();
  if (folder) rmSync(folder, { recursive: true });
  folder = undefined;
});

/** A server with the documentation; without `assets` its files were not built. */
async function serve(assets: boolean, document: () => object = () => ({ openapi: '3.0.3' })): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-docs-'));
  if (assets) writeFileSync(join(folder, 'swagger-ui.css'), 'a{}');
  app = fastify();
  const assetsDir = assets ? folder : join(folder, 'docs');
  await registerDocs(app, { document, socketDocument: document, assetsDir });
}

describe('a document', () => {
  it.each(['/openapi.json', '/api/v2/openapi.json', '/asyncapi.json', '/api/v2/asyncapi.json'])(
    'stands at %s and is made once',
    async (url) => {
      let made = 0;
      await serve(false, () => ({ made: ++made }));
      const first = await app.inject(url);
      expect(first.json()).toEqual({ made: 1 });
      expect(first.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-cache',
      });
      const headers = { 'if-none-match': String(first.headers.etag) };
      expect((await app.inject({ url, headers })).statusCode).toBe(304);
      expect((await app.inject(url)).json()).toEqual({ made: 1 });
    },
  );
});

describe.each(['/docs', '/redoc'])('%s', (url) => {
  it('has no inline script and asks no other server', async () => {
    await serve(true);
    const { body, headers } = await app.inject(url);
    expect(body).not.toMatch(/<script(?![^>]* src="\/)/);
    expect(body).not.toMatch(/https?:/);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self';/);
    expect((await app.inject(`${url}/init.js`)).headers['content-type']).toContain('text/javascript');
  });

  it('says in one sentence of the reader when it is not built', async () => {
    await serve(false);
    const english = await app.inject(url);
    expect(english.statusCode).toBe(503);
    expect(english.body).toContain('npm run build');
    const chinese = await app.inject({ url, headers: { 'accept-language': 'zh' } });
    expect(chinese.body).toMatch(/尚未构建.*npm run build/);
  });
});

it('serves the files of both, asked for again each time', async () => {
  await serve(true);
  const { statusCode, headers } = await app.inject('/docs/assets/swagger-ui.css');
  expect({ statusCode, cache: headers['cache-control'] }).toEqual({ statusCode: 200, cache: 'no-cache' });
  expect((await app.inject('/docs/assets/../../etc/passwd')).statusCode).toBe(404);
});
