import { QueryClient, QueryObserver, type QueryKey } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../renderer/api/client.ts';
import { createFreshness } from '../../../renderer/live/freshness.ts';
import { followJob } from '../../../renderer/live/follow-job.ts';
import { createPageLive } from '../../../renderer/live/page-live.ts';
import { allKeys, keysOf } from '../../../renderer/live/parts.ts';
import type { Job } from '../../../shared/api/jobs.ts';
import { changingParts } from '../../../shared/live/topics.ts';
import { createLiveServer } from '../../fakes/live-socket.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';

let clock: VirtualClock;
let queries: QueryClient;
let ends: (() => void)[] = [];

beforeEach(() => {
  clock = createVirtualClock();
  // The ages of answers are told by the same clock.
  vi.spyOn(Date, 'now').mockImplementation(clock.now);
  queries = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
});
afterEach(() => {
  for (const end of ends) end();
  ends = [];
  queries.clear();
  vi.restoreAllMocks();
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Shows a query as a mounted component does; answers how often it was asked. */
function show(queryKey: QueryKey, options: { atMost?: number; answer?: () => Promise<unknown> } = {}) {
  let asked = 0;
  const { atMost, answer = async () => asked } = options;
  const observer = new QueryObserver(queries, {
    queryKey,
    queryFn: () => {
      asked += 1;
      return answer();
    },
    ...(atMost === undefined ? {} : { meta: { atMost } }),
  });
  const end = observer.subscribe(() => undefined);
  ends.push(end);
  return { asked: () => asked, hide: end };
}

describe('the table of parts', () => {
  it('names every part, and nothing that goes out to other servers or fills a form', () => {
    expect(Object.keys(keysOf)).toEqual(Object.keys(changingParts));
    const first = new Set(allKeys.map(([name]) => name));
    for (const once of ['asked', 'zones', 'rule-preview', 'muting-preview', 'audit-verification']) {
      expect(first).not.toContain(once);
    }
  });
});

describe('what keeps the page fresh', () => {
  it('reads what is shown of a part once for a burst, and nothing else', async () => {
    const fresh = createFreshness(queries, clock);
    const status = show(['ddns', 'status']);
    const history = show(['ddns', 'history']);
    const checks = show(['checks', 'list']);
    const gone = show(['ddns', 'hosts']);
    await settled();
    gone.hide();
    await clock.advance(1_000);
    for (let times = 0; times < 5; times += 1) fresh.changed(keysOf.ddns);
    await clock.advance(1_000);
    expect([status, history, checks, gone].map(({ asked }) => asked())).toEqual([2, 2, 1, 1]);
    expect(queries.getQueryState(['ddns', 'hosts'])?.isInvalidated).toBe(true);
  });

  it('lets a slow answer arrive before it asks again', async () => {
    const answers: (() => void)[] = [];
    let isSlow = false;
    const fresh = createFreshness(queries, clock);
    const { asked } = show(['logs', 'list'], {
      answer: () =>
        isSlow
          ? new Promise<unknown>((resolve) => answers.push(() => resolve('told')))
          : Promise.resolve('old'),
    });
    await settled();
    isSlow = true;
    for (let times = 0; times < 5; times += 1) {
      fresh.changed(keysOf.logs);
      await clock.advance(1_000);
    }
    expect(asked()).toBe(2);
    answers.shift()?.();
    await clock.advance(1_000);
    expect(queries.getQueryData(['logs', 'list'])).toBe('told');
    // What was told meanwhile is one reading more.
    expect(asked()).toBe(3);
    answers.shift()?.();
    await clock.advance(60_000);
    expect(asked()).toBe(3);
  });

  it('reads again after a first answer that was on its way when the change was told', async () => {
    const answers: (() => void)[] = [];
    const fresh = createFreshness(queries, clock);
    const { asked } = show(['alerts', 'active'], {
      answer: () => new Promise<unknown>((resolve) => answers.push(() => resolve('told'))),
    });
    fresh.changed(keysOf.alerts);
    await clock.advance(1_000);
    expect(asked()).toBe(1);
    answers.shift()?.();
    await clock.advance(1_000);
    expect(asked()).toBe(2);
    answers.shift()?.();
    await clock.advance(60_000);
    expect(asked()).toBe(2);
  });

  it('reads a chart no more often than it has points, but does not forget the last change', async () => {
    const fresh = createFreshness(queries, clock);
    const chart = show(['monitoring', 'last-hour'], { atMost: 60_000 });
    const past = show(['monitoring', 'series'], { atMost: Infinity });
    await settled();
    for (let times = 0; times < 4; times += 1) {
      await clock.advance(5_000);
      fresh.changed(keysOf.monitoring);
    }
    await clock.advance(39_000);
    expect(chart.asked()).toBe(1);
    await clock.advance(1_100);
    expect(chart.asked()).toBe(2);
    await clock.advance(600_000);
    expect(chart.asked()).toBe(2);
    expect(past.asked()).toBe(1);
  });

  it('is not held up by a clock that was set back', async () => {
    const fresh = createFreshness(queries, clock);
    const { asked } = show(['monitoring', 'last-hour'], { atMost: 60_000 });
    await settled();
    clock.set(clock.now() - 3_600_000);
    fresh.changed(keysOf.monitoring);
    await clock.advance(1_000);
    expect(asked()).toBe(2);
  });
});

/** A page over a server that the test plays. */
function page(first: string | null = 'ada') {
  const server = createLiveServer();
  let user = first;
  let follow: () => void = () => undefined;
  let isKnown = true;
  const told: boolean[] = [];
  const live = createPageLive({
    open: server.open,
    clock,
    random: () => 1,
    queries,
    user: () => user,
    onUser: (listener) => {
      follow = listener;
    },
    onUnauthorized: async () => {
      if (!isKnown) become(null);
      return isKnown;
    },
    tell: (isLive) => told.push(isLive),
  });
  function become(next: string | null): void {
    user = next;
    follow();
  }
  return {
    server,
    live,
    told,
    become,
    forget: () => {
      isKnown = false;
    },
  };
}
const changed = (part: string, revision: number, more: object = {}) =>
  ['changed', { part, revision, ...more }] as const;

describe('the page’s connection', () => {
  it('is there while somebody is signed in, a new one for each, and listeners stay', async () => {
    const { server, live, become } = page(null);
    const shown = show(['ddns', 'status']);
    await settled();
    live.watch('ddns');
    expect(server.sockets).toHaveLength(0);
    become('ada');
    const first = server.welcome();
    await settled();
    expect(first.sent).toEqual([{ type: 'subscribe', data: { topics: ['changes.ddns'] } }]);
    become('ada');
    expect(server.sockets).toHaveLength(1);
    become('ben');
    expect(first.isClosed()).toBe(true);
    server.welcome().say(...changed('ddns', 1));
    await clock.advance(1_000);
    expect(shown.asked()).toBe(2);
    become(null);
    expect(server.last().isClosed()).toBe(true);
    await clock.advance(60_000);
    expect(server.sockets).toHaveLength(2);
  });

  it('reads what is told to be different, and nothing where it is told the same again', async () => {
    const { server, live } = page();
    const shown = show(['ddns', 'status']);
    await settled();
    server.welcome();
    const end = live.watch('ddns');
    server.last().say(...changed('ddns', 7));
    await clock.advance(1_000);
    expect(shown.asked()).toBe(2);
    end();
    live.watch('ddns');
    server.last().say(...changed('ddns', 7));
    await clock.advance(1_000);
    expect(shown.asked()).toBe(2);
    server.last().say(...changed('ddns', 8));
    await clock.advance(1_000);
    expect(shown.asked()).toBe(3);
  });

  it('reads everything when the connection is back, and when the server has started anew', async () => {
    const { server } = page();
    const shown = [show(['ddns', 'status']), show(['access', 'audit'])];
    const once = show(['asked', 'source']);
    await settled();
    const asked = () => shown.map((one) => one.asked());
    server.welcome();
    await clock.advance(1_000);
    expect(asked()).toEqual([1, 1]);
    server.last().end(1006);
    await clock.advance(500);
    server.welcome();
    await clock.advance(1_000);
    expect(asked()).toEqual([2, 2]);
    server.last().end(1001);
    await clock.advance(1_000);
    server.welcome('two');
    await clock.advance(1_000);
    expect(asked()).toEqual([3, 3]);
    expect(once.asked()).toBe(1);
  });

  it('moves the progress of an update without asking, and asks when it is over', async () => {
    const { server, live } = page();
    const shown = show(['ddns', 'status'], { answer: async () => ({ status: 'right', update: null }) });
    await settled();
    server.welcome();
    live.watch('ddns');
    const progress = () => queries.getQueryData<{ update: object | null }>(['ddns', 'status'])?.update;
    server.last().say(...changed('ddns', 1, { update: { stage: 'detect', progress: 0.1 } }));
    server.last().say(...changed('ddns', 2, { update: { stage: 'plan', progress: 0.5 } }));
    expect(progress()).toEqual({
      job_id: null,
      started_at: '2026-11-20T08:00:00.000Z',
      stage: 'plan',
      progress: 0.5,
    });
    await clock.advance(1_000);
    expect(shown.asked()).toBe(1);
    server.last().say(...changed('ddns', 3, { update: null }));
    await clock.advance(1_000);
    expect(progress()).toBeNull();
    expect(shown.asked()).toBe(2);
  });

  it('shows what this machine does as it is told, and asks only why something is not known', async () => {
    const { server, live } = page();
    const answer = {
      data: { cpu: { usage: 1 }, memory: null },
      hostname: 'nas',
      uptime: 1,
      measured_at: null,
      reasons: new Map(),
    };
    const shown = show(['monitoring', 'now', 'en'], { answer: async () => answer, atMost: 12_000 });
    await settled();
    server.welcome();
    live.watchMetrics();
    const where = { hostname: 'nas', uptime: 6, measured_at: 'then' };
    const say = (metrics: object) => server.last().say('metrics_update', { type: 'system', metrics, where });
    for (let times = 0; times < 12; times += 1) {
      say({ cpu: { usage: 2 }, memory: null });
      await clock.advance(5_000);
    }
    expect(queries.getQueryData(['monitoring', 'now', 'en'])).toEqual({
      ...answer,
      ...where,
      data: { cpu: { usage: 2 }, memory: null },
    });
    expect(shown.asked()).toBe(1);
    say({ cpu: null, memory: null });
    await clock.advance(100);
    expect(shown.asked()).toBe(2);
  });

  it('asks who this is where the server does not know, and ends with the sign-in', async () => {
    const { server, live, forget } = page();
    server.welcome();
    server.last().end(4401);
    await clock.advance(500);
    expect(server.sockets).toHaveLength(2);
    forget();
    server.last().end(4401);
    await clock.advance(60_000);
    expect(server.sockets).toHaveLength(2);
    expect(live.liveness.shown()).toEqual({ isLive: true });
  });
});

describe('whether the page is live', () => {
  it('is told once for an absence, however often it is tried again, and once for its end', async () => {
    const { server, live, told } = page();
    const shown = show(['ddns', 'status']);
    await settled();
    server.welcome();
    const since = clock.now();
    for (let times = 0; times < 6; times += 1) {
      server.last().end(1006);
      await clock.advance(8_000);
    }
    expect(live.liveness.shown()).toEqual({ isLive: false, since, isTrying: true });
    expect(told).toEqual([false]);
    // Asked once whether only the socket is away.
    expect(shown.asked()).toBe(2);
    await clock.advance(15_000);
    server.welcome();
    await clock.advance(1_000);
    expect(live.liveness.shown()).toEqual({ isLive: true });
    expect(told).toEqual([false, true]);
    expect(shown.asked()).toBe(3);
  });

  it('is not told for what is back within three seconds', async () => {
    const { server, live, told } = page();
    server.welcome();
    server.last().end(1006);
    await clock.advance(2_900);
    server.welcome();
    await clock.advance(10_000);
    expect(told).toEqual([]);
    expect(live.liveness.shown()).toEqual({ isLive: true });
  });

  it('is told where a connection never comes about', async () => {
    const { live, told } = page();
    const since = clock.now();
    await clock.advance(3_000);
    expect(live.liveness.shown()).toEqual({ isLive: false, since, isTrying: true });
    expect(told).toEqual([false]);
  });

  it('does not promise to try again where it was refused', () => {
    const { server, live } = page();
    server.last().end(4403);
    expect(live.liveness.shown()).toEqual({ isLive: false, since: clock.now(), isTrying: false });
  });
});

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
    await clock.advance(20_000);
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
    await clock.advance(2_000);
    expect(await end).toMatchObject({ state: 'failed' });
  });
});
