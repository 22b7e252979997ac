/** What the shell leaves on the disk: preferences, the entry that starts it at login, reports of crashes. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings } from 'electron';
import Conf from 'conf';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAutostart } from '../../../electron/desktop/autostart.ts';
import { openShellStore, type ShellStore } from '../../../electron/desktop/shell-store.ts';
import { createLogger } from '../../../electron/kernel/logger.ts';
import { writeCrashReport } from '../../../electron/kernel/crash-report.ts';
import { desktopEntry } from '../../../shared/shell/desktop-entry.ts';
import type { Kept } from '../../../shared/shell/kept.ts';
import { standardPreferences, type ShellSystem } from '../../../shared/shell/view.ts';

const logger = createLogger('silent');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-remembering-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `electron-store` is this library with Electron's folder as its place. */
const openStore = (): ShellStore =>
  openShellStore({
    path: join(folder, 'new', 'shell.json'),
    open: (deserialize) =>
      new Conf<Kept>({ deserialize, cwd: join(folder, 'new'), configName: 'shell', configFileMode: 0o600 }),
    ...{ logger, now: () => 0 },
  });

describe('the store', () => {
  it('keeps preferences and bounds, the last of many', () => {
    const store = openStore();
    expect(store.preferences()).toEqual(standardPreferences);
    expect(store.bounds()).toBeNull();
    for (let x = 0; x < 20; x++) store.setBounds({ x, y: -5, width: 800, height: 600 });
    store.setPreferences({ ...standardPreferences, popover: true });
    const again = openStore();
    expect(again.bounds()).toEqual({ x: 19, y: -5, width: 800, height: 600 });
    expect(again.preferences().popover).toBe(true);
    expect(readdirSync(join(folder, 'new'))).toEqual(['shell.json']);
    if (process.platform !== 'win32')
      expect(statSync(join(folder, 'new', 'shell.json')).mode & 0o777).toBe(0o600);
  });

  it('reads the file that a version before it wrote', () => {
    mkdirSync(join(folder, 'new'));
    const kept = { preferences: { popover: true }, bounds: { x: 1, y: 2, width: 3, height: 4 } };
    writeFileSync(join(folder, 'new', 'shell.json'), `${JSON.stringify(kept, null, 2)}\n`);
    expect(openStore().preferences()).toEqual({ ...standardPreferences, popover: true });
    expect(openStore().bounds()).toEqual(kept.bounds);
  });

  it.each(['', '{', '[]', '{"preferences":{"popover":true},"bounds":{"x":"1"}}', 'null'])(
    'sets %j aside and begins anew',
    (text) => {
      mkdirSync(join(folder, 'new'));
      writeFileSync(join(folder, 'new', 'shell.json'), text);
      const store = openStore();
      expect(store.preferences()).toEqual(standardPreferences);
      expect(store.bounds()).toBeNull();
      const aside = join(folder, 'new', 'shell.json.damaged-19700101T000000000Z');
      expect(readFileSync(aside, 'utf8')).toBe(text);
      store.setPreferences({ ...standardPreferences, popover: true });
      expect(openStore().preferences().popover).toBe(true);
      expect(readFileSync(aside, 'utf8')).toBe(text);
    },
  );

  it('goes on where nothing can be kept', () => {
    writeFileSync(join(folder, 'new'), 'a file where a folder belongs');
    const store = openStore();
    store.setPreferences({ ...standardPreferences, popover: true });
    expect(store.preferences().popover).toBe(true);
  });
});

describe('starting at login', () => {
  function setUp(system: ShellSystem, command: readonly string[]) {
    const calls: unknown[] = [];
    const app = {
      setLoginItemSettings: (settings: object) => void calls.push(settings),
      getLoginItemSettings: () => ({ openAtLogin: true }) as LoginItemSettings,
    };
    return { calls, autostart: createAutostart({ system, app, command, configHome: folder }) };
  }

  it('is a file on Linux, that is there or not', async () => {
    const { autostart, calls } = setUp('linux', ['/opt/Cloud Cube/cloudcube']);
    expect(autostart.isOn()).toBe(false);
    await autostart.set(true);
    await autostart.set(true);
    expect(autostart.isOn()).toBe(true);
    const text = readFileSync(join(folder, 'autostart', 'cloudcube.desktop'), 'utf8');
    expect(text).toContain('\nExec="/opt/Cloud Cube/cloudcube" "--hidden"\n');
    await autostart.set(false);
    await autostart.set(false);
    expect(autostart.isOn()).toBe(false);
    expect(calls).toEqual([]);
  });

  it('is a login item elsewhere', async () => {
    const windows = setUp('win32', ['C:\\CloudCube.exe', 'app']);
    await windows.autostart.set(true);
    expect(windows.calls).toEqual([
      { path: 'C:\\CloudCube.exe', args: ['app', '--hidden'], openAtLogin: true },
    ]);
    const mac = setUp('darwin', ['/Applications/CloudCube.app']);
    await mac.autostart.set(false);
    expect(mac.calls).toEqual([{ openAtLogin: false }]);
    expect(mac.autostart.isOn()).toBe(true);
  });

  it('quotes what a path may hold, as the specification has it', () => {
    const line = /^Exec=(.*)$/m.exec(desktopEntry(['/a b/$HOME/`x`/"q"/100%/back\\slash']))?.[1];
    expect(line).toBe('"/a b/\\\\$HOME/\\\\`x\\\\`/\\\\"q\\\\"/100%%/back\\\\\\\\slash"');
    expect(() => desktopEntry(['/a\nExec=evil'])).toThrow(RangeError);
  });
});

describe('a report of a crash', () => {
  it('holds where it was and no message, and is its owner’s alone', () => {
    const error = Object.assign(new TypeError('Bearer canary-of-a-secret'), { code: 'ERR_X' });
    const file = writeCrashReport(folder, error, Date.UTC(2026, 10, 20));
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('canary');
    expect(JSON.parse(text)).toMatchObject({
      at: '2026-11-20T00:00:00.000Z',
      error: { name: 'TypeError', code: 'ERR_X' },
    });
    expect((JSON.parse(text) as { stack: string[] }).stack.length).toBeGreaterThan(0);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(writeCrashReport(folder, 'canary', 1), 'utf8')).not.toContain('canary');
  });
});
