/** The HTTP server, built from the contracts. It can be built and asked without listening. */
import fastifyCompress from '@fastify/compress';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Method, RouteContract } from '../../shared/api/contract.ts';
import { createWords, languageOf, type Language, type Words } from '../../shared/i18n/index.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import { answerOf, UserError, type ErrorAnswer } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { answerSchema } from './answer-schema.ts';
import { failureBody, successBody, type Trailer } from './envelope.ts';
import { checkHostAndOrigin } from './guards.ts';
import type { BoundRoute, Call, Caller } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { validationError } from './validation.ts';
import { createValidators } from './validators.ts';

/** Where the API lives. */
export const API_PREFIX = '/api/v2';

/** What the server is built from. */
export interface HttpServerDeps {
  readonly routes: readonly BoundRoute[];
  /** Names that this server answers to, in lower case, asked for each request. */
  readonly allowedHosts: () => ReadonlySet<string>;
  /** Who a request comes from. @throws {UserError} where it cannot be told. */
  readonly authenticate: (authorization: string | undefined) => Caller | Promise<Caller>;
  readonly clock: Clock;
  readonly logger: Logger;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    contract?: RouteContract;
  }
}

/** Limits against slow and large requests. Fastify's own are off or generous. */
const limits = {
  bodyLimit: 64 * 1024,
  requestTimeout: 15_000,
  connectionTimeout: 60_000,
  keepAliveTimeout: 30_000,
  headersTimeout: 10_000,
  /** How often Node looks for connections that are over these times; its default is half a minute. */
  connectionsCheckingInterval: 5_000,
  maxHeaderBytes: 16 * 1024,
  maxParamLength: 255,
} as const;

const allMethods: readonly Method[] = ['GET', 'POST', 'PUT', 'DELETE'];

/** Builds the server. A route without declared access does not boot: the contract's type demands it, and this checks. */
export async function createHttpServer(deps: HttpServerDeps): Promise<FastifyInstance> {
  const { clock, logger } = deps;
  const words: Readonly<Record<Language, Words>> = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };
  const wordsFor = (request: FastifyRequest): Words => words[languageOf(request.headers['accept-language'])];

  const app = fastify({
    logger: false,
    genReqId: createRequestIds(),
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
    routerOptions: { maxParamLength: limits.maxParamLength, ignoreTrailingSlash: true },
    // What is not HTTP at all gets the bare minimum: there is no request to answer to.
    clientErrorHandler(error, socket) {
      if (socket.writable)
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      logger.debug({ problem: error.code }, 'Not an HTTP request');
    },
  });

  const trailer = (request: FastifyRequest): Trailer => ({
    request_id: request.id,
    timestamp: toTimestamp(clock.now()),
  });

  function fail(request: FastifyRequest, reply: FastifyReply, answer: ErrorAnswer): FastifyReply {
    if (answer.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(answer.retryAfter)));
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
    const isProbe = request.routeOptions.config.contract?.atRoot === true;
    return reply
      .code(answer.status)
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .serializer(JSON.stringify)
      .send(failureBody(answer, wordsFor(request), trailer(request), isProbe));
  }

  app.decorateRequest('caller', null);
  app.setValidatorCompiler(createValidators());
  // An empty body of type JSON is what many clients send with a POST that needs none.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, null);
    else void parseJson(request, body, done);
  });
  await app.register(fastifyCompress, {
    globalCompression: true,
    // Nobody needs to send us compressed bodies, and one that unfolds to gigabytes is an old trick.
    globalDecompression: false,
    threshold: 1024,
    encodings: ['br', 'gzip'],
  });

  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders).header('x-request-id', request.id);
    try {
      checkHostAndOrigin(request.headers, deps.allowedHosts());
      done();
    } catch (error) {
      done(error as Error);
    }
  });

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerOf(translateError(error, request));
    if (answer.level !== 'debug') {
      logger[answer.level](
        { error, request_id: request.id, method: request.method, route: request.routeOptions.url ?? null },
        'A request failed',
      );
    }
    return fail(request, reply, answer);
  });

  app.setNotFoundHandler((request, reply) =>
    fail(
      request,
      reply,
      answerOf(
        new UserError('ROUTE_NOT_FOUND', { params: { method: request.method, path: pathOf(request.url) } }),
      ),
    ),
  );

  for (const route of deps.routes) addRoute(route);
  refuseOtherMethods();
  return app;

  function addRoute({ contract, handler }: BoundRoute): void {
    if (!(contract.access === 'public' || contract.access === 'signed_in' || contract.access.includes(':'))) {
      throw new Error(`${contract.method} ${contract.path} declares no access`);
    }
    const status = contract.status ?? 200;
    const schema = {
      ...(contract.params ? { params: contract.params } : {}),
      ...(contract.query ? { querystring: contract.query } : {}),
      ...(contract.body ? { body: contract.body } : {}),
      response: {
        [status]: answerSchema(contract, contract.data),
        ...(contract.accepted ? { 202: answerSchema(contract, contract.accepted) } : {}),
      },
    };
    for (const url of urlsOf(contract)) {
      app.route({
        method: contract.method,
        url,
        schema,
        config: { contract },
        ...(contract.access === 'public' ? {} : { onRequest: authorise(contract.access) }),
        handler: async (request, reply) => {
          const own = wordsFor(request);
          const answer = await handler({
            params: request.params,
            query: request.query,
            body: request.body,
            caller: request.caller,
            words: own,
            ip: request.ip,
          } as unknown as Call);
          reply.code(answer.status ?? status).header('cache-control', 'no-store');
          return successBody(contract, answer, own, trailer(request));
        },
      });
    }
  }

  function authorise(access: Exclude<RouteContract['access'], 'public'>) {
    return async (request: FastifyRequest): Promise<void> => {
      const caller = await deps.authenticate(request.headers.authorization);
      if (
        access !== 'signed_in' &&
        !caller.permissions.includes('*') &&
        !caller.permissions.includes(access)
      ) {
        throw new UserError('AUTH_INSUFFICIENT_PERMISSIONS', { params: { permission: access } });
      }
      request.caller = caller;
    };
  }

  function refuseOtherMethods(): void {
    const methodsOf = new Map<string, Set<Method>>();
    for (const { contract } of deps.routes) {
      for (const url of urlsOf(contract)) {
        methodsOf.set(url, (methodsOf.get(url) ?? new Set()).add(contract.method));
      }
    }
    for (const [url, methods] of methodsOf) {
      const others = [...allMethods, 'PATCH'].filter((method) => !methods.has(method as Method));
      app.route({
        method: others,
        url,
        handler: (request, reply) => {
          reply.header('allow', [...methods].join(', '));
          throw new UserError('METHOD_NOT_ALLOWED', {
            params: { method: request.method, path: pathOf(request.url) },
          });
        },
      });
    }
  }
}

/** Fastify's path syntax for a contract's, at all places where it answers. */
function urlsOf(contract: RouteContract): string[] {
  const path = contract.path.replaceAll(/\{(\w+)\}/g, ':$1');
  return contract.atRoot ? [API_PREFIX + path, path] : [API_PREFIX + path];
}

function pathOf(url: string): string {
  return (url.split('?', 1)[0] ?? '').slice(0, 200);
}

/** Ids that are unique over restarts and cheap to make: a random start and a count. */
function createRequestIds(): () => string {
  const start = randomBytes(8).toString('hex');
  let count = 0;
  return () => `${start}-${(++count).toString(36)}`;
}

/** What Fastify itself objects to, as our own errors. */
function translateError(error: FastifyError, request: FastifyRequest): unknown {
  if (error.validation) return validationError(error.validation, error.validationContext ?? 'request');
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new UserError('INVALID_JSON');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new UserError('UNSUPPORTED_MEDIA_TYPE');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new UserError('PAYLOAD_TOO_LARGE');
    case 'FST_ERR_BAD_URL':
      return new UserError('ROUTE_NOT_FOUND', {
        params: { method: request.method, path: pathOf(request.url) },
      });
    default:
      return error;
  }
}
