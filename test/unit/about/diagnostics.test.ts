import { describe, expect, it } from 'vitest';
import { diagnosticsText, type DiagnosticFacts } from '../../../electron/about/diagnostics.ts';
import { installOf } from '../../../electron/about/install.ts';
import { createRedaction } from '../../../electron/kernel/redact.ts';
import { aboutRoutes } from '../../../shared/api/about.ts';

const facts: DiagnosticFacts = {
  at: Date.parse('2026-11-20T08:00:00.000Z'),
  about: aboutRoutes.getAbout.example.data,
  platform: { release: '6.12.48', cores: 4, memory: 8 * 1024 ** 3 },
  process: { rss: 95 * 1024 ** 2, heap: 30 * 1024 ** 2 },
  sizes: { 'state.db': 1024 ** 2 },
  boot: { port: 'flag' },
  parts: { database: null, dns: 'SERVICE_UNAVAILABLE' },
  counts: { names: 4, checks: 2 },
  settings: [
    { key: 'ddns.interval_seconds', value: 600, standard: 300 },
    { key: 'server.lan_access', value: true, standard: false },
    { key: 'server.allowed_hosts', value: ['secret.example'], standard: [] },
    { key: 'server.tls_key_file', value: '/home/ada/key.pem', standard: '' },
  ],
  troubles: [
    {
      time: Date.parse('2026-11-20T07:59:00.000Z'),
      level: 'ERROR',
      module: 'core',
      message: 'A scheduled task of ada failed',
      error: 'OperationalError STORAGE_FULL',
    },
  ],
};

describe('diagnostics', () => {
  const text = diagnosticsText(facts, createRedaction(['ada']));

  it('tell what helps', () => {
    for (const part of [
      'CloudCube 0.1.0, daemon (build), linux x64',
      'Node 24.21.0',
      'state.db 1.0 MB',
      'port by flag',
      'database: works',
      'dns: SERVICE_UNAVAILABLE',
      'names 4, checks 2',
      'ddns.interval_seconds = 600',
      'server.lan_access = true',
      'ERROR core: A scheduled task of ••• failed (OperationalError STORAGE_FULL)',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('name nobody: no names, paths or addresses that somebody typed', () => {
    expect(text).toContain('server.allowed_hosts = 1 entries');
    expect(text).toContain('server.tls_key_file = given');
    for (const theirs of ['secret.example', '/home/', 'ada', '192.168.1.10', 'key.pem']) {
      expect(text).not.toContain(theirs);
    }
  });

  it('say so where there is nothing', () => {
    const none = diagnosticsText({ ...facts, boot: {}, settings: [], troubles: [] }, (line) => line);
    expect(none).toContain('Given at the start\n  nothing: all is as it comes');
    expect(none).toContain('Settings that differ from their defaults\n  none');
    expect(none).toContain('Last warnings and errors\n  none');
  });
});

describe('how it came here', () => {
  const signs = { isSource: false, isPackaged: false, env: {}, fileExists: () => false };
  it.each([
    ['build', {}],
    ['source', { isSource: true }],
    ['package', { isPackaged: true }],
    ['appimage', { isPackaged: true, env: { APPIMAGE: '/x/CloudCube.AppImage' } }],
    ['build', { env: { APPIMAGE: '/of/another/program' } }],
    ['container', { fileExists: (path: string) => path === '/.dockerenv' }],
    ['container', { env: { container: 'podman' } }],
    ['build', { env: { container: '' } }],
  ])('is a %s', (install, change) => {
    expect(installOf({ ...signs, ...change })).toBe(install);
  });
});
