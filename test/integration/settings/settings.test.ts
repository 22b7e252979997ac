/** The settings of a running program, as its owner deals with them over the API. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../shared/api/audit.ts';
import type {
  Setting,
  SettingChange,
  SettingList,
  SettingsDocument,
  SettingsImport,
} from '../../../shared/api/settings.ts';
import { admin, adminEnv, request, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';

const PASSPHRASE = 'correct horse battery staple';
let dataDir: string;
let daemon: Daemon;
let api: Api;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-settings-'));
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ log_level: 'warn' }));
  daemon = await startDaemon({ dataDir, env: { ...adminEnv, CLOUDCUBE_KEY_SOURCE: 'file' } });
  api = await signIn(daemon.url);
});
afterAll(async () => {
  await daemon.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const list = async (): Promise<SettingList> => (await api.call<SettingList>('GET', '/settings')).data;
const setting = async (key: string): Promise<Setting> => {
  const found = (await list()).settings.find((one) => one.key === key);
  if (!found) throw new Error(`There is no ${key}`);
  return found;
};
const put = (changes: object, revision?: number) =>
  api.call<SettingList>('PUT', '/settings', { changes, ...(revision === undefined ? {} : { revision }) });

describe('every setting', () => {
  it('is told with its words, in the caller’s language, its default and its limits', async () => {
    expect(await setting('ddns.interval_seconds')).toMatchObject({
      ...{ group: 'ddns', title: 'Checking interval', value: 300, default: 300, changed: false },
      schema: { type: 'integer', minimum: 30, maximum: 86_400 },
      ...{ managed_by: null, changed_at: null, changed_by: null },
    });
    const response = await fetch(`${daemon.url}/api/v2/settings`, {
      headers: { authorization: `Bearer ${api.token}`, 'accept-language': 'zh-CN' },
    });
    const { data } = (await response.json()) as { data: SettingList };
    expect(data.settings.find(({ key }) => key === 'ddns.interval_seconds')?.title).toBe('检查间隔');
    expect(data.groups.map(({ title }) => title)).toContain('访问频率上限');
    const groups = new Set(data.groups.map(({ group }) => group));
    for (const { key, group, title, description } of data.settings) {
      expect(groups).toContain(group);
      expect([title, description], key).not.toContain('');
    }
  });

  it('says which page changes it, where that is another one, and cannot be changed past that page', async () => {
    expect((await setting('server.lan_access')).managed_by).toBe('/exposure');
    const { status, error } = await put({ 'server.lan_access': true });
    expect([status, error?.code]).toEqual([409, 'SETTING_ELSEWHERE']);
    expect(error?.message).toContain('/exposure');
  });

  it('what was given at the start is told with where it comes from, and no secret with it', async () => {
    const { boot } = await list();
    const origins = Object.fromEntries(boot.settings.map(({ key, origin }) => [key, origin]));
    expect(origins).toMatchObject({
      ...{ data_dir: 'flag', port: 'flag', dns_port: 'flag' },
      ...{ log_level: 'file', key_source: 'environment', tls_port: 'default', host: 'default' },
    });
    expect(boot.file).toBe(join(dataDir, 'config.json'));
    expect(boot.settings.find(({ key }) => key === 'key_source')).toMatchObject({
      ...{ value: 'file', flag: '--key-source', environment: 'CLOUDCUBE_KEY_SOURCE', in_file: 'key_source' },
    });
    expect(JSON.stringify(boot)).not.toContain(admin.password);
  });
});

describe('a change', () => {
  it('is in force at once, also after a restart, with who made it and when; again it changes nothing', async () => {
    const { revision } = await list();
    const changed = await put(
      { 'ddns.interval_seconds': 600, 'dns.zones': ['home.arpa', 'x.arpa'] },
      revision,
    );
    expect(changed.status).toBe(200);
    expect(changed.data.revision).toBe(revision + 2);
    expect(await setting('ddns.interval_seconds')).toMatchObject({
      ...{ value: 600, changed: true, changed_by: 'admin' },
    });
    // The name server answers for the new zone without a restart.
    const records = await api.call('GET', '/ddns/records?domain=x.arpa');
    expect(records.status).toBe(200);
    expect((await put({ 'ddns.interval_seconds': 600 })).data.revision).toBe(revision + 2);
  });

  it('to nothing is back to the default, and has a history', async () => {
    await put({ 'ddns.interval_seconds': 700 });
    await put({ 'ddns.interval_seconds': null });
    expect(await setting('ddns.interval_seconds')).toMatchObject({ value: 300, changed: false });
    const { data, pagination } = await api.call<{ changes: SettingChange[] }>(
      'GET',
      '/settings/ddns.interval_seconds/history?size=2',
    );
    expect(data.changes).toEqual([
      expect.objectContaining({ old: 700, new: null, actor: 'admin' }),
      expect.objectContaining({ new: 700 }),
    ]);
    expect(pagination?.total).toBeGreaterThanOrEqual(2);
    expect((await api.call('GET', '/settings/no.such/history')).error?.code).toBe('SETTING_UNKNOWN');
  });

  it('that does not fit changes nothing of all that was asked for, and tells each field', async () => {
    const before = await list();
    const { status, error } = await put({
      'ddns.hold_down_seconds': 5,
      'ddns.interval_seconds': 3,
      'dns.zones': ['home.arpa', 'NOT A ZONE'],
    });
    expect([status, error?.code]).toEqual([400, 'SETTING_INVALID']);
    expect(error?.details).toEqual([
      expect.objectContaining({ key: 'ddns.interval_seconds', message: 'must be at least 30' }),
      expect.objectContaining({ key: 'dns.zones', message: 'NOT A ZONE is not valid' }),
    ]);
    expect((await put({ 'ddns.hold_down_seconds': 5, 'no.such': 1 })).error?.code).toBe('SETTING_UNKNOWN');
    expect(await list()).toEqual(before);
  });

  it('to a list that somebody has changed meanwhile is a conflict', async () => {
    const { revision } = await list();
    await put({ 'logs.keep_days': 20 });
    expect((await put({ 'logs.keep_days': 30 }, revision)).error?.code).toBe('SETTINGS_CHANGED_MEANWHILE');
    expect((await setting('logs.keep_days')).value).toBe(20);
  });

  it('stands in the audit log with what it was before and what it is now', async () => {
    await put({ 'logs.file_mb': 20 });
    const path = '/admin/audit-logs?action=setting.change&limit=1';
    const [entry] = (await api.call<AuditEntry[]>('GET', path)).data;
    expect(entry).toMatchObject({ target_id: 'logs.file_mb', payload_redacted: { old: 10, new: 20 } });
  });

  it('outlives a restart', async () => {
    await put({ 'logs.file_mb': 30 });
    await daemon.stop('SIGKILL');
    daemon = await startDaemon({ dataDir });
    api = await signIn(daemon.url);
    expect((await setting('logs.file_mb')).value).toBe(30);
  });
});

describe('settings that are carried away', () => {
  const exported = async (): Promise<SettingsDocument> => {
    const { status, data } = await api.call<SettingsDocument>('POST', '/settings/export', {
      passphrase: PASSPHRASE,
    });
    expect(status).toBe(200);
    return data;
  };
  const bring = (document: object, more: object = {}) =>
    api.call<SettingsImport>('POST', '/settings/import', { passphrase: PASSPHRASE, document, ...more });

  it('tell what they would change, and change nothing before it is asked for', async () => {
    await put({ 'ddns.interval_seconds': 900, 'logs.keep_days': 40 });
    const document = await exported();
    await put({ 'ddns.interval_seconds': 1000, 'logs.keep_days': null, 'checks.resolvers': ['192.0.2.1'] });
    const dry = await bring(document, { dry_run: true });
    expect(dry.data).toMatchObject({ applied: false, unfit: [], unknown: [] });
    expect(dry.data.changes).toEqual([
      { key: 'logs.keep_days', title: 'Days to keep', old: 14, new: 40 },
      { key: 'ddns.interval_seconds', title: 'Checking interval', old: 1000, new: 900 },
    ]);
    expect((await setting('ddns.interval_seconds')).value).toBe(1000);

    expect((await bring(document)).data.applied).toBe(true);
    expect((await setting('ddns.interval_seconds')).value).toBe(900);
    expect((await setting('checks.resolvers')).value).toEqual(['192.0.2.1']);
    await bring(document, { reset_others: true });
    expect(await setting('checks.resolvers')).toMatchObject({ changed: false });
    expect((await bring(document, { reset_others: true })).data.changes).toEqual([]);
  });

  it('come to another installation, with what belongs to other pages', async () => {
    await api.call('PUT', '/exposure', { allowed_hosts: ['nas.example'], device_port: 0 });
    const document = await exported();
    const other = await startDaemon({ env: adminEnv });
    try {
      const there = await signIn(other.url);
      const body = { passphrase: PASSPHRASE, document };
      const { data } = await there.call<SettingsImport>('POST', '/settings/import', body);
      expect(data.applied).toBe(true);
      const { data: theirs } = await there.call<SettingList>('GET', '/settings');
      const valuesOf = ({ settings }: SettingList) =>
        Object.fromEntries(settings.map(({ key, value }) => [key, value]));
      expect(valuesOf(theirs)).toEqual(valuesOf(await list()));
    } finally {
      await other.stop();
    }
  });

  it('leave out what cannot be used here: a certificate that is not there', async () => {
    const files = { tls_certificate_file: join(dataDir, 'a.pem'), tls_key_file: join(dataDir, 'a.key') };
    const { error } = await api.call('PUT', '/exposure', files);
    expect(error?.code).toBe('TLS_FILE_UNREADABLE');
    // As it would have come from a machine that has the files.
    const { createSettingsFiles } = await import('../../../electron/settings/document.ts');
    const document = await createSettingsFiles().seal(PASSPHRASE, {
      ...{ made_by: '0.9.0', made_at: '2026-11-20T08:00:00.000Z' },
      settings: {
        'server.tls_certificate_file': files.tls_certificate_file,
        'server.tls_key_file': files.tls_key_file,
        'server.trusted_proxies': ['10.0.0.0/33'],
        'ddns.interval_seconds': 5,
        'ddns.hold_down_seconds': 90,
        'later.setting': 1,
      },
    });
    const { data } = await bring(document);
    expect(data.changes.map(({ key }) => key)).toEqual(['ddns.hold_down_seconds']);
    expect(data.unknown).toEqual(['later.setting']);
    expect(Object.fromEntries(data.unfit.map(({ key, reason }) => [key, reason.code]))).toEqual({
      'server.tls_certificate_file': 'TLS_FILE_UNREADABLE',
      'server.tls_key_file': 'TLS_FILE_UNREADABLE',
      'server.trusted_proxies': 'EXPOSURE_NETWORK_INVALID',
      'ddns.interval_seconds': 'SETTING_INVALID',
    });
    expect((await setting('ddns.hold_down_seconds')).value).toBe(90);
  });

  it('ask for the right passphrase, and say in words what is wrong', async () => {
    const document = await exported();
    const wrong = await request<SettingsImport>(daemon.url, 'POST', '/settings/import', {
      body: { passphrase: 'another passphrase', document },
      token: api.token,
    });
    expect([wrong.status, wrong.error?.code]).toEqual([403, 'SETTINGS_FILE_LOCKED']);
    expect(wrong.error?.message).toMatch(/passphrase does not open this file/);
    expect((await bring({ ...document, format: 'x' })).error?.code).toBe('SETTINGS_FILE_FOREIGN');
    expect((await bring({ ...document, version: 2 })).error?.code).toBe('SETTINGS_FILE_NEWER');
    const costly = { ...document, kdf: { ...document.kdf, memory_kib: 1_048_576 } };
    expect((await bring(costly)).error?.code).toBe('VALIDATION_ERROR');
    const short = await api.call('POST', '/settings/export', { passphrase: 'short' });
    expect(short.error?.code).toBe('SETTINGS_PASSPHRASE_SHORT');
  });

  it('of who may not open CloudCube to others stay as they are there', async () => {
    await api.call('POST', '/auth/roles', {
      name: 'setter',
      permissions: ['settings:admin', 'settings:read'],
    });
    const body = { username: 'setter', password: 'a password of a setter', role: 'setter' };
    expect((await api.call('POST', '/users', body)).status).toBe(201);
    await api.call('PUT', '/exposure', { allowed_hosts: ['carried.example'] });
    const document = await exported();
    await api.call('PUT', '/exposure', { allowed_hosts: [] });
    const setter = await signIn(daemon.url, { username: body.username, password: body.password });
    const { data } = await setter.call<SettingsImport>('POST', '/settings/import', {
      ...{ passphrase: PASSPHRASE, document },
    });
    expect(data.unfit).toMatchObject([
      { key: 'server.allowed_hosts', reason: { code: 'AUTH_INSUFFICIENT_PERMISSIONS' } },
    ]);
    expect((await setting('server.allowed_hosts')).value).toEqual([]);
  });
});
