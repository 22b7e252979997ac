/** The limits of the built daemon, as it comes: nothing is raised here. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { admin, adminEnv, request, signIn } from '../support/api.ts';
import { startDaemon, type Daemon } from '../support/daemon.ts';
import { setLimit } from '../support/limits.ts';

let dataDir: string;
let daemon: Daemon;

const start = async (): Promise<Daemon> => {
  daemon = await startDaemon({
    dataDir,
    keepLimits: true,
    env: { ...adminEnv, CLOUDCUBE_LOG_LEVEL: 'error' },
  });
  return daemon;
};

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-limits-'));
  await start();
});

afterEach(async () => {
  await daemon.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Each of somebody else, so that no account is locked for what was tried with it. */
const wrong = (n: number) =>
  request(daemon.url, 'POST', '/auth/login', { body: { username: `nobody${String(n)}`, password: 'wrong' } });

it('refuses the eleventh sign-in from one address, and the next process refuses it too', async () => {
  const answers = [];
  for (let n = 0; n < 11; n++) answers.push(await wrong(n));
  const policies = answers.map(({ headers }) => headers.get('ratelimit'));
  expect(policies.slice(0, 10).map((one) => one?.replace(/;t=.*/, ''))).toEqual(
    Array.from({ length: 10 }, (_, n) => `"auth";r=${String(9 - n)}`),
  );
  const refused = answers[10]!;
  expect([refused.status, refused.error?.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(200);
  expect(wait).toBeLessThanOrEqual(300);
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  // Both say the same moment.
  const reset = Number(refused.headers.get('x-ratelimit-reset'));
  expect(Math.abs(reset - (Date.now() / 1000 + wait))).toBeLessThan(10);

  await daemon.stop();
  await start();
  const again = await request(daemon.url, 'POST', '/auth/login', { body: admin });
  expect(again.status).toBe(429);
  expect(again.headers.get('ratelimit')).toMatch(/^"auth";r=0;t=\d+$/);
  expect(Number(again.headers.get('retry-after'))).toBeLessThanOrEqual(wait);
  // The owner lets more in, at once. (Who signs in still waits: for the address that has failed ten times.)
  const elsewhere = () => request(daemon.url, 'GET', `/auth/oidc/start/${'A'.repeat(16)}`);
  expect((await elsewhere()).status).toBe(429);
  await setLimit(dataDir, 'auth_per_five_minutes', '11');
  expect((await elsewhere()).status).not.toBe(429);
});

it('lets everybody join an update that runs, and begin five', async () => {
  const { call } = await signIn(daemon.url);
  const update = () => call<{ joined?: boolean }>('POST', '/ddns/manual-update', {});
  const together = await Promise.all(Array.from({ length: 12 }, update));
  expect(together.map(({ status }) => status)).toEqual(Array<number>(12).fill(200));
  const begun = together.filter(({ data }) => data.joined === false).length;
  const statuses = [];
  for (let n = begun; n < 6; n++) statuses.push((await update()).status);
  expect(statuses).toEqual([...Array<number>(5 - begun).fill(200), 429]);
  const refused = await update();
  expect(refused.error?.code).toBe('RATE_LIMIT_EXCEEDED');
  expect(refused.headers.get('ratelimit-policy')).toBe('"ddns";q=5;w=300');
});

it('counts what is not there, and the page and the probes only as part of the whole', async () => {
  const get = async (path: string): Promise<number> => {
    const answer = await fetch(`${daemon.url}${path}`);
    await answer.arrayBuffer();
    return answer.status;
  };
  for (let n = 0; n < 60; n++) {
    expect(await get('/health')).toBe(200);
    expect(await get('/')).toBe(200);
  }
  const missing = ['/api/v2/nothing', '/assets/nothing.js', '/docs/assets/nothing.js', '/nothing', '/%zz'];
  for (let n = 0; n < 10; n++) for (const path of missing) expect(await get(path), path).toBe(404);
  for (const path of missing) expect(await get(path), path).toBe(429);
  expect(await get('/nic/update')).toBe(429);
  expect(await get('/')).toBe(200);
});
