/** A data folder from before sign-ins had kinds: whoever was signed in stays so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TokenPair } from '../../../shared/api/auth.ts';
import { authMigrations } from '../../../electron/auth/migrations.ts';
import { hashOfToken } from '../../../electron/auth/opaque-tokens.ts';
import { openDatabase } from '../../../electron/kernel/database.ts';
import { createInstallation, type Installation } from './installation.ts';

interface Before {
  users: Record<string, string | number | null>;
  auth_sessions: Record<string, string | number>;
}

let home: Installation;

beforeEach(() => {
  home = createInstallation();
});
afterEach(() => home.remove());

it('keeps refresh tokens of before good, once each, and their sign-ins apart', async () => {
  const before = Object.fromEntries(Object.entries(authMigrations).filter(([name]) => name < 'auth_005'));
  const now = home.clock.now();
  const user = { id: '0198f3a0-0000-7000-8000-00000000000a', username: 'admin', username_key: 'admin' };
  const session = { user_id: user.id, created_at: now, refreshed_at: now, ip: '192.0.2.7' };
  const database = openDatabase(home.stateFile);
  await database.migrate(before);
  await database
    .query<Before>()
    .insertInto('users')
    .values({
      ...user,
      ...{
        password_hash: 'none',
        role: 'super_admin',
        epoch: 4,
        created_at: 1,
        updated_at: 1,
        last_login: null,
      },
    })
    .execute();
  for (const [session_id, token, expires_at] of [
    ['0198f3a0-0000-7000-8000-0000000000b1', 'ccr_one', now + 1000],
    ['0198f3a0-0000-7000-8000-0000000000b2', 'ccr_two', now + 2000],
    ['0198f3a0-0000-7000-8000-0000000000b3', 'ccr_gone', now - 1],
  ] as const) {
    await database
      .query<Before>()
      .insertInto('auth_sessions')
      .values({ ...session, session_id, refresh_hash: hashOfToken(token), expires_at })
      .execute();
  }
  database.close();

  await home.start();
  await home.clock.advance(1);
  const refresh = (refresh_token: string) =>
    home.call<TokenPair>('POST', '/auth/refresh', { body: { refresh_token } });
  const first = await refresh('ccr_one');
  expect(first.status).toBe(200);
  expect((await refresh('ccr_gone')).status).toBe(401);
  const { data } = await home.call<{ sessions: object[] }>('GET', '/auth/sessions', {
    token: first.data.access_token,
  });
  expect(data.sessions).toMatchObject([
    { kind: 'token', ip: '192.0.2.7', user_agent: '', current: true },
    { kind: 'token', ip: '192.0.2.7', current: false },
  ]);
  await home.clock.advance(20_001);
  // A copy of a token from before is found out as any other.
  expect((await refresh('ccr_one')).status).toBe(401);
  expect((await refresh(first.data.refresh_token)).status).toBe(401);
});

it('is brought up to date in place, also where nobody was signed in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-upgrade-'));
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate(
    Object.fromEntries(Object.entries(authMigrations).filter(([name]) => name < 'auth_005')),
  );
  await database.migrate(authMigrations);
  expect(await database.pending(authMigrations)).toEqual([]);
  database.close();
  rmSync(folder, { recursive: true });
});
