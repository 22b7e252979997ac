/** The HTTP server, built from the contracts. It can be built and asked without listening. */
import fastifyCompress from '@fastify/compress';
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import type { Acting } from '../kernel/acting.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { answerOf } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Tracing } from '../kernel/tracing.ts';
import { noteRefusal } from './actor.ts';
import { createAdmission, hookOf } from './admission.ts';
import { tellAnswered, type OnAnswered } from './answered.ts';
import { addBodyParsers } from './body-parsers.ts';
import { standardLimits, type Limits } from './connection-limits.ts';
import type { NamedOrigins } from './cors.ts';
import { createEntrance } from './entrance.ts';
import type { Trailer } from './envelope.ts';
import { createFail } from './failures.ts';
import type { Idempotency } from './idempotency.ts';
import type { LanGate } from './lan/gate.ts';
import { registerLive, type LivePorts, type LiveServer } from './live/register.ts';
import { asksForSocket } from './live/upgrade.ts';
import type { RequestLimits } from './limits/request-limits.ts';
import { refuseOtherMethods } from './other-methods.ts';
import { createReaderWords } from './reader-words.ts';
import { notFound, refuseConnection, translateError } from './refusals.ts';
import { originForm } from './request-target.ts';
import type { Authenticate, BoundRoute, Caller } from './route.ts';
import { createSerializers } from './serializers.ts';
import { serveRoute } from './serve-route.ts';
import { createRequestIds, createStamps } from './stamps.ts';
import { followRequests } from './traced.ts';
import { createValidators } from './validators.ts';

/** What the server is built from. */
export interface HttpServerDeps {
  readonly routes: readonly BoundRoute[];
  /** Names that this server answers to, in lower case, asked for each request. */
  readonly allowedHosts: () => ReadonlySet<string>;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who may come in by which way; without it, everybody by every way. */
  readonly lanGate?: LanGate;
  /** Pages elsewhere that may call; without it, none. */
  readonly namedOrigins?: NamedOrigins;
  /** Whether an address is that of a proxy whose `X-Forwarded-*` is believed; without it, none is. */
  readonly isTrustedProxy?: (address: string) => boolean;
  /** For requests that are sent twice; without it their keys mean nothing. */
  readonly idempotency?: Idempotency;
  /** How often who may ask; without it, as often as they like. */
  readonly requestLimits?: RequestLimits | undefined;
  /** Learns who acts; without it, nobody asks. */
  readonly acting?: Acting;
  /** Told of refusals; without it, nobody is. */
  readonly audit?: Pick<AuditTrail, 'note'>;
  /** Told of each answered request; without it, nobody is. */
  readonly onAnswered?: OnAnswered;
  /** Learns which request is behind what is done; without it, nobody asks. */
  readonly tracing?: Pick<Tracing, 'run'>;
  /** What sockets are served with; without it, there are none. */
  readonly live?: LivePorts;
  /** Other limits against slow and large requests than the usual ones. */
  readonly limits?: Partial<Limits>;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The sockets that are served; `null` where there are none. */
    live: LiveServer | null;
  }
  interface FastifyRequest {
    caller: Caller | null;
    /** A page of another server sent it: cookies do not count. */
    isForeign: boolean;
    /** Fastify's `ip`, which it works out anew each time it is read. */
    clientIp: string;
  }
  interface FastifyContextConfig {
    contract?: RouteContract;
  }
}

/** Builds the server. A route without declared access does not boot: the contract's type demands it, and this checks. */
export async function createHttpServer(deps: HttpServerDeps): Promise<FastifyInstance> {
  const { clock, logger, isTrustedProxy, requestLimits } = deps;
  const limits: Limits = { ...standardLimits, ...deps.limits };
  const wordsFor = createReaderWords();
  const stamp = createStamps(clock);
  const trailer = (request: FastifyRequest): Trailer => ({ request_id: request.id, timestamp: stamp() });
  const fail = createFail({ wordsFor, trailer, requestLimits });
  const enter = createEntrance({
    requestLimits,
    allowedHosts: deps.allowedHosts,
    namedOrigins: deps.namedOrigins,
    lanGate: deps.lanGate,
    maxUrlLength: limits.maxUrlLength,
  });

  const app = fastify({
    logger: false,
    genReqId: createRequestIds(),
    ...(isTrustedProxy ? { trustProxy: (address: string) => isTrustedProxy(address) } : {}),
    bodyLimit: limits.bodyLimit,
    requestTimeout: limits.requestTimeout,
    connectionTimeout: limits.connectionTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    http: {
      headersTimeout: limits.headersTimeout,
      maxHeaderSize: limits.maxHeaderBytes,
      connectionsCheckingInterval: limits.connectionsCheckingInterval,
      // Without sockets, whoever asks for one is answered as any other request.
      shouldUpgradeCallback: (incoming) => deps.live !== undefined && asksForSocket(incoming),
    },
    forceCloseConnections: 'idle',
    rewriteUrl: ({ url = '/' }) => originForm(url),
    routerOptions: { maxParamLength: limits.maxParamLength, ignoreTrailingSlash: true },
    clientErrorHandler(error, socket) {
      refuseConnection(error.code, socket);
      logger.debug({ problem: error.code }, 'Not a whole HTTP request');
    },
    // An address that cannot be read or holds a name that is too long; neither comes as far as the hooks below.
    frameworkErrors(_error, request, reply) {
      try {
        if (!enter(request, reply)) return;
        fail(request, reply, answerOf(notFound(request)));
      } catch (error) {
        fail(request, reply, answerOf(error));
      }
    },
  });

  app.server.maxConnections = limits.maxConnections;
  app.decorateRequest('caller', null);
  app.decorateRequest('isForeign', false);
  app.decorateRequest('clientIp', '');
  app.setValidatorCompiler(createValidators());
  app.setSerializerCompiler(createSerializers());
  addBodyParsers(app);
  await app.register(fastifyCompress, {
    globalCompression: true,
    // Nobody needs to send us compressed bodies, and one that unfolds to gigabytes is an old trick.
    globalDecompression: false,
    threshold: 1024,
    encodings: ['br', 'gzip'],
  });

  const admission = createAdmission(deps.authenticate, requestLimits);
  const countNothing = hookOf(admission.toNothing);
  if (deps.onAnswered) tellAnswered(app, deps.onAnswered);
  const within = followRequests(app, deps.tracing);
  app.addHook('onRequest', (request, reply, done) => {
    try {
      if (!enter(request, reply)) return;
      if (request.is404) countNothing(request, reply, done);
      else done();
    } catch (error) {
      done(error as Error);
    }
  });

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerOf(translateError(error, request));
    if (answer.level !== 'debug') {
      const fields = {
        request_id: request.id,
        method: request.method,
        route: request.routeOptions.url ?? null,
      };
      within(request, () => logger[answer.level]({ error, ...fields }, 'A request failed'));
    }
    const { contract } = request.routeOptions.config;
    if (contract)
      noteRefusal(deps.audit, request, { access: contract.access, action: contract.audit }, answer);
    return fail(request, reply, answer);
  });

  app.setNotFoundHandler((request, reply) => fail(request, reply, answerOf(notFound(request))));

  const serving = {
    ...{ admission, wordsFor, trailer, requestLimits },
    idempotency: deps.idempotency,
    acting: deps.acting,
    within,
  };
  for (const route of deps.routes) serveRoute(app, route, serving);
  refuseOtherMethods(
    app,
    deps.routes.map(({ contract }) => contract),
    admission.toNothing,
  );
  const { live, authenticate } = deps;
  app.decorate(
    'live',
    live ? registerLive(app, { ...live, authenticate, requestLimits, wordsFor, clock, logger }) : null,
  );
  return app;
}
