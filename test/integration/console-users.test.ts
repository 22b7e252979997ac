/** The way back in from the command line, with the program running and without. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { admin, adminEnv, request } from '../support/api.ts';
import { startDaemon, type Daemon } from '../support/daemon.ts';
import { runCli, type Ended } from '../support/programs.ts';

let dataDir: string;
const NEXT = 'another long password';

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-console-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const start = (): Promise<Daemon> => startDaemon({ dataDir, env: adminEnv });
const cli = (args: readonly string[], input?: string): Promise<Ended> =>
  runCli(dataDir, args, input === undefined ? {} : { input });
const login = async ({ url }: Daemon, password: string): Promise<number> =>
  (await request(url, 'POST', '/auth/login', { body: { ...admin, password } })).status;
async function lockOut(daemon: Daemon): Promise<void> {
  for (let index = 0; index < 10; index += 1) await login(daemon, 'wrong wrong wrong');
  expect(await login(daemon, admin.password)).toBe(429);
}

it('unlocks and sets a password anew while the program runs', async () => {
  const daemon = await start();
  await lockOut(daemon);
  const unlocked = await cli(['unlock']);
  expect([unlocked.code, unlocked.stdout]).toEqual([
    0,
    'Failed tries of 2 addresses and accounts are forgotten\n',
  ]);
  expect(await login(daemon, admin.password)).toBe(200);
  const { data } = await request<{ access_token: string }>(daemon.url, 'POST', '/auth/login', {
    body: admin,
  });

  const changed = await cli(['reset-password', admin.username], `${NEXT}\n`);
  expect([changed.code, changed.stdout]).toEqual([
    0,
    'The password of admin is changed, and all their sign-ins have ended\n',
  ]);
  expect((await request(daemon.url, 'GET', '/auth/me', { token: data.access_token })).status).toBe(401);
  expect(await login(daemon, NEXT)).toBe(200);
  // The password stands in nothing that is kept or printed.
  expect(daemon.output() + changed.stderr).not.toContain(NEXT);
  expect(await daemon.stop()).toBe(0);
});

it('does the same over a folder that nobody holds', async () => {
  const before = await start();
  await lockOut(before);
  const { data } = await request<{ access_token: string }>(before.url, 'POST', '/auth/login', {
    body: admin,
  });
  expect(data).toBeUndefined();
  expect(await before.stop()).toBe(0);

  expect((await cli(['unlock', '127.0.0.1'])).stdout).toBe(
    'Failed tries of one address or account are forgotten\n',
  );
  expect((await cli(['unlock', admin.username])).stdout).toBe(
    'Failed tries of one address or account are forgotten\n',
  );
  const made = await cli(['reset-password', admin.username, '--generate', '--remove-totp']);
  expect(made.code).toBe(0);
  const [, password = ''] = /It is now: (\S+)\n$/.exec(made.stdout) ?? [];
  const after = await start();
  expect(await login(after, admin.password)).toBe(401);
  expect(await login(after, password)).toBe(200);
  expect(await after.stop()).toBe(0);
});

it.each([
  [['reset-password'], '', 2, /^Usage/],
  [['reset-password', 'admin', 'a password in the arguments'], '', 2, /^Usage/],
  [['reset-password', '--help'], '', 2, /^Usage/],
  [['unlock', 'a', 'b'], '', 2, /^Usage/],
  [['reset-password', 'admin'], '', 1, /^No password was given\n$/],
  [['reset-password', 'admin'], 'password1234\n', 1, /^This password is easy to guess/],
  [['reset-password', 'nobody', '--generate'], '', 1, /^There is no user with this id\.\n$/],
  [['unlock', 'nobody'], '', 1, /^There is no user with this id\.\n$/],
])('refuses %j in words', async (args, input, code, reason) => {
  const daemon = await start();
  expect(await daemon.stop()).toBe(0);
  const refused = await cli(args, input);
  expect([refused.code, refused.stdout]).toEqual([code, '']);
  expect(refused.stderr).toMatch(reason);
});
