/** Waits for the end of long work: looks at it whenever the server tells that some job has moved. */
import type { Job } from '../../shared/api/jobs.ts';
import type { Client } from '../api/client.ts';
import type { PageLive } from './page-live.ts';

/** Where nothing can be told it is asked, as often as this (ms): the work goes on, and somebody waits for it. */
const UNTOLD_MS = 2_000;

/** Answers the job when it has ended; `told` hears of each step. Fails as asking does. */
export async function followJob(
  { client, live }: { readonly client: Pick<Client, 'call'>; readonly live: PageLive },
  id: string,
  told: (job: Job) => void = () => undefined,
): Promise<Job> {
  let heard = 0;
  let wake: () => void = () => undefined;
  const hear = (): void => {
    heard += 1;
    wake();
  };
  const ends = [live.subscribe('changes.jobs', hear), live.onState(hear)];
  try {
    for (;;) {
      const before = heard;
      const job = await client.call('GET /jobs/{job_id}', { params: { job_id: id } });
      told(job);
      if (job.state !== 'running') return job;
      // What was told while it was asked may be of after the answer.
      if (heard === before) await wait();
    }
  } finally {
    for (const end of ends) end();
  }

  async function wait(): Promise<void> {
    let cancel = (): void => undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (!live.isLive()) cancel = live.clock.after(UNTOLD_MS, resolve);
    });
    cancel();
  }
}
