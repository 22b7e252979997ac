/** The HTTP server, built from the contracts. It can be built and asked without listening. */
import fastifyCompress from '@fastify/compress';
import fastify, {
  type FastifyError,
  type FastifyContextConfig,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HookHandlerDoneFunction,
} from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import { createWords, languageOf, type Language, type Words } from '../../shared/i18n/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { cookieLine, cookieName, readCookie } from '../kernel/cookies.ts';
import { answerOf, UserError, type ErrorAnswer } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { createAdmission, createRecognition, type Admit } from './admission.ts';
import { answerSchema } from './answer-schema.ts';
import type { Idempotency } from './idempotency.ts';
import { isTooDeep, MOST_LEVELS } from './json-depth.ts';
import type { LanGate } from './lan/gate.ts';
import { createRepeatable } from './repeatable.ts';
import { failureBody, successBody, type Trailer } from './envelope.ts';
import { checkHostAndOrigin } from './guards.ts';
import { FORM_TYPE, oauthFailure, parseForm } from './oauth.ts';
import { challengeOf, failureText, TEXT_TYPE } from './plain-text.ts';
import { notFound, pathOf, refuseConnection, translateError } from './refusals.ts';
import { checkOneHost, originForm } from './request-target.ts';
import type { Answer, Authenticate, BoundRoute, Call, Caller } from './route.ts';
import { dataHeaders, securityHeaders } from './security-headers.ts';
import { createRequestIds, createStamps } from './stamps.ts';
import { createSerializers } from './serializers.ts';
import { createValidators } from './validators.ts';

/** Where the API lives. */
export const API_PREFIX = '/api/v2';

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
  /** For requests that are sent twice; without it their keys mean nothing. */
  readonly idempotency?: Idempotency;
  /** Other limits than the usual ones. */
  readonly limits?: Partial<Limits>;
}

/** Limits against slow and large requests; times in ms, sizes in bytes. */
export type Limits = Readonly<Record<keyof typeof standardLimits, number>>;

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    contract?: RouteContract;
  }
}

/** Fastify's own are off or generous. */
const standardLimits = {
  bodyLimit: 64 * 1024,
  requestTimeout: 15_000,
  connectionTimeout: 60_000,
  keepAliveTimeout: 30_000,
  headersTimeout: 10_000,
  /** How often Node looks for connections that are over these times; its default is half a minute. */
  connectionsCheckingInterval: 5_000,
  maxHeaderBytes: 16 * 1024,
  maxParamLength: 255,
  /** Of an address with its query: a device may name twenty names in it. */
  maxUrlLength: 8192,
  /** On loopback, at one time: more would take the files that the rest of the program needs. */
  maxConnections: 500,
} as const;

/** The part of them that a socket of its own needs, too. */
export const connectionLimits = {
  headersTimeout: standardLimits.headersTimeout,
  requestTimeout: standardLimits.requestTimeout,
  keepAliveTimeout: standardLimits.keepAliveTimeout,
  maxHeaderSize: standardLimits.maxHeaderBytes,
  connectionsCheckingInterval: standardLimits.connectionsCheckingInterval,
} as const;

/** What an operation that does not take them refuses by name. */
const refusedMethods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const;

/** Builds the server. A route without declared access does not boot: the contract's type demands it, and this checks. */
export async function createHttpServer(deps: HttpServerDeps): Promise<FastifyInstance> {
  const { clock, logger } = deps;
  const limits: Limits = { ...standardLimits, ...deps.limits };
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
    rewriteUrl: ({ url = '/' }) => originForm(url),
    routerOptions: { maxParamLength: limits.maxParamLength, ignoreTrailingSlash: true },
    clientErrorHandler(error, socket) {
      refuseConnection(error.code, socket);
      logger.debug({ problem: error.code }, 'Not a whole HTTP request');
    },
    // An address that cannot be read or holds a name that is too long; neither comes as far as the hooks below.
    frameworkErrors(_error, request, reply) {
      try {
        admit(request, reply);
        fail(request, reply, answerOf(notFound(request)));
      } catch (error) {
        fail(request, reply, answerOf(error));
      }
    },
  });

  app.server.maxConnections = limits.maxConnections;
  const stamp = createStamps(clock);
  const trailer = (request: FastifyRequest): Trailer => ({ request_id: request.id, timestamp: stamp() });

  function fail(request: FastifyRequest, reply: FastifyReply, answer: ErrorAnswer): FastifyReply {
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

  /** What every request meets first. @throws {UserError} where its caller may not speak to us. */
  function admit(request: FastifyRequest, reply: FastifyReply): void {
    const isData = request.url.startsWith(`${API_PREFIX}/`);
    reply.headers(isData ? dataHeaders : securityHeaders).header('x-request-id', request.id);
    checkOneHost(request.originalUrl, { rawHeaders: request.raw.rawHeaders, host: request.headers.host });
    checkHostAndOrigin(request.headers, deps.allowedHosts());
    if (request.url.length > limits.maxUrlLength) {
      throw new UserError('URL_TOO_LONG', { params: { limit: limits.maxUrlLength } });
    }
  }

  app.addHook('onRequest', (request, reply, done) => {
    try {
      admit(request, reply);
      if (deps.lanGate?.(request, reply) ?? true) done();
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

  app.setNotFoundHandler((request, reply) => fail(request, reply, answerOf(notFound(request))));

  for (const route of deps.routes) addRoute(route);
  refuseOtherMethods();
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
      ...(contract.plainText
        ? {}
        : {
            response: {
              [status]: answerSchema(contract, contract.data),
              ...(contract.accepted ? { 202: answerSchema(contract, contract.accepted) } : {}),
            },
          }),
    };
    const admitting = admissionOf(contract);
    const repeatable = createRepeatable(contract, handler, deps.idempotency);
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
            if (answer.cookies) setCookies(request, reply, answer.cookies);
            return successBody(contract, answer, own, trailer(request));
          };
          const call = {
            params: request.params,
            query: request.query,
            body: request.body,
            caller: request.caller,
            authorization:
              contract.access === 'device' || contract.oauth ? request.headers.authorization : null,
            cookie: (name: string) => readCookie(request.headers.cookie, cookieName(name, isSecure(request))),
            words: own,
            ip: request.ip,
            origin: `${request.protocol}://${request.host}`,
            user_agent: printable(request.headers['user-agent']),
          } as unknown as Call;
          const answer = repeatable(call, request, reply);
          return answer instanceof Promise ? answer.then(wrap) : wrap(answer);
        },
      });
    }
  }

  function admissionOf(contract: RouteContract): Admit | null {
    if (contract.access === 'device') return null;
    if (contract.access !== 'public') return createAdmission(contract, deps.authenticate);
    return contract.recognises ? createRecognition(deps.authenticate) : null;
  }

  function refuseOtherMethods(): void {
    const known = new Map<string, { readonly contract: RouteContract; readonly methods: Set<string> }>();
    for (const { contract } of deps.routes) {
      for (const url of urlsOf(contract)) {
        const { methods } = known.get(url) ?? { methods: new Set<string>() };
        known.set(url, { contract, methods: methods.add(contract.method) });
        if (contract.method === 'GET') methods.add('HEAD');
      }
    }
    for (const [url, { contract, methods }] of known) {
      const refusal = (request: FastifyRequest, reply: FastifyReply): UserError => {
        reply.header('allow', [...methods].join(', '));
        return new UserError('METHOD_NOT_ALLOWED', {
          params: { method: request.method, path: pathOf(request.url) },
        });
      };
      app.route({
        method: refusedMethods.filter((name) => !methods.has(name)),
        url,
        // How it says so is the same for all that an address takes.
        config: { contract },
        // Before a body is read, which may be of any kind.
        onRequest(request, reply, done) {
          done(refusal(request, reply));
        },
        handler: (request, reply) => {
          throw refusal(request, reply);
        },
      });
    }
  }
}

/** As a hook that makes nobody wait who need not. */
function hookOf(admit: Admit) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    try {
      const waiting = admit(request, reply);
      if (waiting) {
        waiting.then(() => {
          done();
        }, done);
        return;
      }
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  };
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

const LONGEST_USER_AGENT = 300;

/** A header that is stored and shown: without what could disturb a log or a list. */
const printable = (header = ''): string =>
  header
    .slice(0, LONGEST_USER_AGENT)
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .trim();

/** Fastify's path syntax for a contract's, at all places where it answers. */
function urlsOf(contract: RouteContract): string[] {
  const path = contract.path.replaceAll(/\{(\w+)\}/g, ':$1');
  if (contract.onlyAtRoot) return [path];
  return contract.atRoot ? [API_PREFIX + path, path] : [API_PREFIX + path];
}
