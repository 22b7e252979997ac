import { chmod, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/kernel/clock.ts';
import { createContainers, engineSockets } from '../../../../electron/metrics/slow/containers.ts';
import { parseContainers, parseUse } from '../../../../electron/metrics/slow/engine-answers.ts';
import { createFakeEngine, type FakeEngine } from '../../../fakes/engine.ts';
import { needs, titled } from '../../../support/needs.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const id = (digit: string): string => digit.repeat(64);
const { signal } = new AbortController();

/** As Docker 27 answers `GET /containers/json?all=1`, shortened to what matters and some that does not. */
const list = [
  {
    Id: id('a'),
    Names: ['/proxy/web', '/web'],
    Image: 'nginx:1.27',
    ImageID: 'sha256:1234',
    Command: "/docker-entrypoint.sh nginx -g 'daemon off;'",
    Created: 1_795_000_000,
    Ports: [],
    Labels: {},
    State: 'running',
    Status: 'Up 2 hours (health: starting)',
  },
  { Id: id('b'), Names: ['/db'], Image: 'postgres:17', State: 'running', Status: 'Up 3 days (unhealthy)' },
  { Id: id('c'), Names: ['/old'], Image: 'busybox', State: 'exited', Status: 'Exited (0) 5 weeks ago' },
];

/** As Docker answers `stats?stream=false&one-shot=true` under cgroup v2. */
const stats = (cpuSeconds: number, usage: number, inactive: number) => ({
  read: '2026-11-20T08:00:00.123456789Z',
  preread: '0001-01-01T00:00:00Z',
  pids_stats: { current: 5, limit: 18446744073709552000 },
  num_procs: 0,
  cpu_stats: {
    cpu_usage: { total_usage: cpuSeconds * 1e9, usage_in_kernelmode: 1, usage_in_usermode: 2 },
    system_cpu_usage: 9e15,
    online_cpus: 4,
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  },
  precpu_stats: { cpu_usage: { total_usage: 0 }, throttling_data: {} },
  memory_stats: {
    usage,
    stats: { active_file: 4096, anon: 1, inactive_file: inactive },
    limit: 25_276_514_304,
  },
  networks: { eth0: { rx_bytes: 1 } },
});

describe('a container engine', () => {
  let engine: FakeEngine;
  beforeEach(async () => {
    engine = await createFakeEngine();
  });
  afterEach(() => engine.stop());

  it('tells state, health and use; the processor from look to look, and is sent nothing but GET', async () => {
    const clock = createVirtualClock();
    const containers = createContainers({ clock, sockets: () => [engine.socket] });
    let web = 100;
    engine.reply = (path) => {
      if (path === '/containers/json?all=1') return { body: list };
      if (path.includes(id('a'))) return { body: stats(web, 50_000_000, 20_000_000) };
      return { body: stats(7, 1_000, 0) };
    };

    expect(await containers.read(signal)).toEqual({
      value: [
        {
          name: 'web',
          image: 'nginx:1.27',
          state: 'running',
          health: 'starting',
          cpu: null,
          memory: 30_000_000,
        },
        { name: 'db', image: 'postgres:17', state: 'running', health: 'unhealthy', cpu: null, memory: 1_000 },
        { name: 'old', image: 'busybox', state: 'exited', health: null, cpu: null, memory: null },
      ],
    });

    await clock.advance(30_000);
    web = 145;
    const second = await containers.read(signal);
    expect('value' in second && second.value.map(({ cpu }) => cpu)).toEqual([150, 0, null]);

    await clock.advance(30_000);
    web = 1; // Started anew.
    const third = await containers.read(signal);
    expect('value' in third && third.value[0]?.cpu).toBeNull();

    expect(new Set(engine.requests)).toEqual(
      new Set([
        'GET /containers/json?all=1 HTTP/1.1',
        `GET /containers/${id('a')}/stats?stream=false&one-shot=true HTTP/1.1`,
        `GET /containers/${id('b')}/stats?stream=false&one-shot=true HTTP/1.1`,
      ]),
    );
  });

  it('is asked for few at once and for no more than 200', async () => {
    const many = Array.from({ length: 230 }, (_, index) => ({
      Id: index.toString(16).padStart(64, '0'),
      Names: [`/c${index}`],
      Image: 'x',
      State: 'running',
      Status: 'Up',
    }));
    engine.reply = (path) => ({ body: path.startsWith('/containers/json') ? many : stats(1, 10, 0) });
    const containers = createContainers({ clock: systemClock, sockets: () => [engine.socket] });
    const told = await containers.read(signal);
    expect('value' in told && told.value.length).toBe(230);
    expect('value' in told && told.value.filter(({ memory }) => memory === null).length).toBe(30);
    expect(engine.requests.length).toBe(201);
    expect(engine.mostAtOnce()).toBeLessThanOrEqual(4);
  });

  it('that hangs is given up, also over one container alone', async () => {
    const clock = createVirtualClock();
    const containers = createContainers({ clock, sockets: () => [engine.socket] });
    engine.reply = (path) => (path.startsWith('/containers/json') ? { body: list.slice(0, 1) } : 'nothing');
    const one = containers.read(signal);
    while (engine.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.advance(5_000);
    expect(await one).toMatchObject({ value: [{ name: 'web', memory: null }] });

    engine.reply = () => 'nothing';
    const all = containers.read(signal);
    while (engine.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.advance(10_000);
    expect(await all).toEqual({
      unavailable: {
        code: 'METRICS_ENGINE_NO_ANSWER',
        params: { socket: engine.socket, problem: 'timeout' },
      },
    });
  });

  it.each([
    ['rubbish', { raw: 'HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n<html>' }, 'METRICS_ENGINE_ANSWER'],
    ['an object', { body: { message: 'page not found' } }, 'METRICS_ENGINE_ANSWER'],
    ['a refusal', { status: 403 }, 'METRICS_ENGINE_ANSWER'],
    ['no HTTP', { raw: 'SSH-2.0-OpenSSH\r\n' }, 'METRICS_ENGINE_NO_ANSWER'],
    [
      'without end',
      { raw: `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n[${' '.repeat(9_000_000)}` },
      'METRICS_ENGINE_ANSWER',
    ],
  ] as const)('that answers %s is told of', async (_, reply, code) => {
    engine.reply = () => reply;
    const containers = createContainers({ clock: systemClock, sockets: () => [engine.socket] });
    expect(await containers.read(signal)).toMatchObject({ unavailable: { code } });
  });

  it.skipIf(!needs.root.ok)(titled('whose socket is closed to us says so', needs.root), async () => {
    await chmod(engine.socket, 0o600);
    await chmod(dirname(engine.socket), 0o755);
    const containers = createContainers({ clock: systemClock, sockets: () => [engine.socket] });
    // The right to a socket is that of the whole process.
    process.seteuid?.(65_534);
    try {
      expect(await containers.read(signal)).toEqual({
        unavailable: { code: 'METRICS_ENGINE_DENIED', params: { socket: engine.socket } },
      });
    } finally {
      process.seteuid?.(0);
    }
    expect(engine.requests).toEqual([]);
  });

  it('is looked for where engines are; a socket that nobody serves is passed over', async () => {
    const left = `${engine.socket}.old`;
    await writeFile(left, '');
    const containers = createContainers({
      clock: systemClock,
      sockets: () => ['/nowhere/docker.sock', left, engine.socket],
    });
    expect(await containers.read(signal)).toEqual({ value: [] });

    const none = createContainers({
      clock: systemClock,
      sockets: () => ['/nowhere/a.sock', '/nowhere/b.sock'],
    });
    expect(await none.read(signal)).toEqual({
      unavailable: { code: 'METRICS_NO_ENGINE', params: { places: '/nowhere/a.sock, /nowhere/b.sock' } },
    });
  });
});

it('the socket is the one that is set, else DOCKER_HOST where it is a path, else the usual ones', () => {
  expect(engineSockets('/my.sock', { DOCKER_HOST: 'unix:///other.sock' })).toEqual(['/my.sock']);
  expect(engineSockets('', { DOCKER_HOST: 'unix:///other.sock' })).toEqual(['/other.sock']);
  expect(engineSockets('', { DOCKER_HOST: 'tcp://192.0.2.1:2375', XDG_RUNTIME_DIR: '/run/user/7' })).toEqual([
    '/var/run/docker.sock',
    '/run/podman/podman.sock',
    '/run/user/7/docker.sock',
    '/run/user/7/podman/podman.sock',
  ]);
});

it('an id that is no id never comes into a path', () => {
  const bad = ['../images/json', 'a'.repeat(65), 'ABCDEF012345', 'abc', '', null, `${id('a')}/kill`];
  const entries = bad.map((Id) => ({ Id, Names: ['/x'], State: 'running', Status: 'Up' }));
  expect(parseContainers(entries)).toEqual([]);
});

it('memory is counted without the cache under both kinds of cgroup; an ended container has none', () => {
  expect(
    parseUse({ memory_stats: { usage: 100, stats: { total_inactive_file: 40, inactive_file: 3 } } }),
  ).toEqual({ cpuSeconds: null, memory: 60 });
  expect(parseUse({ memory_stats: { usage: 10, stats: { inactive_file: 40 } } }).memory).toBe(10);
  expect(parseUse({ cpu_stats: { cpu_usage: { total_usage: 0 } }, memory_stats: {} })).toEqual({
    cpuSeconds: null,
    memory: null,
  });
});

it('health is also read from the field of newer engines', () => {
  const told = (Health: unknown) =>
    parseContainers([{ Id: id('a'), Names: null, State: 'RUNNING', Status: 'Up', Health }]);
  expect(told({ Status: 'healthy' })).toMatchObject([
    { name: 'a'.repeat(12), health: 'healthy', state: 'running' },
  ]);
  expect(told({ Status: 'none' })).toMatchObject([{ health: null }]);
});
