/** Long work that outlives the request that asked for it: id, progress, result, kept in the database. */
import { v7 as uuid } from 'uuid';
import type { StoredReason } from '../../shared/api/common.ts';
import type { JobState } from '../../shared/api/jobs.ts';
import { sleep, type Clock } from './clock.ts';
import type { Database, Migrations } from './database.ts';
import { reasonOf } from './errors.ts';
import type { EventBus } from './events.ts';
import type { Tracing } from './tracing.ts';

/** A job as it is stored; times in ms UTC. */
export interface StoredJob {
  readonly job_id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly progress: number;
  readonly stage: string | null;
  readonly created_at: number;
  readonly finished_at: number | null;
  readonly result: unknown;
  readonly reason: StoredReason | null;
}

/** Tells how far a job is: `progress` from 0 to 1. */
export type ReportProgress = (progress: number, stage: string) => void;

/** A job under way. */
export interface RunningJob<T> {
  readonly job_id: string;
  /** Settles as the work does. */
  readonly done: Promise<T>;
}

/** Starts jobs and remembers them. */
export interface Jobs {
  /** Stores the job, then starts its work. Rejects, with nothing started, when it cannot be stored. */
  start<T>(kind: string, work: (jobId: string, report: ReportProgress) => Promise<T>): Promise<RunningJob<T>>;
  get(jobId: string): Promise<StoredJob | null>;
}

/** How long a POST waits for its job before it answers 202. */
export const JOB_PATIENCE_MS = 10_000;
const KEPT_FOR_MS = 30 * 24 * 3600 * 1000;

interface JobRow {
  job_id: string;
  kind: string;
  state: JobState;
  created_at: number;
  finished_at: number | null;
  result: string | null;
  reason: string | null;
}

interface JobTables {
  jobs: JobRow;
}

/** Steps that make its tables. */
export const jobMigrations: Migrations = {
  kernel_002_jobs: {
    async up(db) {
      await db.schema
        .createTable('jobs')
        .addColumn('job_id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('finished_at', 'integer')
        .addColumn('result', 'text')
        .addColumn('reason', 'text')
        .execute();
    },
  },
};

/**
 * The jobs of this installation. What an ended process left running is marked as interrupted; whoever owns the work
 * decides what to take up again.
 */
export async function createJobs(deps: {
  database: Database;
  clock: Clock;
  /** Without it, nobody follows them. */
  tracing?: Tracing;
  /** Told of each step of a job; without it, nobody is. */
  events?: Pick<EventBus, 'emit'>;
}): Promise<Jobs> {
  const { database, clock, tracing, events } = deps;
  const tables = () => database.query<JobTables>();
  /** Progress is not worth a write to the disk. */
  const live = new Map<string, { progress: number; stage: string | null }>();

  await database.transact(async () => {
    await tables()
      .updateTable('jobs')
      .set({
        state: 'interrupted',
        finished_at: clock.now(),
        reason: JSON.stringify({ code: 'JOB_INTERRUPTED', params: {} }),
      })
      .where('state', '=', 'running')
      .execute();
    await tables()
      .deleteFrom('jobs')
      .where('created_at', '<', clock.now() - KEPT_FOR_MS)
      .execute();
  });

  const tell = (jobId: string): void => events?.emit('jobs.changed', { job_id: jobId });

  async function finish(jobId: string, outcome: Partial<JobRow>): Promise<void> {
    live.delete(jobId);
    await tables()
      .updateTable('jobs')
      .set({ ...outcome, finished_at: clock.now() })
      .where('job_id', '=', jobId)
      .execute();
    tell(jobId);
  }

  return {
    async start<T>(kind: string, work: (jobId: string, report: ReportProgress) => Promise<T>) {
      const jobId = uuid();
      const row: JobRow = {
        job_id: jobId,
        kind,
        state: 'running',
        created_at: clock.now(),
        finished_at: null,
        result: null,
        reason: null,
      };
      await tables().insertInto('jobs').values(row).execute();
      live.set(jobId, { progress: 0, stage: null });
      tell(jobId);
      const run = async (): Promise<T> => {
        try {
          const result = await work(jobId, (progress, stage) => {
            live.set(jobId, { progress, stage });
            tell(jobId);
          });
          await finish(jobId, { state: 'succeeded', result: JSON.stringify(result) });
          return result;
        } catch (error) {
          await finish(jobId, { state: 'failed', reason: JSON.stringify(reasonOf(error)) });
          throw error;
        }
      };
      if (!tracing) return { job_id: jobId, done: run() };
      const span = { name: `job ${kind}`, kind: 'internal', attributes: { 'job.id': jobId } } as const;
      return { job_id: jobId, done: tracing.begin(() => tracing.span(span, run)) };
    },
    async get(jobId) {
      const row = await tables()
        .selectFrom('jobs')
        .selectAll()
        .where('job_id', '=', jobId)
        .executeTakeFirst();
      if (!row) return null;
      const { result, reason, ...rest } = row;
      return {
        ...rest,
        ...(live.get(jobId) ?? { progress: row.state === 'succeeded' ? 1 : 0, stage: null }),
        result: result === null ? null : (JSON.parse(result) as unknown),
        reason: reason === null ? null : (JSON.parse(reason) as StoredReason),
      };
    },
  };
}

/** Waits for a job as long as a request may: its result, or `undefined` when it goes on. */
export async function patiently<T>(
  clock: Clock,
  done: Promise<T>,
  patienceMs = JOB_PATIENCE_MS,
): Promise<{ result: T } | undefined> {
  const ended = new AbortController();
  try {
    return await Promise.race([
      done.then((result) => ({ result })),
      sleep(clock, patienceMs, ended.signal).then(() => undefined),
    ]);
  } finally {
    ended.abort();
  }
}
