/** The page's view of the contracts: types only, so that no schema reaches the browser. */
import type { BodyOf, DataOf, ParamsOf, QueryOf, RouteContract } from '../../shared/api/contract.ts';
import type { Pagination } from '../../shared/api/common.ts';
import type { Contract } from '../../shared/api/index.ts';
import type { ErrorCode } from '../../shared/errors.ts';

type NameOf<R> = R extends RouteContract ? `${R['method']} ${R['path']}` : never;
type AreaTable<A> = { readonly [K in keyof A as NameOf<A[K]>]: A[K] };
type Joined<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
/** Every contract by its name. A table, because looking one up is cheap where sifting all of them each time is not. */
type Table = Joined<{ [A in keyof Contract]: AreaTable<Contract[A]> }[keyof Contract]>;

/** Every operation by method and path: `GET /ddns/status`. */
export type Operation = keyof Table;

/** The contract of one operation. */
export type RouteFor<O extends Operation> = Extract<Table[O], RouteContract>;

type Given<Name extends string, T> = [T] extends [Record<never, never>]
  ? keyof T extends never
    ? { readonly [K in Name]?: never }
    : Record<never, never> extends T
      ? { readonly [K in Name]?: T }
      : { readonly [K in Name]: T }
  : undefined extends T
    ? { readonly [K in Name]?: Exclude<T, undefined> }
    : { readonly [K in Name]: T };

/** What a call of an operation needs; parts that it does not take may not be given. */
export type CallOptions<O extends Operation> = Given<'params', ParamsOf<RouteFor<O>>> &
  Given<'query', QueryOf<RouteFor<O>>> &
  Given<'body', BodyOf<RouteFor<O>>> & {
    readonly signal?: AbortSignal;
    /** Milliseconds until the server counts as gone; 10,000 unless told. */
    readonly patience?: number;
  };

/** `data` of an operation's answer. */
export type DataFor<O extends Operation> = DataOf<RouteFor<O>>;

/** Whose a record is that stands under a name: ours to keep, or somebody else's. */
export type Decision = NonNullable<CallOptions<'POST /ddns/hosts/{host_id}/adopt'>['body']>;

/** What a new API key is made of. */
export type NewKey = CallOptions<'POST /auth/keys'>['body'];
/** What can change in an API key. */
export type KeyChange = NonNullable<CallOptions<'PUT /auth/keys/{key_id}'>['body']>;

/** The envelope of an answer that succeeded. */
export interface Success<T> {
  readonly success: true;
  readonly data: T;
  readonly message?: string;
  readonly pagination?: Pagination;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly request_id: string;
  readonly timestamp: string;
}

/** The envelope of an answer that failed. */
export interface Failure {
  readonly success: false;
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly details?: unknown };
  readonly request_id: string;
  readonly timestamp: string;
}
