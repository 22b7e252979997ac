import { createPrivateKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenPair } from '../../../shared/api/auth.ts';
import type { AuthTables } from '../../../electron/auth/migrations.ts';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';

let home: Installation;

beforeEach(() => {
  home = createInstallation();
});
afterEach(() => home.remove());

const signingKeys = () =>
  home.running().database.query<AuthTables>().selectFrom('auth_signing_keys').selectAll().execute();
const refresh = (refresh_token: string) =>
  home.call<TokenPair>('POST', '/auth/refresh', { body: { refresh_token } });

describe('the signing key', () => {
  it('is made once, and read at later starts', async () => {
    await home.start();
    await home.login();
    const [made, ...others] = await signingKeys();
    expect(others).toEqual([]);
    await home.stop();
    await home.start();
    await home.login();
    expect(await signingKeys()).toEqual([made]);
  });

  it('is made once for many who sign in before it is there', async () => {
    await home.start();
    const replies = await Promise.all([home.login(), home.login(), home.login()]);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
    expect(await signingKeys()).toHaveLength(1);
  });

  it('is not stored after a stop that came before it was made', async () => {
    await home.start();
    await home.stop();
    await home.start();
    expect((await home.login()).status).toBe(200);
    expect(await signingKeys()).toHaveLength(1);
  });

  it('is never replaced when it cannot be opened: it is said, and nobody signs in', async () => {
    await home.start();
    const before = (await home.login()).data;
    const [row] = await signingKeys();
    const altered = Uint8Array.from(row?.private_key ?? []);
    altered[100] = (altered[100] ?? 0) ^ 1;
    await home
      .running()
      .database.query<AuthTables>()
      .updateTable('auth_signing_keys')
      .set({ private_key: altered })
      .execute();
    await home.stop();
    await home.start();
    expect(await home.login()).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(home.log.some((line) => line.includes('cannot be opened'))).toBe(true);
    expect(await signingKeys()).toEqual([{ ...row, private_key: altered }]);
    expect((await home.call('GET', '/auth/me', { token: before.access_token })).status).toBe(200);
  });
});

describe('while the master key is away', () => {
  it('says so to who signs in, keeps those who are, and goes on when it is back', async () => {
    await home.start();
    const before = (await home.login()).data;
    await home.stop();
    home.hideMasterKey(true);
    await home.start();

    const refused = { status: 503, code: 'SECRETS_KEY_MISSING', retryAfter: '30' };
    expect(await home.login()).toMatchObject(refused);
    expect(await refresh(before.refresh_token)).toMatchObject(refused);
    expect((await home.call('GET', '/auth/me', { token: before.access_token })).status).toBe(200);

    home.hideMasterKey(false);
    await home.clock.advance(30_000);
    expect((await home.login()).status).toBe(200);
    expect((await refresh(before.refresh_token)).status).toBe(200);
  });

  it('does not use up the setup address', async () => {
    await home.start({ adminPassword: null });
    const { token } = await home.running().auth.setupLink();
    await home.stop();
    home.hideMasterKey(true);
    await home.start({ adminPassword: null });
    const setUp = () => home.call('POST', '/setup', { body: { token, password: PASSWORD } });
    expect(await setUp()).toMatchObject({ status: 503, code: 'SECRETS_KEY_MISSING' });
    home.hideMasterKey(false);
    await home.clock.advance(30_000);
    expect((await setUp()).status).toBe(201);
  });
});

describe('canaries', () => {
  it('stand neither in the log nor in the database', async () => {
    const { auth } = await home.start({ adminPassword: null });
    const { token } = await auth.setupLink();
    const wrong = 'a wrong password 7c1f';
    const first = await home.call<TokenPair>('POST', '/setup', { body: { token, password: PASSWORD } });
    const again = (await refresh(first.data.refresh_token)).data;
    await refresh(first.data.refresh_token);
    await home.login({ password: wrong });
    await home.login({ username: wrong });
    await home.call('GET', '/auth/me', { token: `${again.access_token}x` });
    const [row] = await signingKeys();
    const der = home
      .running()
      .secretBox.open(
        { table: 'auth_signing_keys', column: 'private_key', row: row?.kid ?? '' },
        row?.private_key ?? new Uint8Array(),
      );
    const { d = '', p = '' } = createPrivateKey({
      key: Buffer.from(der),
      format: 'der',
      type: 'pkcs8',
    }).export({
      format: 'jwk',
    });
    await home.stop();

    const secrets = [
      token,
      PASSWORD,
      wrong,
      first.data.access_token,
      first.data.refresh_token,
      again.access_token,
      again.refresh_token,
      d,
      p,
    ];
    const logged = home.log.join('\n');
    const bytes = home.bytes();
    expect(bytes.includes('auth_signing_keys')).toBe(true);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(12);
      expect(logged).not.toContain(secret);
      expect(bytes.includes(secret)).toBe(false);
    }
    for (const binary of [Buffer.from(d, 'base64url'), Buffer.from(p, 'base64url'), Buffer.from(der)]) {
      expect(bytes.includes(binary.subarray(0, 32))).toBe(false);
    }
  });
});
