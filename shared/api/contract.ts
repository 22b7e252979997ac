/**
 * The contract of one operation: what the server validates and documents, what the page's client is typed from and
 * what the tests read. Declared once, in `shared/api/<area>.ts`.
 */
import type { Static, TObject, TSchema } from 'typebox';
import type { ErrorCode } from '../errors.ts';

/**
 * Who may call: anybody, anybody signed in, who holds the named permission (`area:verb`), or a device with a password
 * of its own (`device`), which the handler checks itself (Basic authentication, RFC 7617).
 */
export type Access = 'public' | 'signed_in' | 'device' | `${string}:${string}`;

/**
 * How a caller proves who it is: an access token of a sign-in, the session cookie of the page, or an API key (also an
 * access token that a key was given by `/oauth/token`).
 */
export const callerKinds = ['token', 'session', 'key'] as const;
/** One of {@link callerKinds}. */
export type CallerKind = (typeof callerKinds)[number];

/** HTTP methods that the API uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What the audit log calls what somebody did: `area.verb`. */
export type AuditAction = `${string}.${string}`;

/** What a route whose answers are plain text says where it fails. */
export interface PlainText {
  /** Its protocol's words by HTTP status. */
  readonly failures: Readonly<Record<number, string>>;
  /** At every other status. */
  readonly otherwise: string;
}

/** What a route of the OAuth protocol says where it fails: `{error, error_description}` (RFC 6749 §5.2). */
export interface OAuthFailures {
  /** The protocol's words by our code. */
  readonly failures: Partial<Readonly<Record<ErrorCode, string>>>;
  /** For every other code. */
  readonly otherwise: string;
}

/** One operation. */
export interface RouteContract {
  readonly method: Method;
  /** Path below `/api/v2`, parameters in braces: `/ddns/hosts/{host_id}`. */
  readonly path: `/${string}`;
  /** Heading it stands under in the documentation. */
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  /** Kinds of callers that may call; all of them unless told. For what only a person may do, not a program. */
  readonly by?: readonly CallerKind[];
  /** For a `public` route: its handler is told who calls, where somebody is signed in. What is no good counts as nobody. */
  readonly recognises?: true;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** What stands in the envelope's `data`; for a `raw` route the whole body. */
  readonly data: TSchema;
  /**
   * Status of success, 200 unless told. A route may also answer 202 where it declares `accepted`. With 302 a browser goes
   * where `data.location` says.
   */
  readonly status?: 200 | 201 | 302;
  /** Shape of `data` when the work goes on after the answer (202). */
  readonly accepted?: TSchema;
  /** Facts about the answer that stand in the envelope's `metadata`, beside `unavailable`. */
  readonly metadata?: TObject;
  /** The answer carries `pagination`. */
  readonly paginated?: true;
  /** Why this route cannot be wrapped in the envelope. Its absence means it is wrapped. */
  readonly raw?: string;
  /** Answers at the root of the server too (`/health`). */
  readonly atRoot?: true;
  /** Answers at the root of the server and nowhere else: where others expect it. */
  readonly onlyAtRoot?: true;
  /** Every answer is plain text, for a protocol that knows nothing else; `data` is a string then. */
  readonly plainText?: PlainText;
  /** Speaks OAuth: the body may be a form as well as JSON, and failures are in the protocol's own shape. */
  readonly oauth?: OAuthFailures;
  /**
   * What it takes from beside its caller's account: `auth` for whatever proves who somebody is, by address; `ddns` for
   * an update that is begun, by caller (the handler takes it). `service`: only the whole service's counts.
   */
  readonly limit?: 'auth' | 'ddns' | 'service';
  /** The answer holds a secret that is shown this once: it is never given again for the same `Idempotency-Key`. */
  readonly showsSecret?: true;
  /** The answer is a file to keep, in one of these types; `data` is its text then. */
  readonly download?: readonly string[];
  /**
   * What the audit log calls it: `user.create`. Whatever changes something says this, or {@link unaudited}; its success
   * is told by the operation itself, together with the change, its refusal by the server.
   */
  readonly audit?: AuditAction;
  /** Why the audit log holds nothing of something that is not read only. */
  readonly unaudited?: string;
  /** Error codes beyond the ones every route can answer. */
  readonly errors?: readonly ErrorCode[];
  /** A request body and an answer's `data` (and `metadata`, where it has some) as a reader would meet them. */
  readonly example: { readonly body?: unknown; readonly data: unknown; readonly metadata?: object };
}

/** Whether an operation makes something, so that it takes an `Idempotency-Key`. */
export const isCreating = ({ method, status }: RouteContract): boolean => method === 'POST' && status === 201;

/** The routes of one area by the name of their handler. */
export type AreaContract = Readonly<Record<string, RouteContract>>;

/** Fixes the literal types of an area's routes, so that handlers and clients can be typed from them. */
export function defineRoutes<const T extends AreaContract>(routes: T): T {
  return routes;
}

type StaticOr<S, Otherwise> = S extends TSchema ? Static<S> : Otherwise;
type Part<R, K extends string> = R extends Record<K, infer S> ? S : undefined;

/** Path parameters of a route. */
export type ParamsOf<R extends RouteContract> = StaticOr<Part<R, 'params'>, Record<never, never>>;
/** Query parameters of a route, coerced. */
export type QueryOf<R extends RouteContract> = StaticOr<Part<R, 'query'>, Record<never, never>>;
/** Request body of a route. */
export type BodyOf<R extends RouteContract> = StaticOr<Part<R, 'body'>, undefined>;
/** What a handler tells in the envelope's `metadata`, for a route that declares it. */
export type MetadataOf<R extends RouteContract> = Part<R, 'metadata'>;
/** `data` of a route's answer, as a handler returns it. */
export type DataOf<R extends RouteContract> = Static<R['data']> | StaticOr<Part<R, 'accepted'>, never>;
