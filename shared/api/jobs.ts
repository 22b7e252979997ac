/** The contract of long work: a job goes on after the answer and can be asked about by its id. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Reason, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** Answer of an operation whose work goes on (202). */
export const JobRef = Type.Object({ job_id: Id });

/** Where a job stands. `interrupted`: the program ended while it ran and the work was not taken up again. */
export const JobState = Type.Union([
  Type.Literal('running'),
  Type.Literal('succeeded'),
  Type.Literal('failed'),
  Type.Literal('interrupted'),
]);
/** {@link JobState} as a type. */
export type JobState = Static<typeof JobState>;

/** One piece of long work. */
export const Job = Type.Object({
  job_id: Id,
  kind: Type.String(),
  state: JobState,
  /** From 0 to 1. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  /** What it is doing; a stable word of its kind. */
  stage: Nullable(Type.String()),
  created_at: Timestamp,
  finished_at: Nullable(Timestamp),
  /** What the operation that started it would have answered. */
  result: Nullable(Type.Unknown()),
  reason: Nullable(Reason),
});
/** {@link Job} as a type. */
export type Job = Static<typeof Job>;

/** Operations on jobs. */
export const jobRoutes = defineRoutes({
  getJob: {
    method: 'GET',
    path: '/jobs/{job_id}',
    tag: 'jobs',
    summary: 'Progress and result of long work',
    access: 'signed_in',
    params: Type.Object({ job_id: Id }),
    data: Job,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      data: {
        job_id: '0198f3a0-0000-7000-8000-000000000004',
        kind: 'ddns.update',
        state: 'running',
        progress: 0.5,
        stage: 'apply',
        created_at: '2026-11-20T08:00:00.000Z',
        finished_at: null,
        result: null,
        reason: null,
      },
    },
  },
});
