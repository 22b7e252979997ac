/** One operation at its addresses: who may call it, what it takes, and how its answer goes out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import type { Acting } from '../kernel/acting.ts';
import { cookieLine } from '../kernel/cookies.ts';
import { actorOf } from './actor.ts';
import { hookOf, type Admission } from './admission.ts';
import { answerSchema } from './answer-schema.ts';
import { callOf, isSecure } from './call.ts';
import { successBody, type Trailer } from './envelope.ts';
import type { Idempotency } from './idempotency.ts';
import type { RequestLimits } from './limits/request-limits.ts';
import { TEXT_TYPE } from './plain-text.ts';
import type { ReaderWords } from './reader-words.ts';
import { createRepeatable } from './repeatable.ts';
import type { Answer, BoundRoute, GiveBack } from './route.ts';
import type { Within } from './traced.ts';
import { urlsOf } from './urls.ts';

/** What every operation is served with. */
export interface ServeRouteDeps {
  readonly admission: Admission;
  readonly wordsFor: ReaderWords;
  readonly trailer: (request: FastifyRequest) => Trailer;
  readonly idempotency: Idempotency | undefined;
  readonly requestLimits: RequestLimits | undefined;
  readonly acting: Acting | undefined;
  /** Does something with the request known as what is behind it. */
  readonly within: Within;
}

/** Adds a route to the server. @throws {Error} where it declares no access */
export function serveRoute(
  app: FastifyInstance,
  { contract, handler }: BoundRoute,
  { admission, wordsFor, trailer, requestLimits, within, ...deps }: ServeRouteDeps,
): void {
  checkAccess(contract);
  const status = statusOf(contract);
  const schema = schemaOf(contract);
  const admitting = admission.admitTo(contract);
  const repeatable = createRepeatable(contract, handler, deps.idempotency);
  // What only reads asks for nobody's name, and is not made slower by it.
  const acting = contract.method === 'GET' && contract.audit === undefined ? undefined : deps.acting;
  const spend = (request: FastifyRequest, reply: FastifyReply): GiveBack =>
    requestLimits?.spend(request.caller, request.clientIp, reply) ?? (() => undefined);

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
          if (contract.plainText) reply.type(answer.type ?? TEXT_TYPE);
          if (status === 302) reply.header('location', (answer.data as { location: string }).location);
          if (answer.download) sendAsFile(reply, answer.download);
          if (answer.cookies) setCookies(request, reply, answer.cookies);
          return successBody(contract, answer, own, trailer(request));
        };
        const spending = contract.limit === 'ddns' ? () => spend(request, reply) : null;
        const call = callOf(request, contract, own, spending);
        const answer = acting
          ? within(request, () =>
              acting.run(actorOf(request, contract), () => repeatable(call, request, reply)),
            )
          : repeatable(call, request, reply);
        return answer instanceof Promise ? answer.then(wrap) : wrap(answer);
      },
    });
  }
}

/** As a bug or a route that was put together by hand could bring it. */
function checkAccess({ method, path, access }: RouteContract): void {
  const given: unknown = access;
  if (typeof given === 'string' && /^(?:public|signed_in|device|\w+:\w+)$/.test(given)) return;
  throw new Error(`${method} ${path} declares no access`);
}

const statusOf = ({ status = 200 }: RouteContract): number => status;

/** What Fastify validates and serializes by. */
function schemaOf(contract: RouteContract) {
  return {
    ...(contract.params ? { params: contract.params } : {}),
    ...(contract.query ? { querystring: contract.query } : {}),
    ...(contract.body ? { body: contract.body } : {}),
    ...(contract.plainText || contract.download
      ? {}
      : {
          response: {
            [statusOf(contract)]: answerSchema(contract, contract.data),
            ...(contract.accepted ? { 202: answerSchema(contract, contract.accepted) } : {}),
          },
        }),
  };
}

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
