/** `audit verify` at the console, with the program running and without; what the console does stands in the log. */
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ApiKeyMade } from '../../shared/api/auth-keys.ts';
import type { AuditEntry } from '../../shared/api/audit.ts';
import { adminEnv, signIn } from '../support/api.ts';
import { startDaemon } from '../support/daemon.ts';
import { runCli, type Ended } from '../support/programs.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-audit-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const env = { ...adminEnv, CLOUDCUBE_KEY_SOURCE: 'file' };
const cli = (...args: readonly string[]): Promise<Ended> =>
  runCli(dataDir, args, { env: { CLOUDCUBE_KEY_SOURCE: 'file' } });

/** What somebody with the file does to it. */
function tamper(statement: string): void {
  const database = new DatabaseSync(join(dataDir, 'state.db'));
  database.exec('drop trigger if exists audit_log_no_change; drop trigger if exists audit_log_no_removal');
  database.exec(statement);
  database.close();
}

it('tells that the log is whole, or where it is broken, with the exit code', async () => {
  const daemon = await startDaemon({ keepLimits: true, dataDir, env });
  const api = await signIn(daemon.url);
  const named = 'eve\n{"forged":"line"}\u001b[2J\u202e';
  const { data: key } = await api.call<ApiKeyMade>('POST', '/auth/keys', {
    name: named,
    scopes: ['ddns:read'],
  });
  expect((await cli('settings', 'set', 'audit.retention_days', '30')).code).toBe(0);
  const listed = await cli('list-keys');
  expect(listed.stdout.split('\n')).toHaveLength(3);
  expect(listed.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  const { data: entries } = await api.call<AuditEntry[]>('GET', '/admin/audit-logs?actor=command%20line');
  expect(
    entries.map(({ action, target_id, payload_redacted }) => [action, target_id, payload_redacted]),
  ).toEqual([['setting.change', 'audit.retention_days', { old: 400, new: 30 }]]);

  const running = await cli('audit', 'verify');
  expect([running.code, running.stdout]).toEqual([
    0,
    expect.stringMatching(
      /^The audit log is whole: \d+ entries, begun at .+\nEnds with entry \d+, seal \S{43}\n$/,
    ),
  ]);
  expect((await cli('audit')).code).toBe(2);
  expect(await daemon.stop()).toBe(0);

  expect((await cli('revoke-key', key.key_id)).code).toBe(0);
  const stopped = await cli('audit', 'verify');
  expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringContaining('is whole')]);

  tamper("update audit_log set actor = 'nobody' where seq = 2");
  const broken = { code: 1, stdout: '', stderr: expect.stringContaining('is broken at entry 2') as string };
  expect(await cli('audit', 'verify')).toMatchObject(broken);
  const again = await startDaemon({ keepLimits: true, dataDir, env });
  expect(await cli('audit', 'verify')).toMatchObject(broken);
  expect(await again.stop()).toBe(0);
});
