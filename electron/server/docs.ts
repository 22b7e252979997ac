/** Serves the documents of the API and of its socket, and the two pages that show the former. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createWords, languageOf } from '../../shared/i18n/index.ts';
import { API_PREFIX } from './urls.ts';
import { DOCS_ASSETS, redocPage, swaggerPage, type DocsPage } from './docs-pages.ts';

/** What is served. */
export interface DocsDeps {
  /** Makes the document of the API (OpenAPI); asked once, when it is first read. */
  readonly document: () => object;
  /** Makes that of its socket (AsyncAPI); the same. */
  readonly socketDocument: () => object;
  /** Folder of the files of Swagger UI and ReDoc, made by the build. */
  readonly assetsDir: string;
}

/** Asked again each time: an update of the program changes what stands at the same address. */
const ALWAYS_ASK = 'no-cache';

/** Adds a document at the root and below `/api/v2`. */
function addDocument(app: FastifyInstance, name: string, document: () => object): void {
  let text: { readonly json: string; readonly etag: string } | undefined;
  const read = (): { readonly json: string; readonly etag: string } => {
    const json = JSON.stringify(document());
    return { json, etag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"` };
  };
  for (const url of [`/${name}`, `${API_PREFIX}/${name}`]) {
    app.get(url, (request, reply) => {
      text ??= read();
      reply.header('cache-control', ALWAYS_ASK).header('etag', text.etag);
      if (request.headers['if-none-match'] === text.etag) return reply.code(304).send();
      return reply.type('application/json; charset=utf-8').send(text.json);
    });
  }
}

/** Adds `/openapi.json` and `/asyncapi.json` (also below `/api/v2`), `/docs` and `/redoc`. */
export async function registerDocs(
  app: FastifyInstance,
  { document, socketDocument, assetsDir }: DocsDeps,
): Promise<void> {
  addDocument(app, 'openapi.json', document);
  addDocument(app, 'asyncapi.json', socketDocument);
  if (!existsSync(assetsDir)) {
    for (const { path } of [swaggerPage, redocPage]) {
      app.get(path, (request, reply) => {
        const words = createWords(languageOf(request.headers['accept-language']));
        return reply
          .code(503)
          .type('text/plain; charset=utf-8')
          .send(`${words.say('docs.not_built')}\n`);
      });
    }
    return;
  }
  await app.register(fastifyStatic, {
    root: assetsDir,
    prefix: DOCS_ASSETS,
    // The page has its own `sendFile`; both would want the same name.
    decorateReply: false,
    preCompressed: true,
    acceptRanges: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', ALWAYS_ASK),
  });
  for (const docs of [swaggerPage, redocPage]) addPage(app, docs);
}

function addPage(app: FastifyInstance, { path, html, init, csp }: DocsPage): void {
  const send = (reply: FastifyReply, type: string, body: string): FastifyReply =>
    reply
      .header('cache-control', ALWAYS_ASK)
      .header('content-security-policy', csp)
      .type(`${type}; charset=utf-8`)
      .send(body);
  app.get(path, (_request, reply) => send(reply, 'text/html', html));
  app.get(init.path, (_request, reply) => send(reply, 'text/javascript', init.script));
}
