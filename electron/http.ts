/** The HTTP side of the program: API, its documentation and the page on one port. */
import { contract } from '../shared/api/index.ts';
import type { AppPorts } from './app.ts';
import type { LanAccess } from './lan-access.ts';
import { version } from './kernel/version.ts';
import { buildAsyncApi } from './server/asyncapi.ts';
import { registerDocs } from './server/docs.ts';
import { createHttpServer, type HttpServerDeps } from './server/http-server.ts';
import { AUTHORITY_PATH, isLoopback } from './server/lan/passage.ts';
import type { LiveServer } from './server/live/register.ts';
import { listenOn, urlOf } from './server/listen.ts';
import { buildOpenApi } from './server/openapi.ts';
import { registerPage } from './server/static-page.ts';
import { API_PREFIX } from './server/urls.ts';

/** A server that listens. */
export interface RunningHttp {
  readonly url: string;
  readonly address: string;
  readonly port: number;
  /** The sockets that are served; `null` where there are none. */
  readonly live: LiveServer | null;
  /** Ends sockets, and lets running requests end, for a second at most. */
  stop(): Promise<void>;
}

/** Addresses of the page's screens. */
const screens = [
  '/',
  '/names',
  '/names/accounts',
  '/names/sources',
  '/names/changes',
  // One name.
  '/names/:id',
  '/monitoring',
  '/monitoring/checks',
  '/monitoring/logs',
  '/alerts',
  '/alerts/rules',
  '/alerts/silences',
  '/alerts/channels',
  '/alerts/deliveries',
  '/access',
  '/access/exposure',
  '/settings',
  '/settings/copies',
  '/settings/carry',
  '/about',
  '/setup',
  '/welcome',
  '/sign-in',
  // Of earlier versions; the page leads on.
  '/accounts',
  '/sources',
  '/exposure',
] as const;
const STOP_PATIENCE_MS = 1000;

/** Builds the server and takes its port. */
export async function startHttp(
  ports: AppPorts,
  deps: Omit<HttpServerDeps, 'clock' | 'logger' | 'tracing' | 'lanGate'> & {
    readonly lan?: LanAccess;
  },
): Promise<RunningHttp> {
  const { boot, clock, logger } = ports;
  const { lan } = deps;
  const app = await createHttpServer({
    ...{ ...deps, clock, logger: logger.of('server'), tracing: logger.tracing },
    ...(lan ? { lanGate: lan.gate } : {}),
  });
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
    socketDocument: () => buildAsyncApi({ version }),
    assetsDir: ports.docsDir,
  });
  await registerPage(app, ports.pageDir, screens);
  await app.ready();
  // The local network has sockets of its own.
  const address = isLoopback(boot.host) ? boot.host : '127.0.0.1';
  const port = await listenOn(
    'HTTP',
    boot.http,
    async (next) => {
      await app.listen({ host: address, port: next });
      const taken = app.server.address();
      return typeof taken === 'object' && taken !== null ? taken.port : next;
    },
    ports.print,
  );
  await lan?.begin(app, port);
  return {
    url: urlOf('http', { address, port }),
    address,
    port,
    live: app.live,
    async stop() {
      // First, while their ways out are there: each is told goodbye.
      await app.live?.stop();
      await lan?.stop();
      const cancel = clock.after(STOP_PATIENCE_MS, () => {
        app.server.closeAllConnections();
      });
      await app.close();
      cancel();
    },
  };
}
