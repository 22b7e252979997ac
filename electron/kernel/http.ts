/** The shape of one request outward. Made by the egress; providers, sources and channels are given it as a port. */

/** A request. Bodies are whole: nothing that goes out here is large. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A whole answer. Redirects are answers, too: they are never followed. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of a request that got no whole answer. */
export type HttpProblem = 'refused' | 'unresolved' | 'unreachable' | 'timeout' | 'cut' | 'too_large' | 'tls';

/** A request without a whole answer. Its message names host and problem, never path, query, header or body. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly problem: HttpProblem;

  constructor(problem: HttpProblem, host: string, options?: ErrorOptions) {
    super(`${host}: ${problem}`, options);
    this.problem = problem;
  }
}

/** Sends one request. @throws {HttpFailure} */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;
