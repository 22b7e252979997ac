import { describe, expect, it } from 'vitest';
import { changed, createHome, settled } from './home.ts';

const { clock, queries, show, page } = createHome();

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
    await clock().advance(1_000);
    expect(shown.asked()).toBe(2);
    become(null);
    expect(server.last().isClosed()).toBe(true);
    await clock().advance(60_000);
    expect(server.sockets).toHaveLength(2);
  });

  it('reads what is told to be different, and nothing where it is told the same again', async () => {
    const { server, live } = page();
    const shown = show(['ddns', 'status']);
    await settled();
    server.welcome();
    const end = live.watch('ddns');
    server.last().say(...changed('ddns', 7));
    await clock().advance(1_000);
    expect(shown.asked()).toBe(2);
    end();
    live.watch('ddns');
    server.last().say(...changed('ddns', 7));
    await clock().advance(1_000);
    expect(shown.asked()).toBe(2);
    server.last().say(...changed('ddns', 8));
    await clock().advance(1_000);
    expect(shown.asked()).toBe(3);
  });

  it('reads everything when the connection is back, and when the server has started anew', async () => {
    const { server } = page();
    const shown = [show(['ddns', 'status']), show(['access', 'audit'])];
    const once = show(['asked', 'source']);
    await settled();
    const asked = () => shown.map((one) => one.asked());
    server.welcome();
    await clock().advance(1_000);
    expect(asked()).toEqual([1, 1]);
    server.last().end(1006);
    await clock().advance(500);
    server.welcome();
    await clock().advance(1_000);
    expect(asked()).toEqual([2, 2]);
    server.last().end(1001);
    await clock().advance(1_000);
    server.welcome('two');
    await clock().advance(1_000);
    expect(asked()).toEqual([3, 3]);
    expect(once.asked()).toBe(1);
  });

  it('moves the progress of an update without asking, and asks when it is over', async () => {
    const { server, live } = page();
    const shown = show(['ddns', 'status'], { answer: async () => ({ status: 'right', update: null }) });
    await settled();
    server.welcome();
    live.watch('ddns');
    const progress = () => queries().getQueryData<{ update: object | null }>(['ddns', 'status'])?.update;
    server.last().say(...changed('ddns', 1, { update: { stage: 'detect', progress: 0.1 } }));
    server.last().say(...changed('ddns', 2, { update: { stage: 'plan', progress: 0.5 } }));
    expect(progress()).toEqual({
      job_id: null,
      started_at: '2026-11-20T08:00:00.000Z',
      stage: 'plan',
      progress: 0.5,
    });
    await clock().advance(1_000);
    expect(shown.asked()).toBe(1);
    server.last().say(...changed('ddns', 3, { update: null }));
    await clock().advance(1_000);
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
      await clock().advance(5_000);
    }
    expect(queries().getQueryData(['monitoring', 'now', 'en'])).toEqual({
      ...answer,
      ...where,
      data: { cpu: { usage: 2 }, memory: null },
    });
    expect(shown.asked()).toBe(1);
    say({ cpu: null, memory: null });
    await clock().advance(100);
    expect(shown.asked()).toBe(2);
  });

  it('asks who this is where the server does not know, and ends with the sign-in', async () => {
    const { server, live, forget } = page();
    server.welcome();
    server.last().end(4401);
    await clock().advance(500);
    expect(server.sockets).toHaveLength(2);
    forget();
    server.last().end(4401);
    await clock().advance(60_000);
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
    const since = clock().now();
    for (let times = 0; times < 6; times += 1) {
      server.last().end(1006);
      await clock().advance(8_000);
    }
    expect(live.liveness.shown()).toEqual({ isLive: false, since, isTrying: true });
    expect(told).toEqual([false]);
    // Asked once whether only the socket is away.
    expect(shown.asked()).toBe(2);
    await clock().advance(15_000);
    server.welcome();
    await clock().advance(1_000);
    expect(live.liveness.shown()).toEqual({ isLive: true });
    expect(told).toEqual([false, true]);
    expect(shown.asked()).toBe(3);
  });

  it('is not told for what is back within three seconds', async () => {
    const { server, live, told } = page();
    server.welcome();
    server.last().end(1006);
    await clock().advance(2_900);
    server.welcome();
    await clock().advance(10_000);
    expect(told).toEqual([]);
    expect(live.liveness.shown()).toEqual({ isLive: true });
  });

  it('is told where a connection never comes about', async () => {
    const { live, told } = page();
    const since = clock().now();
    await clock().advance(3_000);
    expect(live.liveness.shown()).toEqual({ isLive: false, since, isTrying: true });
    expect(told).toEqual([false]);
  });

  it('does not promise to try again where it was refused', () => {
    const { server, live } = page();
    server.last().end(4403);
    expect(live.liveness.shown()).toEqual({ isLive: false, since: clock().now(), isTrying: false });
  });
});
