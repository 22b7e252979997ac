/** What the owner does about keys and sign-ins from the command line, with the program running and without. */
import { decodeProtectedHeader } from 'jose';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ApiKeyMade } from '../../shared/api/auth-keys.ts';
import { adminEnv, request, signIn } from '../support/api.ts';
import { startDaemon } from '../support/daemon.ts';
import { runCli, type Ended } from '../support/programs.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-console-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const cliIn = (folder: string, ...args: readonly string[]): Promise<Ended> => runCli(folder, args);
const cli = (...args: readonly string[]): Promise<Ended> => cliIn(dataDir, ...args);

it('opens the page, lists and revokes keys, and rotates the key that signs', async () => {
  const daemon = await startDaemon({ dataDir, env: adminEnv });
  const api = await signIn(daemon.url);
  const make = async (name: string): Promise<ApiKeyMade> =>
    (await api.call<ApiKeyMade>('POST', '/auth/keys', { name, scopes: ['ddns:read'] })).data;
  expect((await cli('list-keys')).stdout).toBe('There are no API keys\n');
  const [first, second] = [await make('First'), await make('Second')];
  const use = async (url: string, { api_key }: ApiKeyMade) =>
    (await request(url, 'GET', '/ddns/status', { token: api_key })).status;
  expect(await use(daemon.url, first)).toBe(200);

  const listed = await cli('list-keys');
  for (const { key_id, api_key } of [first, second]) {
    expect(listed.stdout).toContain(`${key_id}  active`);
    expect(listed.stdout).not.toContain(api_key);
  }
  const revoked = await cli('revoke-key', first.key_id);
  expect([revoked.code, revoked.stdout]).toEqual([0, `The API key ${first.key_id} (First) is revoked\n`]);
  expect(await use(daemon.url, first)).toBe(401);
  const unknown = await cli('revoke-key', 'A'.repeat(16));
  expect([unknown.code, unknown.stderr]).toEqual([1, 'There is no API key with this id.\n']);
  expect((await cli('revoke-key')).code).toBe(2);

  const opened = await cli('open');
  const [, ticket = ''] = /^http:\/\/\S+\/sign-in#ticket=(ccT_[\w-]{43})\n$/.exec(opened.stdout) ?? [];
  expect((await request(daemon.url, 'POST', '/auth/ticket', { body: { ticket } })).status).toBe(200);

  const rotated = await cli('rotate-signing-key');
  const kid = rotated.stdout.trim().split(' ').at(-1);
  expect(decodeProtectedHeader((await signIn(daemon.url)).token).kid).toBe(kid);
  expect((await request(daemon.url, 'GET', '/auth/me', { token: api.token })).status).toBe(200);
  expect(await daemon.stop()).toBe(0);

  // Nobody holds the folder now.
  expect((await cli('list-keys')).stdout).toContain(`${first.key_id}  revoked`);
  expect((await cli('revoke-key', second.key_id)).code).toBe(0);
  const alone = await cli('open');
  expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining('is not running')]);
  const again = await startDaemon({ dataDir });
  expect(await use(again.url, second)).toBe(401);
  expect(await again.stop()).toBe(0);
});

it('says that nobody runs where there is no data folder, and makes none', async () => {
  const nowhere = join(dataDir, 'slip');
  const { code, stderr } = await cliIn(nowhere, 'list-keys');
  expect([code, stderr]).toEqual([1, expect.stringContaining('is not running')]);
  expect(existsSync(nowhere)).toBe(false);
});
