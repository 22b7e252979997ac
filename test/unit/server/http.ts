/** A server of a few routes, asked without listening. */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Type } from 'typebox';
import { onTestFinished } from 'vitest';
import { defineRoutes } from '../../../shared/api/contract.ts';
import { Nullable, pageOf, pageQuery, paginate } from '../../../shared/api/common.ts';
import { UserError } from '../../../electron/kernel/errors.ts';
import { createHttpServer, type HttpServerDeps } from '../../../electron/server/http-server.ts';
import { implement, type Caller } from '../../../electron/server/route.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const common = { tag: 'test', summary: 'A test', access: 'public', example: { data: null } } as const;
const Thing = Type.Object({ id: Type.String(), size: Nullable(Type.Integer()) });

/** The contract of the test's routes. */
export const testRoutes = defineRoutes({
  getThing: {
    ...common,
    method: 'GET',
    path: '/things/{thing_id}',
    params: Type.Object({ thing_id: Type.String({ maxLength: 20 }) }),
    data: Thing,
  },
  listThings: {
    ...common,
    method: 'GET',
    path: '/things',
    query: Type.Object({ ...pageQuery, big: Type.Optional(Type.Boolean()) }),
    paginated: true,
    data: Type.Array(Thing),
  },
  createThing: {
    ...common,
    method: 'POST',
    path: '/things',
    status: 201,
    body: Type.Object(
      {
        name: Type.String({ minLength: 2, maxLength: 5 }),
        port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535 })),
        at: Type.Optional(Type.String({ format: 'date-time' })),
        tags: Type.Optional(Type.Array(Type.String(), { maxItems: 2, uniqueItems: true })),
        inner: Type.Optional(Type.Object({ deep: Type.Boolean() }, { additionalProperties: false })),
      },
      { additionalProperties: false },
    ),
    data: Type.Object({ body: Type.Unknown() }),
  },
  work: {
    ...common,
    method: 'POST',
    path: '/work',
    body: Type.Optional(
      Type.Union([
        Type.Object({ slow: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
        Type.Null(),
      ]),
    ),
    data: Type.Object({ done: Type.Boolean() }),
    accepted: Type.Object({ job_id: Type.String() }),
  },
  fail: {
    ...common,
    method: 'GET',
    path: '/fail/{how}',
    params: Type.Object({ how: Type.String() }),
    data: Type.Null(),
  },
  signedIn: { ...common, access: 'signed_in', method: 'GET', path: '/me', data: Type.String() },
  permitted: { ...common, access: 'test:write', method: 'GET', path: '/permitted', data: Type.String() },
  raw: {
    ...common,
    method: 'GET',
    path: '/raw',
    raw: 'A test of it',
    data: Type.Object({ bare: Type.Boolean() }),
  },
  device: {
    ...common,
    access: 'device',
    method: 'GET',
    path: '/device/{word}',
    params: Type.Object({ word: Type.String({ maxLength: 20 }) }),
    query: Type.Object({ size: Type.Optional(Type.Integer()) }),
    onlyAtRoot: true,
    raw: 'A test of it',
    plainText: { failures: { 401: 'who', 405: 'how' }, otherwise: 'oh' },
    data: Type.String(),
    example: { data: 'well' },
  },
});

const thing = (id: string) => ({ id, size: null });

function failByBug(): never {
  throw new Error('secret /etc/path in the stack');
}

function failToWait(): never {
  throw new UserError('RATE_LIMIT_EXCEEDED', {
    params: { seconds: 3 },
    retryAfter: 2.2,
    details: { tries: 5 },
  });
}

const routes = implement(testRoutes, {
  getThing: ({ params }) => ({
    data: thing(params.thing_id),
    message: 'found',
    unavailable: [{ path: 'size', reason: { code: 'DDNS_NOT_CHECKED', params: {} } }],
  }),
  listThings({ query }) {
    const position = pageOf(query);
    const all = Array.from({ length: query.big === true ? 500 : 7 }, (_, at) => thing(`thing ${String(at)}`));
    const { limit, offset } = position;
    return { data: all.slice(offset, offset + limit), pagination: paginate(position, all.length) };
  },
  createThing: ({ body }) => ({ data: { body } }),
  work: ({ body }) =>
    body?.slow === true ? { data: { job_id: 'j1' }, status: 202 } : { data: { done: true } },
  fail: ({ params }) => (params.how === 'wait' ? failToWait() : failByBug()),
  signedIn: ({ caller }) => ({ data: caller.username }),
  permitted: ({ caller }) => ({ data: caller.username }),
  raw: () => ({ data: { bare: true } }),
  device({ params, caller, authorization }) {
    if (params.word === 'bug') failByBug();
    if (authorization === undefined) throw new UserError('AUTH_TOKEN_INVALID');
    return { data: `${params.word} ${String(caller)} ${authorization}` };
  },
});

const token = { kind: 'token', session_id: 's1', key_id: null, role: 'user', token: null } as const;
const callers: Record<string, Caller> = {
  'Bearer admin': { ...token, user_id: 'u1', username: 'admin', permissions: ['*'] },
  'Bearer reader': { ...token, user_id: 'u2', username: 'reader', permissions: ['test:read'] },
  'Bearer writer': { ...token, user_id: 'u3', username: 'writer', permissions: ['test:write'] },
};

/** A server and what it logged. */
export interface TestServer {
  readonly app: FastifyInstance;
  readonly log: string[];
  /** Asks, by default as `localhost`. A header of `undefined` is left out. */
  ask(options: InjectOptions | string): Promise<LightMyRequestResponse>;
}

/** Builds it; it is closed when the test has ended. */
export async function serve(deps: Partial<HttpServerDeps> = {}): Promise<TestServer> {
  const log: string[] = [];
  const at =
    (level: string) =>
    (fields: Readonly<Record<string, unknown>>, text: string): void => {
      const id = fields['request_id'];
      log.push(`${level}: ${text}${typeof id === 'string' ? ` ${id}` : ''}`);
    };
  const app = await createHttpServer({
    routes,
    allowedHosts: () => new Set(['localhost', 'nas.home.arpa', 'nas.local']),
    authenticate: ({ authorization }) => {
      const caller = callers[authorization ?? ''];
      if (caller) return caller;
      throw new UserError(authorization === undefined ? 'AUTH_REQUIRED' : 'AUTH_TOKEN_INVALID');
    },
    clock: createVirtualClock(),
    logger: { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') },
    ...deps,
  });
  onTestFinished(() => app.close());
  return {
    app,
    log,
    ask: (options) => {
      const given: InjectOptions = typeof options === 'string' ? { url: options } : options;
      return app.inject({ ...given, headers: { host: 'localhost', ...given.headers } });
    },
  };
}
