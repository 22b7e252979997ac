/** How an area gives its handlers to the server: typed from the contract, complete or it does not compile. */
import type { Pagination, StoredReason } from '../../shared/api/common.ts';
import type {
  AreaContract,
  BodyOf,
  DataOf,
  ParamsOf,
  QueryOf,
  RouteContract,
} from '../../shared/api/contract.ts';
import type { Words } from '../../shared/i18n/index.ts';

/** Who calls, once signed in. */
export interface Caller {
  readonly user_id: string;
  readonly username: string;
  readonly session_id: string;
  /** Permissions held; `*` holds all. */
  readonly permissions: readonly string[];
}

/** What a handler is given. */
export interface Call<R extends RouteContract = RouteContract> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  /** `null` where nobody signs in. */
  readonly caller: R['access'] extends 'public' | 'device' ? null : Caller;
  /** The header `Authorization`, where the handler itself checks it; `null` everywhere else. */
  readonly authorization: R['access'] extends 'device' ? string | undefined : null;
  /** The language that the caller reads. */
  readonly words: Words;
  /** Address of the caller. */
  readonly ip: string;
}

/** What a handler answers; the server puts the envelope around it. */
export interface Answer<Data> {
  readonly data: Data;
  readonly message?: string;
  readonly pagination?: Pagination;
  /** Parts of `data` that are not known (their value is `null`), and why. */
  readonly unavailable?: readonly { readonly path: string; readonly reason: StoredReason }[];
  /** 202 where the contract has `accepted`; otherwise the contract's own. */
  readonly status?: 202;
}

/** The code behind one route. */
export type Handler<R extends RouteContract> = (
  call: Call<R>,
) => Promise<Answer<DataOf<R>>> | Answer<DataOf<R>>;

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
