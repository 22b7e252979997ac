/** Serves the built page from the same origin as the API. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files under `assets/` carry a hash of their content in their name. */
const FOREVER = 'public, max-age=31536000, immutable';
/** Asked again each time, answered with 304 where nothing changed. */
const ALWAYS_ASK = 'no-cache';
const NOT_BUILT = 'The page is not built. Run: npm run build\n';

/** Adds the page's files. Addresses of its screens answer the page itself; it finds the way from there. */
export async function registerPage(
  app: FastifyInstance,
  pageDir: string,
  screens: readonly string[],
): Promise<void> {
  if (!existsSync(join(pageDir, 'index.html'))) {
    for (const url of screens)
      app.get(url, (_request, reply) => reply.code(503).type('text/plain').send(NOT_BUILT));
    return;
  }
  await app.register(fastifyStatic, {
    root: pageDir,
    serve: false,
    preCompressed: true,
    acceptRanges: false,
    cacheControl: false,
    etag: true,
    lastModified: false,
  });
  for (const url of screens) {
    app.get(url, (_request, reply) => reply.header('cache-control', ALWAYS_ASK).sendFile('index.html'));
  }
  const files = readdirSync(pageDir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:br|gz|html)$/.test(entry.name))
    .map(({ name }) => name);
  for (const name of files) {
    app.get(`/${name}`, (_request, reply) => reply.header('cache-control', ALWAYS_ASK).sendFile(name));
  }
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    reply.header('cache-control', FOREVER).sendFile(`assets/${request.params['*']}`),
  );
}
