import fastifyCompress from '@fastify/compress';
import fastify, { type FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerDocs } from '../../electron/server/docs.ts';
import { buildOpenApi } from '../../electron/server/openapi.ts';
import { securityHeaders } from '../../electron/server/security-headers.ts';
import { contract } from '../../shared/api/index.ts';
import { chromiumPath, needs, titled } from '../support/needs.ts';

const assetsDir = join(import.meta.dirname, '..', '..', 'dist', 'docs');
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

describe.skipIf(!needs.chromium.ok)(titled("the API's documentation", needs.chromium), () => {
  let app: FastifyInstance;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    app = fastify();
    await app.register(fastifyCompress, { threshold: 1024 });
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(securityHeaders);
      done();
    });
    const document = (): object =>
      buildOpenApi(contract, { version: '0.1.0', servers: [{ url: '/api/v2' }] });
    await registerDocs(app, { document, socketDocument: () => ({}), assetsDir });
    origin = await app.listen({ host: '127.0.0.1', port: 0 });
    browser = await chromium.launch({ executablePath: chromiumPath!, args: flags.split(' ') });
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it.each(['/docs', '/redoc'])(
    '%s shows the operations, breaks no rule and asks no other server',
    async (path) => {
      const page = await browser.newPage();
      const complaints: string[] = [];
      const foreign: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        const url = request.url().replace(/^blob:/, '');
        if (new URL(url).origin !== origin && !url.startsWith('data:')) foreign.push(url);
      });
      await page.goto(origin + path);
      const operation = page.getByText('/ddns/manual-update', { exact: true }).first();
      // Of so long a document, Swagger UI draws what is in sight.
      await expect
        .poll(async () => {
          if (!(await operation.isVisible())) await page.mouse.wheel(0, 1000);
          return operation.isVisible();
        })
        .toBe(true);
      expect(complaints).toEqual([]);
      expect(foreign).toEqual([]);
      await page.close();
    },
  );
});
