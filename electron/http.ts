/** The HTTP side of the program: API, its documentation and the page on one port. */
import { contract } from '../shared/api/index.ts';
import type { AppPorts } from './app.ts';
import { version } from './kernel/version.ts';
import { registerDocs } from './server/docs.ts';
import { API_PREFIX, createHttpServer, type HttpServerDeps } from './server/http-server.ts';
import { listenOn } from './server/listen.ts';
import { buildOpenApi } from './server/openapi.ts';
import { registerPage } from './server/static-page.ts';

/** A server that listens. */
export interface RunningHttp {
  readonly url: string;
  /** Lets running requests end, for a second at most. */
  stop(): Promise<void>;
}

/** Addresses of the page's screens. */
const screens = ['/', '/accounts', '/sources', '/access', '/setup', '/sign-in'] as const;
const STOP_PATIENCE_MS = 1000;

function urlOf(host: string, port: number): string {
  const shown =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${String(port)}`;
}

/** Builds the server and takes its port. */
export async function startHttp(
  ports: AppPorts,
  deps: Pick<HttpServerDeps, 'routes' | 'authenticate' | 'allowedHosts' | 'idempotency'>,
): Promise<RunningHttp> {
  const { boot, clock, logger } = ports;
  const app = await createHttpServer({ ...deps, clock, logger });
  await registerDocs(app, {
    document: () => buildOpenApi(contract, { version, servers: [{ url: API_PREFIX }] }),
    assetsDir: ports.docsDir,
  });
  await registerPage(app, ports.pageDir, screens);
  await app.ready();
  const port = await listenOn(
    'HTTP',
    boot.http,
    async (next) => {
      await app.listen({ host: boot.host, port: next });
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : next;
    },
    ports.print,
  );
  return {
    url: urlOf(boot.host, port),
    async stop() {
      const cancel = clock.after(STOP_PATIENCE_MS, () => {
        app.server.closeAllConnections();
      });
      await app.close();
      cancel();
    },
  };
}
