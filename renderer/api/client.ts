/**
 * Calls the API: fills the address, sends the language and, with what changes something, the token against requests of
 * other sites; opens the envelope; finds out when the sign-in is over.
 */
import { ApiError, hasCode, Unreachable } from './errors.ts';
import type { CallOptions, DataFor, Failure, Operation, Success } from './contract-types.ts';
import type { Ended, Session } from './session.ts';

/** What the client stands on. */
export interface ClientPorts {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly session: Session;
  /** The server's time (ms). */
  readonly now: () => number;
  /** Language for the sentences that the server makes. */
  readonly language: () => string;
  /** Told the server's clock with each answer (RFC 3339). */
  readonly heard: (timestamp: string) => void;
  /** Told when the server can only offer its recovery; the message says how. */
  readonly damaged: (message: string) => void;
}

/** The typed way to the server. */
export type Client = ReturnType<typeof createClient>;

/** Called by whoever is not signed in: a refusal says nothing about the sign-in. */
const open: ReadonlySet<Operation> = new Set<Operation>([
  'POST /admin/login',
  'POST /auth/ticket',
  'GET /admin/me',
  'GET /auth/oidc',
  'GET /setup',
  'POST /setup',
  'POST /users/public/logout',
]);

interface LooseOptions {
  readonly params?: Readonly<Record<string, string | number>> | undefined;
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

const isReading = (operation: Operation): boolean => operation.startsWith('GET ');

/** One at a time: who asks meanwhile shares the answer. */
function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () =>
    (running ??= work().finally(() => {
      running = undefined;
    }));
}

/** The whole envelope, for its `pagination`. */
type Ask = <O extends Operation>(operation: O, options: CallOptions<O>) => Promise<Success<DataFor<O>>>;

/** `data` of the answer. */
type CallOperation = <O extends Operation>(operation: O, options: CallOptions<O>) => Promise<DataFor<O>>;

/** Makes the client. Failures are {@link ApiError} and {@link Unreachable}. */
export function createClient(ports: ClientPorts) {
  const { session } = ports;

  async function send<T>(operation: Operation, options: LooseOptions): Promise<Success<T>> {
    const [method = '', path = ''] = operation.split(' ');
    const headers = new Headers({ accept: 'application/json', 'accept-language': ports.language() });
    const csrf = session.csrf();
    if (csrf !== null && !isReading(operation)) headers.set('x-csrf-token', csrf);
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
        credentials: 'same-origin',
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

  /** Asks the server who this browser is. `hint`: why it may be nobody any more. */
  async function who(hint?: Ended): Promise<void> {
    const { expiresAt } = session.state();
    const { data } = await send<DataFor<'GET /admin/me'>>('GET /admin/me', {});
    if (data.authenticated && data.user !== null) {
      session.know({ user: data.user, expires_at: data.expires_at });
    } else session.end(expiresAt !== null && ports.now() >= expiresAt ? 'expired' : (hint ?? 'elsewhere'));
  }

  const lookAgain = shared(() => who());
  const fetchCsrf = shared(async () => {
    const { data } = await send<DataFor<'GET /admin/csrf-token'>>('GET /admin/csrf-token', {});
    session.keepCsrf(data.csrf_token);
  });

  async function change<T>(operation: Operation, options: LooseOptions): Promise<Success<T>> {
    if (session.csrf() === null) await fetchCsrf();
    try {
      return await send<T>(operation, options);
    } catch (error) {
      if (!hasCode(error, 'AUTH_CSRF_INVALID')) throw error;
      // The token belongs to a sign-in that another tab has replaced. What was pressed by one person is not done as
      // another.
      const before = session.state().user?.id;
      session.keepCsrf(null);
      await lookAgain();
      if (session.state().user?.id !== before) throw error;
      await fetchCsrf();
      return await send<T>(operation, options);
    }
  }

  async function signedIn<T>(operation: Operation, options: LooseOptions): Promise<Success<T>> {
    try {
      return await (isReading(operation) ? send<T>(operation, options) : change<T>(operation, options));
    } catch (error) {
      if (hasCode(error, 'AUTH_TOKEN_INVALID', 'AUTH_TOKEN_EXPIRED', 'AUTH_REQUIRED')) await lookAgain();
      throw error;
    }
  }

  const askLoosely = (operation: Operation, options: LooseOptions): Promise<Success<unknown>> =>
    open.has(operation) ? send(operation, options) : signedIn(operation, options);

  return {
    // To hold what all operations may be given against one shape takes the compiler half a minute.
    ask: askLoosely as unknown as Ask,
    who,
    call: (async (operation: Operation, options: LooseOptions) =>
      (await askLoosely(operation, options)).data) as unknown as CallOperation,
  };
}
