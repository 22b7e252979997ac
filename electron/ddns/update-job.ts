/** The update that somebody asks for: a job, of which one runs at a time. */
import type { UpdateResult } from '../../shared/api/ddns.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import type { Jobs, RunningJob } from '../kernel/jobs.ts';
import type { Asked } from './all-updates.ts';
import type { CycleOutcome, CycleRequest } from './cycle.ts';
import type { Grounds } from './grounds/grounds.ts';
import type { HistoryRow } from './model.ts';

/** An update's result whose rows are not yet in words. */
export type UpdateDraft = Omit<UpdateResult, 'changes' | 'job_id' | 'joined'> & {
  readonly changes: readonly HistoryRow[];
};

/** The updates of all grounds as one. */
type Outcome = Omit<CycleOutcome, 'next_try' | 'open' | 'is_held'>;

/** One outcome of several. */
function together(outcomes: readonly CycleOutcome[], startedAt: number, now: number): Outcome {
  const sum = (pick: (outcome: CycleOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return {
    started_at: Math.min(startedAt, ...outcomes.map(({ started_at }) => started_at)),
    finished_at: Math.max(now, ...outcomes.map(({ finished_at }) => finished_at)),
    changed: sum(({ changed }) => changed),
    unchanged: sum(({ unchanged }) => unchanged),
    failed: sum(({ failed }) => failed),
    entries: outcomes.flatMap(({ entries }) => entries),
  };
}

/** Updates as jobs. */
export interface UpdateJob {
  /** Joins one that is under way. `beforeNew` is called, and may refuse, where it has to begin one. */
  update(force: boolean, beforeNew?: () => void): Promise<{ job: RunningJob<UpdateDraft>; joined: boolean }>;
  /** Id of the job that runs, once it is known. */
  id(): string | null;
}

/** Asks all grounds by `ask`. */
export function createUpdateJob({
  jobs,
  clock,
  grounds,
  ask,
  addressNow,
}: {
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly grounds: Grounds;
  readonly ask: (request: CycleRequest, mayJoin: boolean) => Asked;
  /** The address that the first name has. */
  readonly addressNow: () => string | null;
}): UpdateJob {
  let jobId: string | null = null;
  let job: { readonly force: boolean; readonly started: Promise<RunningJob<UpdateDraft>> } | null = null;

  return {
    id: () => jobId,
    async update(force, beforeNew) {
      if (job && (job.force || !force)) return { job: await job.started, joined: true };
      beforeNew?.();
      let joined = false;
      const started = jobs.start<UpdateDraft>('ddns.update', async (ownId) => {
        const now = clock.now();
        for (const { ground } of grounds.active()) {
          if (ground.account_id !== null) grounds.ofAccount(ground.account_id).gate.tryNow();
        }
        const asked = ask({ trigger: 'manual', force }, true);
        joined = asked.joined;
        jobId ??= ownId;
        const outcome = together(await Promise.all(asked.outcomes), now, clock.now());
        const { entries, started_at: began, finished_at: ended, ...counts } = outcome;
        return {
          ...counts,
          forced: force,
          started_at: toTimestamp(began),
          finished_at: toTimestamp(ended),
          current_ip: addressNow(),
          changes: entries,
        };
      });
      // Before the job is stored, or whoever asks meanwhile would start another.
      const mine = { force, started };
      job = mine;
      const forget = (): void => {
        if (job !== mine) return;
        job = null;
        jobId = null;
      };
      started.then(({ done }) => done).then(forget, forget);
      return { job: await started, joined };
    },
  };
}
