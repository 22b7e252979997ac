/** From a request to what a handler is given. */
import type { FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { cookieName, readCookie } from '../kernel/cookies.ts';
import { printable } from './actor.ts';
import type { Call, GiveBack } from './route.ts';

/** Whether a request came over TLS. */
export const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https';

/** A request as a call. What few handlers ask for is worked out when they do. */
class RequestCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: FastifyRequest['caller'];
  readonly ip: string;
  readonly words: Words;
  readonly spend: (() => GiveBack) | null;
  readonly authorization: string | null | undefined;
  readonly #request: FastifyRequest;

  constructor(
    request: FastifyRequest,
    contract: RouteContract,
    words: Words,
    spend: (() => GiveBack) | null,
  ) {
    this.#request = request;
    this.params = request.params;
    this.query = request.query;
    this.body = request.body;
    this.caller = request.caller;
    this.ip = request.clientIp;
    this.words = words;
    this.spend = spend;
    const isTold = contract.access === 'device' || contract.oauth !== undefined;
    this.authorization = isTold ? request.headers.authorization : null;
  }

  get accept(): string | undefined {
    return this.#request.headers.accept;
  }

  get origin(): string {
    return `${this.#request.protocol}://${this.#request.host}`;
  }

  get user_agent(): string {
    return printable(this.#request.headers['user-agent']);
  }

  /** Bound to its call: handlers take it apart. */
  get cookie(): Call['cookie'] {
    const request = this.#request;
    return (name) =>
      request.isForeign ? undefined : readCookie(request.headers.cookie, cookieName(name, isSecure(request)));
  }
}

/** The call of `contract` that a request is; its parts have been validated by it. `spend` takes one update, where there is one. */
export const callOf = (
  request: FastifyRequest,
  contract: RouteContract,
  words: Words,
  spend: (() => GiveBack) | null,
): Call => new RequestCall(request, contract, words, spend) as unknown as Call;
