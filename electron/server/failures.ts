/** How a failure is answered: in the envelope, or in the words of the route's own protocol. */
import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import { createWords } from '../../shared/i18n/index.ts';
import { answerOf, type ErrorAnswer } from '../kernel/errors.ts';
import { failureBody, type Trailer } from './envelope.ts';
import { isTold, type RequestLimits } from './limits/request-limits.ts';
import { oauthFailure } from './oauth.ts';
import { challengeOf, failureText, TEXT_TYPE } from './plain-text.ts';
import type { ReaderWords } from './reader-words.ts';

/** What a failure's answer is made of. */
export interface FailDeps {
  readonly wordsFor: ReaderWords;
  readonly trailer: (request: FastifyRequest) => Trailer;
  readonly requestLimits: RequestLimits | undefined;
}

/** Answers a request with a failure. */
export type Fail = (request: FastifyRequest, reply: FastifyReply, failure: ErrorAnswer) => FastifyReply;

/** In the reader's words, and counted where it has to be. */
export function createFail({ wordsFor, trailer, requestLimits }: FailDeps): Fail {
  const english = createWords('en');

  /** A file that is not there is counted as any address at which nothing is. */
  function counted(request: FastifyRequest, reply: FastifyReply, answer: ErrorAnswer): ErrorAnswer {
    if (answer.status !== 404 || isTold(reply)) return answer;
    const refusal = requestLimits?.count(null, request.clientIp, reply);
    return refusal ? answerOf(refusal) : answer;
  }

  return (request, reply, failure) => {
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
    if (contract?.oauth) return reply.send(oauthFailure(contract.oauth, answer, english));
    const isProbe = contract?.atRoot === true;
    return reply.send(failureBody(answer, wordsFor(request), trailer(request), isProbe));
  };
}
