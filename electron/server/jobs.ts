/** Jobs over HTTP. */
import { jobRoutes } from '../../shared/api/jobs.ts';
import { toTimestamp, toTimestampOrNull } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { Jobs } from '../kernel/jobs.ts';
import { implement, type BoundRoute } from './route.ts';

/** The operations on jobs. */
export function createJobRoutes(jobs: Jobs): BoundRoute[] {
  return implement(jobRoutes, {
    async getJob({ params, words }) {
      const job = await jobs.get(params.job_id);
      if (!job) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'job' } });
      const { reason, created_at, finished_at, ...rest } = job;
      return {
        data: {
          ...rest,
          created_at: toTimestamp(created_at),
          finished_at: toTimestampOrNull(finished_at),
          reason: reason && { ...reason, params: { ...reason.params }, message: words.explain(reason) },
        },
      };
    },
  });
}
