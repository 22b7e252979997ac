/** The copies over HTTP. */
import { copyRoutes, type Copy } from '../../shared/api/copies.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import type { DataFolder } from '../kernel/data-folder.ts';
import { UserError } from '../kernel/errors.ts';
import { patiently, type Jobs } from '../kernel/jobs.ts';
import { KEPT_COPIES } from '../kernel/state-copies.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import type { Copies, LookedAtCopy } from './copies.ts';

/** What became of going back; `at` in ms UTC. Where it did not succeed, the state before it is in force. */
export interface WentBack {
  readonly copy_id: string;
  readonly at: number;
  readonly succeeded: boolean;
}

/** What the operations stand on. */
export interface CopyRoutesDeps {
  readonly copies: Copies;
  readonly folder: Pick<DataFolder, 'copiesDir'>;
  readonly jobs: Jobs;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
  /** The last time, since the process was started. */
  readonly wentBack: () => WentBack | null;
}

const onWire = ({ copy_id, made_at, why, bytes, sound }: LookedAtCopy): Copy => ({
  ...{ copy_id, made_at: toTimestamp(made_at), why, bytes, sound },
});

/** Joins the contract with the copies. */
export function createCopyRoutes(deps: CopyRoutesDeps): BoundRoute[] {
  const { copies, folder, jobs, audit, clock } = deps;
  const lastTime = () => {
    const last = deps.wentBack();
    return last && { ...last, at: toTimestamp(last.at) };
  };
  return implement(copyRoutes, {
    listCopies: async () => ({
      data: {
        copies: (await copies.list()).map(onWire),
        folder: folder.copiesDir,
        kept: { automatic: KEPT_COPIES, by_hand: KEPT_COPIES },
        went_back: lastTime(),
      },
    }),
    async makeCopy() {
      await audit.record({ action: 'state.copy' });
      const job = await jobs.start('state.copy', async (job_id, report) => ({
        job_id,
        copy: onWire(await copies.make(report)),
      }));
      const ended = await patiently(clock, job.done);
      return ended ? { data: ended.result } : { data: { job_id: job.job_id }, status: 202 };
    },
    async goBackToCopy({ params, body }) {
      if (body.name !== params.copy_id) throw new UserError('COPY_NAME_WRONG');
      const { from, kept } = await copies.goBack(params.copy_id);
      return { data: { from: onWire(from), kept: onWire(kept) } };
    },
  });
}
