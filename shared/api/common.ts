/** Schemas that several areas share. Names on the wire are snake_case. */
import { Type, type Static, type TSchema } from 'typebox';

/** A value that may be unknown or absent. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** RFC 3339 in UTC with `Z` and milliseconds. */
export const Timestamp = Type.String({ format: 'date-time' });

/** A UUIDv7 (RFC 9562): sorts by time of creation. */
export const Id = Type.String({ format: 'uuid' });

/** An IPv4 or IPv6 address in canonical text form (RFC 5952). */
export const IpAddress = Type.String({ maxLength: 45 });

/**
 * Why something is as it is: a stable code with its parameters, and the same in the reader's language.
 * Only `code` and `params` are stored.
 */
export const Reason = Type.Object({
  code: Type.String(),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  message: Type.String(),
});
/** {@link Reason} as a type. */
export type Reason = Static<typeof Reason>;

/** A reason as it is stored, before it is rendered for a reader. */
export interface StoredReason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Far beyond any list, and far below where a product of two stops being exact. */
const LAST_POSITION = 1_000_000_000;

/**
 * Position in a list. `limit`/`offset`, `page`/`size` and `page`/`per_page` mean the same thing; the documents that
 * the API follows use all three.
 */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: LAST_POSITION })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: LAST_POSITION })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
};

/** The three ways to ask for a page. */
export interface PageQuery {
  limit?: number;
  offset?: number;
  page?: number;
  size?: number;
  per_page?: number;
}

/** Reduces the three ways to `limit` and `offset`. `offset` wins over `page`; 50 rows unless told. */
export function pageOf(query: PageQuery, standard = 50): { limit: number; offset: number } {
  const limit = query.limit ?? query.size ?? query.per_page ?? standard;
  const offset = query.offset ?? ((query.page ?? 1) - 1) * limit;
  return { limit, offset };
}

/** Where a list's answer stands in the whole. `page` counts from 1. */
export const Pagination = Type.Object({
  limit: Type.Integer(),
  offset: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  total: Type.Integer(),
  pages: Type.Integer(),
});
/** {@link Pagination} as a type. */
export type Pagination = Static<typeof Pagination>;

/** Fills in what follows from a position and a total. */
export function paginate(position: { limit: number; offset: number }, total: number): Pagination {
  const { limit, offset } = position;
  return {
    limit,
    offset,
    page: Math.floor(offset / limit) + 1,
    size: limit,
    total,
    pages: Math.ceil(total / limit),
  };
}

/** A part of an answer that is not known, and why. The field itself is `null`. */
export const Unavailable = Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() });
