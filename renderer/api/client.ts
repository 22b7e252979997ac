/** Calls the API: fills the address, sends language and token, renews the token once, opens the envelope. */
import { ApiError, hasCode, Unreachable } from './errors.ts';
import type { CallOptions, DataFor, Failure, Operation, Success } from './contract-types.ts';
import type { Session } from './session.ts';

/** What the client stands on. */
export interface ClientPorts {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly session: Session;
  /** Language for the sentences that the server makes. */
  readonly language: () => string;
  /** Told the server's clock with each answer (RFC 3339). */
  readonly heard: (timestamp: string) => void;
  /** Told when the server can only offer its recovery; the message says how. */
  readonly damaged: (message: string) => void;
}

/** The typed way to the server. */
export type Client = ReturnType<typeof createClient>;

/** Called without a sign-in. */
const open: ReadonlySet<Operation> = new Set<Operation>([
  'POST /auth/login',
  'POST /auth/refresh',
  'GET /setup',
  'POST /setup',
]);

interface LooseOptions {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly patience?: number | undefined;
}

function addressOf(path: string, { params = {}, query = {} }: LooseOptions): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const asked = search.toString();
  return `/api/v2${filled}${asked === '' ? '' : `?${asked}`}`;
}

/** Makes the client. Failures are {@link ApiError} and {@link Unreachable}. */
export function createClient(ports: ClientPorts) {
  const { session } = ports;
  let renewal: Promise<string> | undefined;

  async function send<T>(
    operation: Operation,
    options: LooseOptions,
    token: string | null,
  ): Promise<Success<T>> {
    const [method = '', path = ''] = operation.split(' ');
    const headers = new Headers({ accept: 'application/json', 'accept-language': ports.language() });
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    if (options.body !== undefined) headers.set('content-type', 'application/json');
    const timeout = AbortSignal.timeout(options.patience ?? 10_000);
    let status: number;
    let answer: Success<T> | Failure;
    try {
      const response = await ports.fetch(addressOf(path, options), {
        method,
        headers,
        body: options.body === undefined ? null : JSON.stringify(options.body),
        signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
        cache: 'no-store',
      });
      status = response.status;
      answer = (await response.json()) as Success<T> | Failure;
    } catch (cause) {
      if (options.signal?.aborted === true) throw cause;
      throw new Unreachable(cause);
    }
    if (typeof answer !== 'object' || typeof answer.success !== 'boolean') throw new Unreachable(answer);
    ports.heard(answer.timestamp);
    if (answer.success) return answer;
    const error = new ApiError(status, answer);
    if (error.code === 'STORAGE_DAMAGED') ports.damaged(error.message);
    throw error;
  }

  /** One renewal at a time: the server ends a refresh token with its use. */
  function renew(): Promise<string> {
    renewal ??= send<DataFor<'POST /auth/refresh'>>(
      'POST /auth/refresh',
      { body: { refresh_token: session.refreshToken() ?? '' } },
      null,
    )
      .then(({ data }) => {
        session.enter(data);
        return data.access_token;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  }

  async function signedIn<T>(operation: Operation, options: LooseOptions): Promise<Success<T>> {
    try {
      const token = session.accessToken() ?? (await renew());
      try {
        return await send<T>(operation, options, token);
      } catch (error) {
        if (!hasCode(error, 'AUTH_TOKEN_EXPIRED')) throw error;
        return await send<T>(operation, options, await renew());
      }
    } catch (error) {
      if (hasCode(error, 'AUTH_TOKEN_INVALID', 'AUTH_TOKEN_EXPIRED', 'AUTH_REQUIRED')) session.end();
      throw error;
    }
  }

  /** The whole envelope, for its `pagination`. */
  function ask<O extends Operation>(operation: O, options: CallOptions<O>): Promise<Success<DataFor<O>>> {
    const loose: LooseOptions = options;
    return open.has(operation) ? send(operation, loose, null) : signedIn(operation, loose);
  }

  return {
    ask,
    /** `data` of the answer. */
    async call<O extends Operation>(operation: O, options: CallOptions<O>): Promise<DataFor<O>> {
      return (await ask(operation, options)).data;
    },
  };
}
