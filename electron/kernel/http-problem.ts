/** What went wrong with a request, out of the many ways in which sockets, TLS and undici tell it. */
import type { HttpProblem } from './http.ts';

/** A failure of our own on the way of a request. */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly problem: HttpProblem;

  constructor(problem: HttpProblem) {
    super(problem);
    this.problem = problem;
  }
}

const problems: Readonly<Record<string, HttpProblem>> = {
  ECONNREFUSED: 'refused',
  // What undici does not send: a header with a line end, for one. Also a plain proxy's 407.
  UND_ERR_INVALID_ARG: 'refused',
  ENOTFOUND: 'unresolved',
  ENODATA: 'unresolved',
  EAI_AGAIN: 'unresolved',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EAFNOSUPPORT: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too_large',
  UND_ERR_PRX_TLS: 'tls',
};

/** Codes of Node's TLS and of OpenSSL's checks of certificates. */
const ofTls =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERROR_IN_C|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|EPROTO|HOSTNAME_MISMATCH)/;

/** Of several addresses that were tried: one that is not there says less than one that answered somehow. */
function problemOfAll(errors: readonly unknown[]): HttpProblem {
  const found = errors.map(problemOf);
  return found.find((problem) => problem !== 'unreachable') ?? found[0] ?? 'unreachable';
}

/** The answer of a proxy that led nowhere, which undici tells in words alone. */
function problemOfProxy(message: string): HttpProblem | undefined {
  const [, status] = /^Proxy response \((\d+)\)/.exec(message) ?? [];
  if (status === undefined) return undefined;
  return status.startsWith('5') ? 'unreachable' : 'refused';
}

/** Pure. Anything of a connection that has no name was cut. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof EgressError) return error.problem;
  if (error instanceof AggregateError) return problemOfAll(error.errors);
  if (!(error instanceof Error)) return 'cut';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    const known = problems[code] ?? problemOfProxy(error.message);
    if (known) return known;
    if (ofTls.test(code)) return 'tls';
  }
  return error.cause === undefined ? 'cut' : problemOf(error.cause);
}
