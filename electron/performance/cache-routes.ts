/** The operations on what is kept in memory to be faster. */
import { cacheRoutes } from '../../shared/api/caches.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Caches } from '../kernel/caches.ts';
import { implement, type BoundRoute } from '../server/route.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Joins the caches to their contract. */
export function createCacheRoutes({ caches, audit }: { caches: Caches; audit: AuditTrail }): BoundRoute[] {
  return implement(cacheRoutes, {
    getCacheStatus({ words }) {
      const states = caches.list().map((cache) => {
        const [hits, misses] = [cache.hits(), cache.misses()];
        return {
          name: cache.name,
          description: words.say(`caches.${cache.name}`),
          ...{ size: cache.size(), limit: cache.limit, hits, misses, ttl_seconds: cache.ttl_seconds },
          hit_rate: hits + misses === 0 ? null : Math.round((hits / (hits + misses)) * 10_000) / 100,
        };
      });
      return {
        data: {
          caches: states,
          size: sum(states.map(({ size }) => size)),
          hits: sum(states.map(({ hits }) => hits)),
          misses: sum(states.map(({ misses }) => misses)),
        },
        unavailable: states.flatMap(({ hit_rate: rate }, index) =>
          rate === null
            ? [
                {
                  path: `caches.${String(index)}.hit_rate`,
                  reason: { code: 'PERFORMANCE_NOT_ASKED', params: {} },
                },
              ]
            : [],
        ),
      };
    },
    async clearCache({ query }) {
      const { type = 'all' } = query;
      const entries = caches.of(type).map((cache) => ({ name: cache.name, entries: cache.size() }));
      // Before the work: what was forgotten does not come back where it could not be told.
      await audit.record({ action: 'cache.clear', target_id: type, payload: { caches: entries } });
      return { data: { type, cleared: caches.clear(type) } };
    },
  });
}
