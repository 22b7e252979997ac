/** The HTTP server, built from the contracts. It can be built and asked without listening. */
import fastifyCompress from '@fastify/compress';
import fastify, {
  type FastifyError,
  type FastifyContextConfig,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import { createWords, languageOf, type Language, type Words } from '../../shared/i18n/index.ts';
import type { Acting } from '../kernel/acting.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { cookieLine, cookieName, readCookie } from '../kernel/cookies.ts';
import { answerOf, UserError, type ErrorAnswer } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { actorOf, noteRefusal, printable } from './actor.ts';
import { createAdmission, hookOf } from './admission.ts';
import { answerSchema } from './answer-schema.ts';
import { standardLimits, type Limits } from './connection-limits.ts';
import type { Idempotency } from './idempotency.ts';
import { isTooDeep, MOST_LEVELS } from './json-depth.ts';
import type { LanGate } from './lan/gate.ts';
import { isTold, type RequestLimits } from './limits/request-limits.ts';
import { createRepeatable } from './repeatable.ts';
import { allowNamedOrigin, type NamedOrigins } from './cors.ts';
import { failureBody, successBody, type Trailer } from './envelope.ts';
import { checkHostAndOrigin } from './guards.ts';
import { FORM_TYPE, oauthFailure, parseForm } from './oauth.ts';
import { refuseOtherMethods } from './other-methods.ts';
import { challengeOf, failureText, TEXT_TYPE } from './plain-text.ts';
import { notFound, refuseConnection, translateError } from './refusals.ts';
import { checkOneHost, originForm } from './request-target.ts';
import type { Answer, Authenticate, BoundRoute, Call, Caller, GiveBack } from './route.ts';
import { dataHeaders, securityHeaders } from './security-headers.ts';
import { createRequestIds, createStamps } from './stamps.ts';
import { createSerializers } from './serializers.ts';
import { API_PREFIX, urlsOf } from './urls.ts';
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
  /** Other limits against slow and large requests than the usual ones. */
  readonly limits?: Partial<Limits>;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
    /** A page of another server sent it: cookies do not count. */
    isForeign: boolean;
  }
  interface FastifyContextConfig {
    contract?: RouteContract;
  }
}

/** Builds the server. A route without declared access does not boot: the contract's type demands it, and this checks. */
export async function createHttpServer(deps: HttpServerDeps): Promise<FastifyInstance> {
  const { clock, logger, isTrustedProxy, requestLimits } = deps;
  const limits: Limits = { ...standardLimits, ...deps.limits };
  const words: Readonly<Record<Language, Words>> = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };
  const wordsFor = (request: FastifyRequest): Words => words[languageOf(request.headers['accept-language'])];

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
        if (!admit(request, reply)) return;
        fail(request, reply, answerOf(notFound(request)));
      } catch (error) {
        fail(request, reply, answerOf(error));
      }
    },
  });

  app.server.maxConnections = limits.maxConnections;
  const stamp = createStamps(clock);
  const trailer = (request: FastifyRequest): Trailer => ({ request_id: request.id, timestamp: stamp() });

  /** A file that is not there is counted as any address at which nothing is. */
  function counted(request: FastifyRequest, reply: FastifyReply, answer: ErrorAnswer): ErrorAnswer {
    if (answer.status !== 404 || isTold(reply)) return answer;
    const refusal = requestLimits?.count(null, request.ip, reply);
    return refusal ? answerOf(refusal) : answer;
  }

  function fail(request: FastifyRequest, reply: FastifyReply, failure: ErrorAnswer): FastifyReply {
    const answer = counted(request, reply, failure);
    if (answer.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(answer.retryAfter)));
    const config = request.routeOptions.config as FastifyContextConfig | undefined;
    const contract = config?.contract;
    if (answer.status === 401) reply.header('www-authenticate', challengeOf(contract));
    reply.code(answer.status).header('cache-control', 'no-store');
    if (contract?.plainText) {
      return reply.type(TEXT_TYPE).send(failureText(contract.plainText, answer.status));
    }
    reply.type('application/json; charset=utf-8').serializer(JSON.stringify);
    if (contract?.oauth) return reply.send(oauthFailure(contract.oauth, answer, words.en));
    const isProbe = contract?.atRoot === true;
    return reply.send(failureBody(answer, wordsFor(request), trailer(request), isProbe));
  }

  app.decorateRequest('caller', null);
  app.decorateRequest('isForeign', false);
  app.setValidatorCompiler(createValidators());
  app.setSerializerCompiler(createSerializers());
  // Fastify also takes text/plain, which another site's form can send.
  app.removeAllContentTypeParsers();
  // An empty body of type JSON is what many clients send with a POST that needs none.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, null);
    else if (isTooDeep(body)) done(new UserError('JSON_TOO_DEEP', { params: { limit: MOST_LEVELS } }));
    else void parseJson(request, body, done);
  });
  // Another site's page can send a form anywhere; only a protocol that demands one is given it.
  app.addContentTypeParser<string>(FORM_TYPE, { parseAs: 'string' }, (request, body, done) => {
    try {
      if (!request.routeOptions.config.contract?.oauth) throw new UserError('UNSUPPORTED_MEDIA_TYPE');
      done(null, parseForm(body));
    } catch (error) {
      done(error as Error);
    }
  });
  await app.register(fastifyCompress, {
    globalCompression: true,
    // Nobody needs to send us compressed bodies, and one that unfolds to gigabytes is an old trick.
    globalDecompression: false,
    threshold: 1024,
    encodings: ['br', 'gzip'],
  });

  /**
   * What every request meets first. Answers whether it goes on; otherwise it has been answered.
   * @throws {UserError} where its caller may not speak to us.
   */
  function admit(request: FastifyRequest, reply: FastifyReply): boolean {
    const isData = request.url.startsWith(`${API_PREFIX}/`);
    reply.headers(isData ? dataHeaders : securityHeaders).header('x-request-id', request.id);
    const refusal = requestLimits?.enter(reply);
    if (refusal) throw refusal;
    checkOneHost(request.originalUrl, { rawHeaders: request.raw.rawHeaders, host: request.headers.host });
    const { origin } = request.headers;
    // Behind a trusted proxy, the host that its caller called.
    const called = { host: request.host || undefined, origin };
    request.isForeign = checkHostAndOrigin(called, deps.allowedHosts(), deps.namedOrigins?.());
    if (request.url.length > limits.maxUrlLength) {
      throw new UserError('URL_TOO_LONG', { params: { limit: limits.maxUrlLength } });
    }
    if (request.isForeign && origin !== undefined && allowNamedOrigin(request, reply, origin)) return false;
    return deps.lanGate?.(request, reply) ?? true;
  }

  app.addHook('onRequest', (request, reply, done) => {
    try {
      if (admit(request, reply)) done();
    } catch (error) {
      done(error as Error);
    }
  });

  const admission = createAdmission(deps.authenticate, requestLimits);
  if (requestLimits) {
    const count = hookOf(admission.toNothing);
    app.addHook('onRequest', (request, reply, done) => {
      if (request.is404) count(request, reply, done);
      else done();
    });
  }

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerOf(translateError(error, request));
    if (answer.level !== 'debug') {
      logger[answer.level](
        { error, request_id: request.id, method: request.method, route: request.routeOptions.url ?? null },
        'A request failed',
      );
    }
    noteRefusal(deps.audit, request, answer);
    return fail(request, reply, answer);
  });

  app.setNotFoundHandler((request, reply) => fail(request, reply, answerOf(notFound(request))));

  const spend = (request: FastifyRequest, reply: FastifyReply): GiveBack =>
    requestLimits?.spend(request.caller, request.ip, reply) ?? (() => undefined);

  for (const route of deps.routes) addRoute(route);
  refuseOtherMethods(
    app,
    deps.routes.map(({ contract }) => contract),
    admission.toNothing,
  );
  return app;

  function addRoute({ contract, handler }: BoundRoute): void {
    // As a bug or a route that was put together by hand could bring it.
    const access: unknown = contract.access;
    if (!(typeof access === 'string' && /^(?:public|signed_in|device|\w+:\w+)$/.test(access))) {
      throw new Error(`${contract.method} ${contract.path} declares no access`);
    }
    const status = contract.status ?? 200;
    const schema = {
      ...(contract.params ? { params: contract.params } : {}),
      ...(contract.query ? { querystring: contract.query } : {}),
      ...(contract.body ? { body: contract.body } : {}),
      ...(contract.plainText || contract.download
        ? {}
        : {
            response: {
              [status]: answerSchema(contract, contract.data),
              ...(contract.accepted ? { 202: answerSchema(contract, contract.accepted) } : {}),
            },
          }),
    };
    const admitting = admission.admitTo(contract);
    const repeatable = createRepeatable(contract, handler, deps.idempotency);
    // What only reads asks for nobody's name, and is not made slower by it.
    const acting = contract.method === 'GET' && contract.audit === undefined ? undefined : deps.acting;
    for (const url of urlsOf(contract)) {
      app.route({
        method: contract.method,
        url,
        schema,
        config: { contract },
        ...(admitting ? { onRequest: hookOf(admitting) } : {}),
        handler(request, reply) {
          const own = wordsFor(request);
          const wrap = (answer: Answer<unknown>): unknown => {
            reply.code(answer.status ?? status).header('cache-control', 'no-store');
            if (contract.plainText) reply.type(TEXT_TYPE);
            if (status === 302) reply.header('location', (answer.data as { location: string }).location);
            if (answer.download) sendAsFile(reply, answer.download);
            if (answer.cookies) setCookies(request, reply, answer.cookies);
            return successBody(contract, answer, own, trailer(request));
          };
          const call = {
            params: request.params,
            query: request.query,
            body: request.body,
            caller: request.caller,
            spend: contract.limit === 'ddns' ? () => spend(request, reply) : null,
            authorization:
              contract.access === 'device' || contract.oauth ? request.headers.authorization : null,
            cookie: (name: string) =>
              request.isForeign
                ? undefined
                : readCookie(request.headers.cookie, cookieName(name, isSecure(request))),
            words: own,
            ip: request.ip,
            origin: `${request.protocol}://${request.host}`,
            user_agent: printable(request.headers['user-agent']),
          } as unknown as Call;
          const answer = acting
            ? acting.run(actorOf(request, contract), () => repeatable(call, request, reply))
            : repeatable(call, request, reply);
          return answer instanceof Promise ? answer.then(wrap) : wrap(answer);
        },
      });
    }
  }
}

const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https';

function setCookies(
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: NonNullable<Answer<unknown>['cookies']>,
): void {
  reply.header(
    'set-cookie',
    cookies.map((cookie) => cookieLine(cookie, isSecure(request))),
  );
}

function sendAsFile(reply: FastifyReply, { type, filename }: NonNullable<Answer<unknown>['download']>): void {
  reply.type(type).header('content-disposition', `attachment; filename="${filename}"`);
}
