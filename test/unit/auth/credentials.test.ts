import { describe, expect, it } from 'vitest';
import { createCredentialCheck } from '../../../electron/auth/credentials.ts';
import { createTries } from '../../../electron/auth/tries.ts';
import type { Credentials, UserRecord, UserStore } from '../../../electron/auth/user-store.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { createFakeAudit } from '../../fakes/audit.ts';

const user: UserRecord = {
  id: 'u1',
  username: 'ada',
  email: null,
  full_name: null,
  role: 'user',
  is_active: true,
  epoch: 1,
  totp_enabled_at: null,
  last_login: null,
  password_changed_at: 0,
  created_at: 0,
  updated_at: 0,
};

/** A check over one user, with a list of what was asked in which order. */
async function createHome(change: Partial<UserRecord> = {}) {
  const asked: string[] = [];
  const found: Credentials = {
    user: { ...user, ...change },
    passwordHash: 'hash of ada',
    totpSecret: null,
    totpLastStep: null,
  };
  const users = {
    credentials: (key: object) =>
      Promise.resolve('username_key' in key && key.username_key === 'ada' ? found : undefined),
  } as Partial<UserStore> as UserStore;
  const rows = new Map<string, unknown>();
  const tries = await createTries({
    clock: createVirtualClock(),
    store: {
      all: () => Promise.resolve([]),
      put: (row) => Promise.resolve(void rows.set(row.key, row.failures)),
      delete: () => Promise.resolve(),
    },
  });
  const check = createCredentialCheck({
    audit: createFakeAudit(),
    users,
    tries,
    passwords: {
      hash: () => Promise.reject(new Error('Nothing to hash here')),
      matches(password, hash) {
        asked.push(`password against ${hash ?? 'nobody'}`);
        return Promise.resolve(password === 'right' && hash === 'hash of ada');
      },
    },
    totp: {
      accepts(_found, code) {
        asked.push('code');
        return Promise.resolve(code === '123456');
      },
    },
    serverKey: { ready: () => Promise.resolve((purpose, from) => `${purpose} of ${String(from.length)}`) },
    logger: {
      error: () => undefined,
      warn: () => undefined,
      info: () => undefined,
      debug: () => undefined,
    },
  });
  return { check, asked, rows };
}

const IP = '192.0.2.1';

describe('a sign-in', () => {
  it('costs one password check, whether the user is known or not', async () => {
    for (const [username, hash] of [
      ['ada', 'hash of ada'],
      ['eve', 'nobody'],
    ] as const) {
      const { check, asked, rows } = await createHome();
      await expect(check.signIn({ username, password: 'wrong' }, IP)).rejects.toMatchObject({
        code: 'AUTH_INVALID_CREDENTIALS',
      });
      expect(asked).toEqual([`password against ${hash}`]);
      expect([...rows.values()]).toEqual([1, 1]);
    }
  });

  it('tells nothing of a state or a second factor to who does not know the password', async () => {
    for (const change of [{ is_active: false }, { totp_enabled_at: 1 }]) {
      const { check, asked } = await createHome(change);
      const attempt = { username: 'ada', password: 'wrong', totp_code: '123456' };
      await expect(check.signIn(attempt, IP)).rejects.toMatchObject({ code: 'AUTH_INVALID_CREDENTIALS' });
      expect(asked).toEqual(['password against hash of ada']);
    }
  });

  it('wants both the password and the code', async () => {
    const { check, asked, rows } = await createHome({ totp_enabled_at: 1 });
    const attempt = { username: 'ada', password: 'right' };
    await expect(check.signIn(attempt, IP)).rejects.toMatchObject({ code: 'AUTH_TOTP_REQUIRED' });
    expect(rows.size).toBe(0);
    await expect(check.signIn({ ...attempt, totp_code: '000000' }, IP)).rejects.toMatchObject({
      code: 'AUTH_TOTP_INVALID',
    });
    expect([...rows.values()]).toEqual([1, 1]);
    expect(await check.signIn({ ...attempt, totp_code: '123456' }, IP)).toMatchObject({ username: 'ada' });
    expect(asked.filter((what) => what === 'code')).toHaveLength(2);
  });

  it('uses no code up for who is kept out', async () => {
    const { check, asked } = await createHome({ is_active: false, totp_enabled_at: 1 });
    const attempt = { username: 'ada', password: 'right', totp_code: '123456' };
    await expect(check.signIn(attempt, IP)).rejects.toMatchObject({ code: 'AUTH_USER_DISABLED' });
    expect(asked).toEqual(['password against hash of ada']);
  });
});
