/** The HTTP side of the program: API, its documentation and the page on one port. */
import { contract } from '../shared/api/index.ts';
import type { AppPorts } from './app.ts';
import type { LanAccess } from './lan-access.ts';
import { version } from './kernel/version.ts';
import { registerDocs } from './server/docs.ts';
import { API_PREFIX, createHttpServer, type HttpServerDeps } from './server/http-server.ts';
import { AUTHORITY_PATH, isLoopback } from './server/lan/passage.ts';
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

const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

/** Builds the server and takes its port. */
export async function startHttp(
  ports: AppPorts,
  deps: Pick<
    HttpServerDeps,
    'routes' | 'authenticate' | 'allowedHosts' | 'idempotency' | 'acting' | 'audit'
  > & {
    readonly lan?: LanAccess;
  },
): Promise<RunningHttp> {
  const { boot, clock, logger } = ports;
  const { lan } = deps;
  const app = await createHttpServer({ ...deps, ...(lan ? { lanGate: lan.gate } : {}), clock, logger });
  if (lan) {
    app.get(AUTHORITY_PATH, async (_request, reply) =>
      reply
        .type('application/x-x509-ca-cert')
        .header('cache-control', 'no-cache')
        .send(await lan.authority()),
    );
  }
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
      // The local network has sockets of its own.
      await app.listen({ host: isLoopback(boot.host) ? boot.host : '127.0.0.1', port: next });
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : next;
    },
    ports.print,
  );
  await lan?.begin(app, port);
  return {
    url: urlOf(isLoopback(boot.host) ? boot.host : '127.0.0.1', port),
    async stop() {
      await lan?.stop();
      const cancel = clock.after(STOP_PATIENCE_MS, () => {
        app.server.closeAllConnections();
      });
      await app.close();
      cancel();
    },
  };
}
