import { beforeEach, describe, expect, it } from 'vitest';
import { createLiveRequests } from '../../../electron/live-requests.ts';
import { tellValues } from '../../../electron/live-values.ts';
import { createPresent } from '../../../electron/metrics/present.ts';
import type { Sample } from '../../../electron/metrics/sample.ts';
import { nothingMeasured } from '../../../electron/metrics/telling/empty.ts';
import type { Answered } from '../../../electron/server/answered.ts';
import { createFakeTeller, type FakeTeller } from '../../fakes/live-teller.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';

let clock: VirtualClock;
let teller: FakeTeller;
let latest: Sample | null;
let requests: ReturnType<typeof createLiveRequests>;
let stop: () => void;

const space = {
  ...{ total: 1000, used: 400, free: 600, available: 500, usage: 44.4 },
  ...{ inodes: 100, inodes_free: 90 },
};

beforeEach(() => {
  clock = createVirtualClock();
  teller = createFakeTeller();
  latest = null;
  requests = createLiveRequests(clock);
  const present = createPresent({
    ...{ latest: () => latest, hostname: 'nas', dataDir: '/data/cloudcube' },
    caches: () => null,
    alerts: () => ({ active: 1, critical: 1, warning: 0, info: 0 }),
  });
  stop = tellValues({ teller, present, requests, clock });
});

const topicsTold = (): string[] => teller.values.map(({ topic }) => topic);
const last = (): unknown => teller.values.at(-1)?.data();
const measured = (): Sample => ({
  ...nothingMeasured,
  at: clock.now() - 2000,
  filesystems: {
    value: [{ device: 'sda1', type: 'ext4', read_only: false, mount: '/data', space: { value: space } }],
  },
  interfaces: {
    value: ['eth0', 'lo'].map((name) => ({
      ...{ interface: name, up: true, speed: null, bytes_received: 5, bytes_sent: 3 },
      ...{ packets_received: 2, packets_sent: 1, errors_received: 0, errors_sent: 0 },
      ...{ dropped_received: 0, dropped_sent: 0, receive_rate: 1.5, send_rate: null },
      ...{ errors_rate: 0, dropped_rate: 0 },
    })),
  },
});

describe('values of the moment', () => {
  it('are made while somebody listens and at no other time, the first one at once', async () => {
    await clock.advance(60_000);
    expect(topicsTold()).toEqual([]);
    teller.want('system', true);
    expect(topicsTold()).toEqual(['system']);
    await clock.advance(10_000);
    expect(topicsTold()).toEqual(['system', 'system', 'system']);
    teller.want('system', false);
    teller.want('api_requests', true);
    await clock.advance(20_000);
    expect(topicsTold().slice(3)).toEqual(['api_requests', 'api_requests', 'api_requests']);
    stop();
    await clock.advance(60_000);
    teller.want('monitoring', false);
    expect(topicsTold().length).toBe(6);
  });

  it('tell what was measured and when, and null for what is not known', () => {
    teller.want('system', true);
    const unknown = { cpu_usage: null, memory_usage: null, disk_usage: null, network_traffic: null };
    expect(last()).toEqual({ ...unknown, measured_at: null });
    latest = measured();
    teller.want('system', false);
    teller.want('system', true);
    expect(last()).toEqual({
      ...unknown,
      ...{ disk_usage: 44.4, network_traffic: { bytes_sent: 3, bytes_recv: 5 } },
      measured_at: '2026-11-20T07:59:58.000Z',
    });
    teller.want('monitoring', true);
    expect(last()).toMatchObject({
      system_metrics: { cpu: null, disk: { mount: '/data', usage_percent: 44.4 } },
      alerts: { active: 1 },
      measured_at: '2026-11-20T07:59:58.000Z',
    });
    teller.want('system_metrics', true);
    expect(last()).toMatchObject({
      type: 'system',
      metrics: { cpu: null, disk: { mount: '/data', percent: 44.4 } },
      where: { hostname: 'nas', uptime: null, measured_at: '2026-11-20T07:59:58.000Z' },
    });
  });

  it('that were asked for before they began to be watched are told as well', () => {
    teller.want('monitoring', true);
    const before = teller.values.length;
    tellValues({
      ...{ teller, requests, clock },
      present: createPresent({
        ...{ latest: () => null, hostname: 'nas', dataDir: '/', caches: () => null },
        alerts: () => ({ active: 0, critical: 0, warning: 0, info: 0 }),
      }),
    });
    expect(topicsTold().slice(before)).toEqual(['monitoring']);
  });
});

describe('the last requests', () => {
  const answered = (more: Partial<Answered>): Answered => ({
    ...{ method: 'GET', route: '/api/v2/ddns/status', status: 200, duration: 1.23456, bytes: 10 },
    ...{ caller: null, request_id: 'r0', ...more },
  });

  it('are the newest ten, the newest first, without those for sockets', () => {
    teller.want('api_requests', true);
    expect(last()).toEqual({ type: 'api_requests', requests: [] });
    // As the server tells them: one object for all.
    const one = { ...answered({}) };
    for (let at = 1; at <= 13; at++) requests.take(Object.assign(one, { request_id: `r${String(at)}` }));
    requests.take(answered({ route: '/api/v2/ws/connect', request_id: 'socket' }));
    requests.take(answered({ route: null, status: 404, request_id: 'nothing' }));
    const ids = requests.last().map(({ request_id: id }) => id);
    expect(ids).toEqual(['nothing', ...['r13', 'r12', 'r11', 'r10', 'r9', 'r8', 'r7', 'r6', 'r5']]);
    teller.want('api_requests', false);
    teller.want('api_requests', true);
    expect(last()).toMatchObject({
      requests: [
        { method: 'GET', endpoint: null, status: 404, user_id: null },
        { endpoint: '/api/v2/ddns/status', duration_ms: 1.235, timestamp: '2026-11-20T08:00:00.000Z' },
      ].concat(Array.from({ length: 8 }, () => ({})) as never),
    });
  });

  it('that were told are not changed by those that come', () => {
    requests.take(answered({ request_id: 'first' }));
    teller.want('api_requests', true);
    const told = teller.values.at(-1);
    for (let at = 0; at < 20; at++) requests.take(answered({ request_id: 'later' }));
    expect(told?.data()).toMatchObject({ requests: [{ request_id: 'first' }] });
  });
});
