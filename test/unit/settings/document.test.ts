import { beforeEach, describe, expect, it } from 'vitest';
import { settingDefinitions } from '../../../electron/app-settings.ts';
import { sealUnderPassphrase } from '../../../electron/kernel/passphrase-seal.ts';
import { createSettingsFiles, type Bundle, type SettingsFiles } from '../../../electron/settings/document.ts';
import { standardLimits } from '../../../electron/server/connection-limits.ts';
import { SettingsDocument } from '../../../shared/api/settings.ts';
import { Value } from 'typebox/value';

const PASSPHRASE = 'correct horse battery staple';
const bundle: Bundle = {
  made_by: '0.1.0',
  made_at: '2026-11-20T08:00:00.000Z',
  settings: { 'ddns.interval_seconds': 600, 'dns.zones': ['home.arpa', '例子.example'] },
};
let files: SettingsFiles;
beforeEach(() => {
  files = createSettingsFiles();
});

describe('settings under a passphrase', () => {
  it('come back, and nobody reads them in the file', async () => {
    const document = await files.seal(PASSPHRASE, bundle);
    expect(await files.open(PASSPHRASE, document)).toEqual(bundle);
    const text = JSON.stringify(document);
    for (const inside of ['ddns', 'home.arpa', PASSPHRASE]) expect(text).not.toContain(inside);
    expect(Value.Errors(SettingsDocument, document)).toEqual([]);
    expect(document).toMatchObject({
      ...{ format: 'cloudcube-settings', version: 1, cipher: 'aes-256-gcm' },
      kdf: { name: 'argon2id', memory_kib: 65_536, passes: 3 },
    });
  });

  it('want a passphrase of twelve characters, as people count them', async () => {
    await expect(files.seal('a'.repeat(11), bundle)).rejects.toMatchObject({
      code: 'SETTINGS_PASSPHRASE_SHORT',
    });
    await expect(files.seal('😀'.repeat(11), bundle)).rejects.toMatchObject({
      code: 'SETTINGS_PASSPHRASE_SHORT',
    });
    await expect(files.seal('很'.repeat(12), bundle)).resolves.toBeDefined();
  });

  it('stay shut for another passphrase and where anything was altered', async () => {
    const document = await files.seal(PASSPHRASE, bundle);
    const locked = { code: 'SETTINGS_FILE_LOCKED' };
    await expect(files.open(`${PASSPHRASE}.`, document)).rejects.toMatchObject(locked);
    const bytes = Buffer.from(document.data, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    for (const altered of [
      { data: bytes.toString('base64') },
      { data: '' },
      { nonce: '' },
      { kdf: { ...document.kdf, passes: 2 } },
      { kdf: { ...document.kdf, salt: Buffer.alloc(16).toString('base64') } },
      { kdf: { ...document.kdf, salt: '' } },
    ]) {
      await expect(files.open(PASSPHRASE, { ...document, ...altered })).rejects.toMatchObject(locked);
    }
  });

  it('say so where the file is another one, or of a later version', async () => {
    const document = await files.seal(PASSPHRASE, bundle);
    const opened = (change: object) => files.open(PASSPHRASE, { ...document, ...change });
    await expect(opened({ format: 'cloudcube-backup' })).rejects.toMatchObject({
      code: 'SETTINGS_FILE_FOREIGN',
    });
    for (const later of [{ version: 2 }, { cipher: 'x' }, { kdf: { ...document.kdf, name: 'scrypt' } }]) {
      await expect(opened(later)).rejects.toMatchObject({ code: 'SETTINGS_FILE_NEWER' });
    }
  });

  it('are no others that somebody sealed under the same passphrase', async () => {
    const document = await files.seal(PASSPHRASE, bundle);
    for (const inside of ['no deflate', '{}']) {
      const purpose = 'cloudcube-settings 1';
      const { iv, sealed, ...cost } = await sealUnderPassphrase(PASSPHRASE, Buffer.from(inside), purpose);
      const forged = { ...document, kdf: { name: 'argon2id', ...cost }, nonce: iv, data: sealed };
      await expect(files.open(PASSPHRASE, forged)).rejects.toMatchObject({ code: 'SETTINGS_FILE_FOREIGN' });
    }
  });

  it('are made one at a time, and whoever comes when three are asked for is sent away', async () => {
    const asked = Array.from({ length: 5 }, () => files.seal(PASSPHRASE, bundle));
    const ended = await Promise.allSettled(asked);
    expect(ended.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled'],
      ...['rejected', 'rejected'],
    ]);
    expect(ended[4]).toMatchObject({ reason: { code: 'RATE_LIMIT_EXCEEDED' } });
    await expect(files.seal(PASSPHRASE, bundle)).resolves.toBeDefined();
  });

  it('fit into a request, however full each setting is', async () => {
    // Letters that a computer cannot foresee, so that nothing is saved by repetition.
    let state = 7;
    const letter = (): string => {
      state = (state * 48_271) % 2_147_483_647;
      return 'abcdefghijklmnopqrstuvwxyz0123456789-._'[state % 39] ?? 'a';
    };
    const text = (length: number): string => Array.from({ length }, letter).join('');
    const most: Record<string, unknown> = {
      'server.allowed_hosts': Array.from({ length: 100 }, () => text(253)),
      'server.cors_origins': Array.from({ length: 50 }, () => `https://${text(292)}`),
      'server.trusted_proxies': Array.from({ length: 50 }, () => text(49)),
      'server.tls_certificate_file': text(1024),
      'server.tls_key_file': text(1024),
      'dns.zones': Array.from({ length: 20 }, () => text(253)),
      'checks.uplink_targets': Array.from({ length: 20 }, () => text(64)),
      'checks.resolvers': Array.from({ length: 8 }, () => text(64)),
      'metrics.container_socket': `/${text(106)}`,
    };
    for (const { key } of settingDefinitions) most[key] ??= 1_000_000;
    const document = await files.seal(PASSPHRASE, { ...bundle, settings: most });
    const body = JSON.stringify({ passphrase: 'x'.repeat(256), document, dry_run: true, reset_others: true });
    expect(Buffer.byteLength(body)).toBeLessThan(standardLimits.bodyLimit);
    expect(Value.Errors(SettingsDocument, document)).toEqual([]);
  });
});
