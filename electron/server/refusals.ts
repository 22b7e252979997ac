/** What Fastify, its plugins and Node itself refuse, in our own words: the one place that knows their codes. */
import type { FastifyError, FastifyRequest } from 'fastify';
import type { Duplex } from 'node:stream';
import { UserError } from '../kernel/errors.ts';
import { validationError } from './validation.ts';

/** Path of an address without its query, short enough for a message. */
export function pathOf(url: string): string {
  return (url.split('?', 1)[0] ?? '').slice(0, 200);
}

/** @returns `ROUTE_NOT_FOUND` for what was asked. */
export function notFound({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): UserError {
  return new UserError('ROUTE_NOT_FOUND', { params: { method, path: pathOf(url) } });
}

/** What Fastify itself objects to, as our own errors; anything else as it is. */
export function translateError(error: FastifyError, request: FastifyRequest): unknown {
  if (error.validation) return validationError(error.validation, error.validationContext ?? 'request');
  // The connection ended in the middle of the body: nobody is there to answer, and nothing of ours is wrong.
  if (error === request.raw.errored) return new UserError('REQUEST_TIMEOUT', { cause: error });
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new UserError('INVALID_JSON');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new UserError('UNSUPPORTED_MEDIA_TYPE');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new UserError('PAYLOAD_TOO_LARGE');
    default:
      // Our own operations throw our own errors. A file that is asked for under an impossible name is not there.
      return isOwnOperation(request) || !isCallersFault(error) ? error : notFound(request);
  }
}

function isOwnOperation(request: FastifyRequest): boolean {
  return request.routeOptions.config.contract !== undefined;
}

function isCallersFault({ statusCode = 500 }: FastifyError): boolean {
  return statusCode >= 400 && statusCode < 500;
}

/** Answers by the code that Node's parser and its clock give; 400 for all others. */
const bareAnswers: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Ends a connection that brought no whole request: with the bare minimum, for there is no request to answer to. */
export function refuseConnection(code: string | undefined, socket: Duplex): void {
  if (!socket.writable) return;
  const status = bareAnswers[code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
