/** The contract of what CloudCube keeps in memory to be faster. */
import { Type, type Static } from 'typebox';
import { Nullable } from './common.ts';
import { defineRoutes } from './contract.ts';

/** One cache. */
export const CacheState = Type.Object({
  name: Type.String(),
  /** What it holds, in words. */
  description: Type.String(),
  size: Type.Integer({ description: 'Entries' }),
  limit: Type.Integer({ description: 'Entries at most; the oldest goes then' }),
  hits: Type.Integer(),
  misses: Type.Integer(),
  /** Percent; `null` while nobody asked. */
  hit_rate: Nullable(Type.Number()),
  /** `null`: entries stay until something else takes their place or makes them void. */
  ttl_seconds: Nullable(Type.Number()),
});

/** All of them. */
export const CacheStatus = Type.Object({
  caches: Type.Array(CacheState),
  size: Type.Integer(),
  hits: Type.Integer(),
  misses: Type.Integer(),
});

/** What was cleared. */
export const CacheCleared = Type.Object({
  type: Type.String(),
  cleared: Type.Array(
    Type.Object({ name: Type.String(), entries_before: Type.Integer(), entries_after: Type.Integer() }),
  ),
});
/** {@link CacheCleared} as a type. */
export type CacheCleared = Static<typeof CacheCleared>;

/** Operations on them. */
export const cacheRoutes = defineRoutes({
  getCacheStatus: {
    method: 'GET',
    path: '/debug/cache/status',
    tag: 'performance',
    summary: 'What is kept in memory to be faster, and how often it was of use since the start',
    access: 'debug:read',
    data: CacheStatus,
    example: {
      data: {
        caches: [
          {
            name: 'statements_state',
            description: 'Prepared statements of state.db',
            size: 61,
            limit: 256,
            hits: 5059,
            misses: 61,
            hit_rate: 98.81,
            ttl_seconds: null,
          },
        ],
        size: 61,
        hits: 5059,
        misses: 61,
      },
    },
  },
  clearCache: {
    method: 'POST',
    path: '/debug/cache/clear',
    tag: 'performance',
    summary: 'Forget what is kept in memory to be faster: one cache by its name, or all of them',
    access: 'debug:admin',
    audit: 'cache.clear',
    query: Type.Object({
      type: Type.Optional(Type.String({ maxLength: 100, description: '`all`, or a name' })),
    }),
    data: CacheCleared,
    errors: ['CACHE_UNKNOWN'],
    example: {
      data: {
        type: 'statements_state',
        cleared: [{ name: 'statements_state', entries_before: 61, entries_after: 0 }],
      },
    },
  },
});
