import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { isWithin, mayRuleKey, mayRuleRole, userActions } from '../../../renderer/pages/access/allowed.ts';
import { deviceOf } from '../../../renderer/pages/access/device.ts';
import {
  draftOfKey,
  keyChangeOf,
  newKeyOf,
  problemsOf,
} from '../../../renderer/pages/access/keys/key-draft.ts';
import {
  choose,
  isImplied,
  offeredTo,
  rowsOf,
  toldBy,
} from '../../../renderer/pages/access/permission-model.ts';
import {
  changesPermissions,
  draftOfRole,
  isRoleName,
  newRoleOf,
  roleChangeOf,
} from '../../../renderer/pages/access/roles/role-draft.ts';
import {
  draftOfUser,
  isComplete,
  newUserOf,
  rolesOffered,
  userChangeOf,
} from '../../../renderer/pages/access/users/user-draft.ts';
import {
  draftOfProfile,
  profileChangeOf,
  wantsPassword,
} from '../../../renderer/pages/access/you/profile-draft.ts';
import { qrOf } from '../../../renderer/components/qr.ts';
import type { ApiKey } from '../../../shared/api/auth-keys.ts';
import { userExample, type User } from '../../../shared/api/auth.ts';
import type { Role } from '../../../shared/api/roles.ts';
import { builtInRoles } from '../../../shared/roles.ts';

const user = (name: string, role: string): User => ({
  ...userExample,
  id: name,
  username: name,
  role,
  permissions: [...(builtInRoles.get(role) ?? [])],
});
const owner = user('owner', 'super_admin');
const admin = user('admin', 'admin');
const manager = user('manager', 'manager');
const reader = user('reader', 'user');

const role: Role = {
  name: 'dns-keeper',
  description: 'Looks after the names',
  permissions: ['ddns:read', 'ddns:write'],
  built_in: false,
  users: 0,
  created_at: null,
  updated_at: null,
};
const key: ApiKey = {
  key_id: '4fQ9sX2mLbTz81Ka',
  name: 'Prometheus',
  description: null,
  tags: ['monitoring'],
  scopes: ['ddns:read'],
  user_id: 'admin',
  username: 'admin',
  state: 'active',
  is_active: true,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
  expires_at: null,
  revoked_at: null,
  rotated_at: null,
  old_secret_until: null,
  networks: ['192.168.1.0/24'],
  rate_limit: { requests: 60, seconds: 60 },
  concurrency_limit: null,
  last_used: null,
  last_used_ip: null,
  usage_count: 0,
};

describe('what is offered', () => {
  it('is nothing about somebody who may do more', () => {
    expect(userActions(admin, owner)).toEqual({ edit: false, rule: false, look: true });
    expect(userActions(owner, admin)).toEqual({ edit: true, rule: true, look: true });
    expect(userActions(admin, reader)).toEqual({ edit: true, rule: true, look: true });
  });

  it('is for a manager to look, for a reader nothing, and over oneself nobody rules', () => {
    expect(userActions(manager, reader)).toEqual({ edit: false, rule: false, look: true });
    expect(userActions(reader, manager)).toEqual({ edit: false, rule: false, look: false });
    expect(userActions(admin, admin)).toEqual({ edit: true, rule: false, look: false });
  });

  it('is nothing about roles that are built in or go beyond', () => {
    expect(mayRuleRole(admin, role)).toBe(true);
    expect(mayRuleRole(manager, role)).toBe(false);
    expect(mayRuleRole(owner, { ...role, built_in: true })).toBe(false);
    expect(mayRuleRole(admin, { ...role, permissions: ['*'] })).toBe(false);
  });

  it('is nothing about keys that are revoked or go beyond', () => {
    expect(mayRuleKey(admin, key)).toBe(true);
    expect(mayRuleKey(manager, key)).toBe(false);
    expect(mayRuleKey(admin, { ...key, scopes: ['ddns:*'] })).toBe(false);
    expect(mayRuleKey(owner, { ...key, state: 'revoked' })).toBe(false);
  });

  it('are roles that grant no more than one holds, and the one somebody has', () => {
    const roles = [...builtInRoles].map(([name, permissions]) => ({ name, permissions }));
    const within = (permissions: readonly string[]) => isWithin(admin, permissions);
    expect(rolesOffered(roles, within, undefined)).toEqual(['user', 'operator', 'manager', 'admin']);
    expect(rolesOffered(roles, within, 'super_admin')).toContain('super_admin');
    expect(rolesOffered(roles, within, 'user')).toHaveLength(4);
  });
});

describe('the grid of permissions', () => {
  const known = ['users:admin', 'ddns:write', 'users:read', 'ddns:read'].map((permission) => ({
    permission,
    description: `About ${permission}`,
  }));

  it('has a line for each area, from looking to ruling, and all of it for who holds all of it', () => {
    const rows = rowsOf(offeredTo(['*'], known), ['*']);
    expect(rows.map(({ area, cells }) => [area, cells.map(({ verb }) => verb)])).toEqual([
      ['ddns', ['read', 'write', 'all']],
      ['users', ['read', 'admin', 'all']],
    ]);
    expect(rows[0]?.cells[0]).toEqual({
      permission: 'ddns:read',
      verb: 'read',
      description: 'About ddns:read',
    });
  });

  it('offers nothing that is not held', () => {
    const held = ['ddns:*', 'users:read'];
    expect(rowsOf(offeredTo(held, known), held).map(({ cells }) => cells.length)).toEqual([3, 1]);
    expect(offeredTo(['ddns:read', 'users:*'], undefined)).toEqual([
      { permission: 'ddns:read', description: '' },
    ]);
  });

  it('does not name again what a wider choice grants, and leaves out only what was chosen', () => {
    expect(choose(['ddns:read', 'users:read'], 'ddns:*', true)).toEqual(['users:read', 'ddns:*']);
    expect(choose(['ddns:read', 'users:*'], '*', true)).toEqual(['*']);
    expect(choose(['ddns:*', 'users:read'], 'ddns:*', false)).toEqual(['users:read']);
    expect(isImplied(['ddns:*'], 'ddns:read')).toBe(true);
    expect(isImplied(['ddns:read'], 'ddns:read')).toBe(false);
    expect(isImplied(['*'], 'ddns:*')).toBe(true);
  });

  it('tells what is held by area', () => {
    expect(toldBy(['users:read', 'ddns:write', 'ddns:read'])).toEqual([
      { area: 'ddns', verbs: ['read', 'write'] },
      { area: 'users', verbs: ['read'] },
    ]);
    expect(toldBy(['ddns:*', 'ddns:read'])).toEqual([{ area: 'ddns', verbs: ['all'] }]);
    expect(toldBy(['*'])).toBeNull();
  });
});

describe('the form of oneself', () => {
  it('wants the password for another e-mail address alone, and sends only what differs', () => {
    const draft = draftOfProfile(userExample);
    expect(profileChangeOf(userExample, draft)).toBeNull();
    expect(profileChangeOf(userExample, { ...draft, fullName: ' ' })).toEqual({ full_name: null });
    expect(wantsPassword(userExample, { ...draft, fullName: 'Ada' })).toBe(false);
    const moved = { ...draft, email: 'ada@example.org', password: 'present' };
    expect(profileChangeOf(userExample, moved)).toEqual({
      email: 'ada@example.org',
      current_password: 'present',
    });
  });
});

describe('the form of a user', () => {
  it('begins with the least role and wants a name and a password typed twice', () => {
    const draft = { ...draftOfUser(undefined), username: ' ben ' };
    expect(isComplete(draft)).toBe(false);
    const whole = { ...draft, password: { password: 'long enough it is', again: 'long enough it is' } };
    expect(isComplete(whole)).toBe(true);
    expect(isComplete({ ...whole, username: ' ' })).toBe(false);
    expect(newUserOf(whole)).toEqual({
      username: 'ben',
      full_name: null,
      email: null,
      role: 'user',
      password: 'long enough it is',
    });
  });

  it('sends only what differs', () => {
    const draft = draftOfUser(userExample);
    expect(userChangeOf(userExample, draft)).toBeNull();
    expect(userChangeOf(userExample, { ...draft, role: 'manager', email: '' })).toEqual({
      role: 'manager',
      email: null,
    });
  });
});

describe('the form of a role', () => {
  it('takes the names that the server takes', () => {
    expect(['a', 'dns-keeper', 'x_1', 'a'.repeat(64)].every(isRoleName)).toBe(true);
    expect(['', '-a', 'a-', 'Dns', 'a b', 'a'.repeat(65)].some(isRoleName)).toBe(false);
  });

  it('sends only what differs, whatever the order of the permissions', () => {
    const draft = draftOfRole(role);
    const turned = { ...draft, permissions: ['ddns:write', 'ddns:read'] };
    expect(roleChangeOf(role, turned)).toBeNull();
    expect(changesPermissions(role, turned)).toBe(false);
    expect(roleChangeOf(role, { ...draft, permissions: ['ddns:read'] })).toEqual({
      permissions: ['ddns:read'],
    });
    expect(newRoleOf({ ...draft, name: ' keeper ' }).name).toBe('keeper');
  });
});

describe('the form of an API key', () => {
  const typed = { ...draftOfKey(undefined), name: ' Prometheus ', scopes: ['ddns:read'] };

  it('begins with a year and no limits', () => {
    expect(problemsOf(typed)).toEqual([]);
    expect(newKeyOf(typed)).toEqual({
      name: 'Prometheus',
      description: null,
      tags: [],
      scopes: ['ddns:read'],
      expires_in: 365,
      networks: [],
      rate_limit: null,
      concurrency_limit: null,
    });
  });

  it('takes lists apart, each entry once, and a life without an end', () => {
    const draft = {
      ...typed,
      tags: 'home, monitoring,home',
      networks: '10.0.0.0/8\n fd00::/8\n',
      life: 'never',
      requests: '60',
      seconds: '30',
      concurrency: '4',
    };
    expect(newKeyOf(draft)).toMatchObject({
      tags: ['home', 'monitoring'],
      networks: ['10.0.0.0/8', 'fd00::/8'],
      expires_in: null,
      rate_limit: { requests: 60, seconds: 30 },
      concurrency_limit: 4,
    });
  });

  it('says what cannot be sent', () => {
    expect(problemsOf(draftOfKey(undefined))).toEqual(['name', 'scopes']);
    expect(problemsOf({ ...typed, requests: '60' })).toEqual(['rate']);
    expect(problemsOf({ ...typed, requests: '0', seconds: '60' })).toEqual(['rate']);
    expect(problemsOf({ ...typed, concurrency: '1.5' })).toEqual(['concurrency']);
  });

  it('sends only what differs, and a new life only where one was chosen', () => {
    const draft = draftOfKey(key);
    expect(keyChangeOf(key, draft)).toBeNull();
    expect(keyChangeOf(key, { ...draft, life: '30' })).toEqual({ expires_in: 30 });
    expect(keyChangeOf(key, { ...draft, life: 'never' })).toEqual({ expires_in: null });
    expect(keyChangeOf(key, { ...draft, requests: '', seconds: '', networks: '' })).toEqual({
      networks: [],
      rate_limit: null,
    });
  });
});

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari',
      'iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
      'Chrome',
      'Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox', 'Linux'],
    ['curl/8.5.0', 'curl', null],
    ['Home Assistant/2026.11', 'Home Assistant', null],
    ['', null, null],
    ['<script>alert(1)</script>', null, null],
  ])('is read from %j', (userAgent, program, system) => {
    expect(deviceOf(userAgent)).toEqual({ program, system });
  });
});

describe('the QR code', () => {
  it('holds the address for the app, with a light edge around it', () => {
    const uri =
      'otpauth://totp/CloudCube:admin?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=CloudCube&algorithm=SHA1&digits=6&period=30';
    const { path, size } = qrOf(uri);
    const scale = 4;
    const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
    for (const [, x = '', y = ''] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
      expect(Math.min(Number(x), Number(y))).toBeGreaterThanOrEqual(4);
      for (let row = 0; row < scale; row += 1) {
        const start = ((Number(y) * scale + row) * size * scale + Number(x) * scale) * 4;
        for (let column = 0; column < scale; column += 1)
          pixels.fill(0, start + column * 4, start + column * 4 + 3);
      }
    }
    expect(decodeQR({ width: size * scale, height: size * scale, data: pixels })).toBe(uri);
  });
});
