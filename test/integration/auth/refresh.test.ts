/** Refresh tokens: families, two tabs at once, and copies. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenPair } from '../../../shared/api/auth.ts';
import type { AuthTables } from '../../../electron/auth/migrations.ts';
import { hashOfToken } from '../../../electron/auth/opaque-tokens.ts';
import { createInstallation, type Installation } from './installation.ts';

let home: Installation;

beforeEach(async () => {
  home = createInstallation();
  await home.start();
});
afterEach(() => home.remove());

const refresh = (refresh_token: string) =>
  home.call<TokenPair>('POST', '/auth/refresh', { body: { refresh_token } });
const me = (token: string) => home.call('GET', '/auth/me', { token });
const login = async () => (await home.login()).data;
const refused = { status: 401, code: 'AUTH_TOKEN_INVALID' };

describe('two who come with the same refresh token', () => {
  it('at once get the same successor, and access tokens that both work', async () => {
    const { refresh_token } = await login();
    const [one, other] = await Promise.all([refresh(refresh_token), refresh(refresh_token)]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(other.data.refresh_token).toBe(one.data.refresh_token);
    expect(one.data.refresh_token).toMatch(/^ccr_[\w-]{43}$/);
    for (const { data } of [one, other]) expect((await me(data.access_token)).status).toBe(200);
  });

  it('within 20 seconds do so too, also over a restart', async () => {
    const { refresh_token } = await login();
    const first = (await refresh(refresh_token)).data;
    await home.clock.advance(20_000);
    await home.stop();
    await home.start();
    const again = await refresh(refresh_token);
    expect(again).toMatchObject({ status: 200, data: { refresh_token: first.refresh_token } });
  });

  it('later are a thief and its victim: that sign-in ends, and no other', async () => {
    const other = await login();
    const { refresh_token } = await login();
    const next = (await refresh(refresh_token)).data;
    await home.clock.advance(20_001);
    expect(await refresh(refresh_token)).toMatchObject(refused);
    expect(await refresh(next.refresh_token)).toMatchObject(refused);
    expect(await me(next.access_token)).toMatchObject(refused);
    expect((await refresh(other.refresh_token)).status).toBe(200);
    expect(home.log.filter((line) => line.includes('used a second time'))).toHaveLength(1);
  });

  it('are that at once, too, when the successor has been used already', async () => {
    const { refresh_token } = await login();
    const second = (await refresh(refresh_token)).data;
    const third = (await refresh(second.refresh_token)).data;
    expect(await refresh(refresh_token)).toMatchObject(refused);
    expect(await refresh(third.refresh_token)).toMatchObject(refused);
    expect(await me(third.access_token)).toMatchObject(refused);
  });

  it('are not trusted for longer because the clock was set back', async () => {
    const { refresh_token } = await login();
    await refresh(refresh_token);
    home.clock.set(home.clock.now() - 3600_000);
    expect(await refresh(refresh_token)).toMatchObject(refused);
  });
});

describe('a family', () => {
  it('knows its tokens of long ago for what they are', async () => {
    const tokens = [(await login()).refresh_token];
    for (let turn = 0; turn < 30; turn += 1) {
      tokens.push((await refresh(tokens.at(-1) ?? '')).data.refresh_token);
    }
    expect(new Set(tokens).size).toBe(31);
    expect(await refresh(tokens[3] ?? '')).toMatchObject(refused);
    expect(await refresh(tokens.at(-1) ?? '')).toMatchObject(refused);
  });

  it('takes no guess for a member, and a guess ends nothing', async () => {
    const { refresh_token } = await login();
    for (const guess of [
      `${refresh_token}x`,
      refresh_token.slice(0, -1),
      'ccr_',
      refresh_token.toUpperCase(),
    ]) {
      expect(await refresh(guess)).toMatchObject(refused);
    }
    expect((await refresh(refresh_token)).status).toBe(200);
  });

  it('is derived under a key of its own installation, and no token of it stands in the database', async () => {
    const parent = 'ccr_the same parent everywhere';
    const successors: string[] = [];
    for (const one of [home, createInstallation()]) {
      const { database } = one === home ? home.running() : await one.start();
      const { refresh_token } = (await one.login()).data;
      await database
        .query<AuthTables>()
        .updateTable('auth_refresh_tokens')
        .set({ token_hash: hashOfToken(parent) })
        .where('token_hash', '=', hashOfToken(refresh_token))
        .execute();
      const { data } = await one.call<TokenPair>('POST', '/auth/refresh', {
        body: { refresh_token: parent },
      });
      successors.push(data.refresh_token);
      expect(one.bytes().includes(data.refresh_token)).toBe(false);
      if (one !== home) await one.remove();
    }
    expect(successors[0]).not.toBe(successors[1]);
  });
});
