/** Loads on the built daemon: does its memory stay within bounds, does it answer while everybody signs in. */
import assert from 'node:assert/strict';
import { residentMegabytes } from '../bench/processes.ts';
import { admin, adminEnv, request, signIn, type Api } from '../support/api.ts';
import { startDaemon } from '../support/daemon.ts';
import { askZone } from '../support/zone.ts';
import type { Chance } from './random.ts';

/** What memory may grow by once everything has been used: caches fill, the collector is lazy. */
const MOST_GROWTH_MB = 48;
const AT_ONCE = 8;

/** One request of many kinds, as a page, a script and a resolver make them. */
export async function someRequest(
  url: string,
  dns: { host: string; port: number },
  api: Api,
  chance: Chance,
): Promise<void> {
  const kinds: readonly (() => Promise<unknown>)[] = [
    () => api.call('GET', '/ddns/status'),
    () => api.call('GET', '/ddns/history?limit=50'),
    () => api.call('GET', '/ddns/hosts'),
    () => api.call('GET', '/ddns/records'),
    () => api.call('GET', '/ddns/plan'),
    () => api.call('POST', '/ddns/manual-update', { force: chance.next() < 0.2 }),
    () => api.call('POST', '/ddns/hosts', { name: `n${chance.between(1, 400)}.home.arpa` }),
    () => api.call('GET', '/no/such/thing'),
    () => request(url, 'GET', '/auth/me', { token: 'not.a.token' }),
    () =>
      request(url, 'POST', '/auth/login', { body: { username: 'nobody', password: 'wrong wrong wrong' } }),
    () => fetch(`${url}/`).then((answer) => answer.arrayBuffer()),
    () => fetch(`${url}/openapi.json`).then((answer) => answer.arrayBuffer()),
    () => fetch(`${url}/health`).then((answer) => answer.arrayBuffer()),
    () => askZone(dns, `n${chance.between(1, 800)}.home.arpa`, 'A'),
  ];
  await chance.of(kinds)();
}

/** Sends `count` requests, a few at a time. */
async function sendMany(count: number, one: () => Promise<void>): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Mixed requests: once 8,000 have used everything there is, 4,000 more must not need more. Answers the figures in words. */
export async function checkMemory(chance: Chance): Promise<string> {
  const daemon = await startDaemon({ env: { ...adminEnv, CLOUDCUBE_LOG_LEVEL: 'error' } });
  try {
    const api = await signIn(daemon.url);
    const megabytes = (): number => residentMegabytes(daemon.process.pid) ?? NaN;
    const one = (): Promise<void> => someRequest(daemon.url, daemon.dns, api, chance);
    const before = megabytes();
    await sendMany(8000, one);
    const first = megabytes();
    await sendMany(4000, one);
    const second = megabytes();
    const line = `${before.toFixed(0)} MB after the start, ${first.toFixed(0)} MB after 8,000 mixed requests, ${second.toFixed(0)} MB after 12,000`;
    assert.ok(Number.isNaN(second) || second - first < MOST_GROWTH_MB, `memory grows: ${line}`);
    assert.equal((await fetch(`${daemon.url}/health`)).status, 200);
    return line;
  } finally {
    await daemon.stop();
  }
}

/** 60 sign-ins at once; meanwhile /health answers. Answers the figures in words. */
export async function checkSignIns(): Promise<string> {
  const daemon = await startDaemon({ env: { ...adminEnv, CLOUDCUBE_LOG_LEVEL: 'error' } });
  try {
    await signIn(daemon.url);
    let open = 60;
    const signIns = Array.from({ length: open }, async () => {
      const { status } = await request(daemon.url, 'POST', '/auth/login', { body: admin });
      open -= 1;
      return status;
    });
    const waits: number[] = [];
    while (open > 0) {
      const start = performance.now();
      assert.equal((await fetch(`${daemon.url}/health`)).status, 200);
      waits.push(performance.now() - start);
    }
    const statuses = await Promise.all(signIns);
    assert.ok(statuses.every((status) => status === 200 || status === 429));
    const accepted = statuses.filter((status) => status === 200).length;
    const longest = Math.max(...waits).toFixed(0);
    return `60 sign-ins at once: ${accepted} accepted, ${60 - accepted} told to wait; ${waits.length} times /health meanwhile, the longest ${longest} ms`;
  } finally {
    await daemon.stop();
  }
}
