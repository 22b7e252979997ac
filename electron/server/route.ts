/** How an area gives its handlers to the server: typed from the contract, complete or it does not compile. */
import type { Static, TSchema } from 'typebox';
import type { Pagination, StoredReason } from '../../shared/api/common.ts';
import type {
  AreaContract,
  BodyOf,
  CallerKind,
  DataOf,
  MetadataOf,
  ParamsOf,
  QueryOf,
  RouteContract,
} from '../../shared/api/contract.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { CookieToSet } from '../kernel/cookies.ts';

/** Who calls, once signed in. */
export interface Caller {
  readonly kind: CallerKind;
  /** Of the person; for a key its owner. */
  readonly user_id: string;
  readonly username: string;
  /** The sign-in of a token or a session; `null` for a key. */
  readonly session_id: string | null;
  /** Of a key; `null` for everybody else. */
  readonly key_id: string | null;
  /** Permissions held, as `shared/permissions.ts` reads them. */
  readonly permissions: readonly string[];
  /** Of the person; `null` for a key, which has permissions and no role. */
  readonly role: string | null;
  /** What the access token said that it came in with; `null` without one. Times in ms UTC. */
  readonly token: {
    readonly issued_at: number;
    readonly expires_at: number;
    /** Of its owner when it was made: a change of password or role makes all tokens of before void. */
    readonly epoch: number;
  } | null;
}

/** What of a request tells who calls. Headers are as they came, each at most once. */
export interface Credentials {
  readonly method: string;
  readonly authorization: string | undefined;
  /** `X-API-Key` */
  readonly apiKey: string | undefined;
  readonly cookie: string | undefined;
  /** `X-CSRF-Token` */
  readonly csrfToken: string | undefined;
  /** A given one has been found to be ours. */
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site` (W3C Fetch Metadata) */
  readonly fetchSite: string | undefined;
  readonly ip: string;
  /** Whether the connection is TLS. */
  readonly secure: boolean;
  /** Calls `fn` once the request has been answered or given up. */
  readonly onEnd: (fn: () => void) => void;
}

/**
 * Tells who calls; at once for somebody met before.
 * @throws {UserError} where it cannot be told, or where the caller may not come in now.
 */
export type Authenticate = (credentials: Credentials) => Caller | Promise<Caller>;

/** A caller who has signed in: no key. */
export type Person = Caller & { readonly session_id: string };

type KindsOf<R> = R extends { readonly by: readonly (infer K)[] } ? K : CallerKind;

type CallerOf<R extends RouteContract> = R['access'] extends 'public'
  ? R extends { readonly recognises: true }
    ? Caller | null
    : null
  : R['access'] extends 'device'
    ? null
    : 'key' extends KindsOf<R>
      ? Caller
      : Person;

type AuthorizationOf<R extends RouteContract> = R['access'] extends 'device'
  ? string | undefined
  : R extends { readonly oauth: object }
    ? string | undefined
    : null;

/** Gives back what was taken: it cost nothing after all. */
export type GiveBack = () => void;

type SpendOf<R extends RouteContract> = R extends { readonly limit: 'ddns' } ? () => GiveBack : null;

/** What a handler is given. */
export interface Call<R extends RouteContract = RouteContract> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  /** `null` where nobody signs in. */
  readonly caller: CallerOf<R>;
  /** The header `Authorization`, where the handler itself checks it; `null` everywhere else. */
  readonly authorization: AuthorizationOf<R>;
  /**
   * Takes one update from its caller's account, where the contract says so; `null` everywhere else.
   * @throws {UserError} `RATE_LIMIT_EXCEEDED`
   */
  readonly spend: SpendOf<R>;
  /** A cookie that was sent, by the name it was set under. */
  readonly cookie: (name: string) => string | undefined;
  /** The header `Accept`. */
  readonly accept: string | undefined;
  /** The language that the caller reads. */
  readonly words: Words;
  /** Address of the caller. */
  readonly ip: string;
  /** How this server was called, which is one of its names: `http://nas.example:8080`. */
  readonly origin: string;
  /** The program that calls, as it calls itself: at most 300 printable characters, empty where it says nothing. */
  readonly user_agent: string;
}

/** What a handler answers; the server puts the envelope around it. */
export interface Answer<Data> {
  readonly data: Data;
  readonly message?: string;
  readonly pagination?: Pagination;
  /** What the contract's `metadata` names. */
  readonly metadata?: object;
  /** Parts of `data` that are not known (their value is `null`), and why. */
  readonly unavailable?: readonly { readonly path: string; readonly reason: StoredReason }[];
  /** 202 where the contract has `accepted`; otherwise the contract's own. */
  readonly status?: 202;
  /** `data` is a file: text, or a stream of it. For a contract with `download`. */
  readonly download?: { readonly type: string; readonly filename: string };
  /** Content type of a plain text other than the usual one. */
  readonly type?: string;
  /** Cookies to set with it. */
  readonly cookies?: readonly CookieToSet[];
}

/** The answer of one route. */
export type AnswerOf<R extends RouteContract> = Answer<DataOf<R>> &
  (MetadataOf<R> extends TSchema ? { readonly metadata: Static<MetadataOf<R>> } : unknown);

/** The code behind one route. */
export type Handler<R extends RouteContract> = (call: Call<R>) => Promise<AnswerOf<R>> | AnswerOf<R>;

/** One handler for each route of an area. */
export type Handlers<A extends AreaContract> = { readonly [K in keyof A]: Handler<A[K]> };

/** A route with its handler, types erased. */
export interface BoundRoute {
  readonly contract: RouteContract;
  readonly handler: (call: Call) => Promise<Answer<unknown>> | Answer<unknown>;
}

/** Joins an area's contract and its handlers. */
export function implement<A extends AreaContract>(contract: A, handlers: Handlers<A>): BoundRoute[] {
  return Object.entries(contract).map(([name, route]) => ({
    contract: route,
    // The server validates the parts by the same contract before it calls.
    handler: handlers[name] as unknown as BoundRoute['handler'],
  }));
}
