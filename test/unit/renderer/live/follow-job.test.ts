import { describe, expect, it } from 'vitest';
import type { Client } from '../../../../renderer/api/client.ts';
import { followJob } from '../../../../renderer/live/follow-job.ts';
import type { Job } from '../../../../shared/api/jobs.ts';
import { changed, createHome, settled } from './home.ts';

const { clock, page } = createHome();

describe('waiting for a job', () => {
  const job = (state: Job['state'], progress: number) => ({ job_id: 'j', state, progress }) as Job;
  /** Answers these states, one after the other. */
  function answering(...jobs: Job[]) {
    let asked = 0;
    const call = async () => {
      const next = jobs[Math.min(asked, jobs.length - 1)];
      asked += 1;
      return next;
    };
    return { client: { call } as unknown as Pick<Client, 'call'>, asked: () => asked };
  }

  it('looks once, and again whenever one has moved', async () => {
    const { server, live } = page();
    server.welcome();
    const { client, asked } = answering(job('running', 0), job('running', 0.5), job('succeeded', 1));
    const steps: number[] = [];
    const end = followJob({ client, live }, 'j', ({ progress }) => steps.push(progress));
    await clock().advance(20_000);
    expect(asked()).toBe(1);
    expect(server.last().sent).toEqual([{ type: 'subscribe', data: { topics: ['changes.jobs'] } }]);
    server.last().say(...changed('jobs', 1));
    await settled();
    server.last().say(...changed('jobs', 2));
    expect(await end).toMatchObject({ state: 'succeeded' });
    expect(steps).toEqual([0, 0.5, 1]);
    await settled();
    expect(server.last().sent.at(-1)).toEqual({ type: 'unsubscribe', data: { topics: ['changes.jobs'] } });
  });

  it('asks by the clock only while nothing can be told', async () => {
    const { live } = page();
    const { client, asked } = answering(job('running', 0), job('failed', 0));
    const end = followJob({ client, live }, 'j');
    await settled();
    expect(asked()).toBe(1);
    await clock().advance(2_000);
    expect(await end).toMatchObject({ state: 'failed' });
  });
});
