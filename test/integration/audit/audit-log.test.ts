import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry, AuditVerification } from '../../../shared/api/audit.ts';
import { csvCell } from '../../../electron/kernel/csv.ts';
import { createInstallation, type Installation } from '../auth/installation.ts';

const NAME = 'eve\n=cmd()\u001b[2J\u202e';
let home: Installation;
let token: string;

beforeEach(async () => {
  home = createInstallation();
  await home.start();
  token = (await home.login()).data.access_token;
});
afterEach(() => home.remove());

const list = async (query = '', by = token): Promise<AuditEntry[]> =>
  (await home.call<AuditEntry[]>('GET', `/admin/audit-logs?${query}`, { token: by })).data;
const download = (format: string) =>
  home.running().server.inject({
    method: 'GET',
    url: `/api/v2/admin/audit-logs/export?format=${format}&action=key.create`,
    headers: { host: 'localhost', authorization: `Bearer ${token}` },
  });
const makeKey = (name = 'Widget') =>
  home.call('POST', '/auth/keys', { token, body: { name, scopes: ['ddns:read'] } });

describe('the audit log over the API', () => {
  it('tells the newest first, in the documented shape, by what one asks for', async () => {
    await makeKey();
    const [entry] = await list('limit=1');
    expect(entry).toMatchObject({
      actor: 'admin',
      actor_kind: 'token',
      action: 'key.create',
      target_type: 'key',
      payload_redacted: { name: 'Widget', scopes: ['ddns:read'] },
      ip: '192.0.2.1',
      result: 'success',
    });
    const { data, status } = await home.call<AuditEntry[]>(
      'GET',
      `/admin/audit-logs?actor=admin&action=key.*&target_id=${entry?.target_id ?? ''}&since=2000-01-01T00:00:00Z`,
      { token },
    );
    expect([status, data.length]).toEqual([200, 1]);
    expect((await home.call('GET', '/admin/audit-logs?limit=1001', { token })).status).toBe(400);
    expect(await list('until=2000-01-01T00:00:00Z')).toEqual([]);
  });

  it('is for who may read it alone, and tells who was refused', async () => {
    const { token: user, id } = await home.user('ada', 'manager');
    expect((await home.call('GET', '/admin/audit-logs', { token: user })).code).toBe(
      'AUTH_INSUFFICIENT_PERMISSIONS',
    );
    const tryIt = () => home.call('POST', '/users', { token: user, body: {} });
    for (let time = 0; time < 5; time++) await tryIt();
    await home.clock.advance(60_000);
    const denied = (await list('result=denied')).filter(({ action }) => action === 'user.create');
    expect(
      denied.map(({ actor, actor_id, payload_redacted }) => [actor, actor_id, payload_redacted]),
    ).toEqual([
      ['ada', id, { error_code: 'AUTH_INSUFFICIENT_PERMISSIONS', times: 4 }],
      ['ada', id, { error_code: 'AUTH_INSUFFICIENT_PERMISSIONS' }],
    ]);
  });

  it('tells wrong passwords: whose, from where and how often, and never what was typed', async () => {
    for (let time = 0; time < 4; time++) await home.login({ password: 'canary of a password' });
    await home.login({ username: 'canary of a password' });
    await home.clock.advance(60_000);
    const failed = await list('action=auth.sign_in&result=failure');
    expect(failed.map(({ payload_redacted }) => payload_redacted)).toEqual([
      { error_code: 'AUTH_INVALID_CREDENTIALS', username: 'admin', times: 3 },
      { error_code: 'AUTH_INVALID_CREDENTIALS', username: null },
      { error_code: 'AUTH_INVALID_CREDENTIALS', username: 'admin' },
    ]);
    expect(home.bytes().includes('canary')).toBe(false);
  });

  it('is a file that no name can forge a line or a formula in', async () => {
    await makeKey(NAME);
    const csv = await download('csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toMatch(
      /^attachment; filename="cloudcube-audit-[\d-]+\.csv"$/,
    );
    expect(csv.body.split('\r\n')).toHaveLength(3);
    expect(csv.body.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    const json = (await download('json')).json<AuditEntry[]>();
    expect(json.map(({ action }) => action)).toEqual(['key.create']);
    expect((await list('action=audit.export')).length).toBe(2);
  });

  it.each([
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@x', `"'@x"`],
    ['\tx', `"'\\u0009x"`],
    ['\rx', `"'\\u000dx"`],
    ['say "x", y', '"say ""x"", y"'],
    [{ a: 1 }, '"{""a"":1}"'],
    [null, ''],
  ])('the cell of %j is %s', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('is verified over the API, and says where it is broken', async () => {
    await makeKey();
    const verify = async () =>
      (await home.call<AuditVerification>('GET', '/admin/audit-logs/verification', { token })).data;
    const whole = await verify();
    expect(whole).toMatchObject({ fault: null, checkpoint: null, newest: whole.entries });
    const { database } = home.running();
    const run = async (text: string) => {
      const { sql } = await import('kysely');
      await sql.raw(text).execute(database.query());
    };
    await run('drop trigger audit_log_no_change');
    await run("update audit_log set actor = 'somebody' where seq = 2");
    expect((await verify()).fault).toEqual({ seq: 2, problem: 'altered' });
  });

  it('is pruned by age, daily, unless it is broken', async () => {
    const DAY = 24 * 3600_000;
    const { audit } = home.running();
    await home.clock.advance(2 * DAY);
    await audit.record({ action: 'test.late' });
    await audit.keepUp(DAY);
    const after = await audit.list({}, { limit: 10, offset: 0 });
    expect(after.rows.map(({ action, actor }) => [action, actor])).toEqual([
      ['audit.prune', 'system'],
      ['test.late', 'system'],
    ]);
    const { fault, checkpoint } = await audit.verify();
    expect([fault, checkpoint?.seq]).toEqual([null, (after.rows.at(-1)?.seq ?? 0) - 1]);
  });
});
