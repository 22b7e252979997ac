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

/** HTTP methods that the API uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a route whose answers are plain text says where it fails. */
export interface PlainText {
  /** Its protocol's words by HTTP status. */
  readonly failures: Readonly<Record<number, string>>;
  /** At every other status. */
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
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** What stands in the envelope's `data`; for a `raw` route the whole body. */
  readonly data: TSchema;
  /** Status of success, 200 unless told. A route may also answer 202 where it declares `accepted`. */
  readonly status?: 200 | 201;
  /** Shape of `data` when the work goes on after the answer (202). */
  readonly accepted?: TSchema;
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
  /** Error codes beyond the ones every route can answer. */
  readonly errors?: readonly ErrorCode[];
  /** A request body and an answer's `data` as a reader would meet them. */
  readonly example: { readonly body?: unknown; readonly data: unknown };
}

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
/** `data` of a route's answer, as a handler returns it. */
export type DataOf<R extends RouteContract> = Static<R['data']> | StaticOr<Part<R, 'accepted'>, never>;
