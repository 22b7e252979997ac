/** What the shell leaves on the disk: preferences, the entry that starts it at login, reports of crashes. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAutostart } from '../../../electron/desktop/autostart.ts';
import { openShellStore } from '../../../electron/desktop/shell-store.ts';
import { createLogger } from '../../../electron/kernel/logger.ts';
import { writeCrashReport } from '../../../electron/kernel/crash-report.ts';
import { desktopEntry } from '../../../shared/shell/desktop-entry.ts';
import { standardPreferences, type ShellSystem } from '../../../shared/shell/view.ts';

const logger = createLogger('silent');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-remembering-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the store', () => {
  it('keeps preferences and bounds, the last of many', async () => {
    const file = join(folder, 'new', 'shell.json');
    const store = openShellStore(file, logger);
    expect(store.preferences()).toEqual(standardPreferences);
    expect(store.bounds()).toBeNull();
    for (let x = 0; x < 20; x++) store.setBounds({ x, y: -5, width: 800, height: 600 });
    store.setPreferences({ ...standardPreferences, popover: true });
    await store.settled();
    const again = openShellStore(file, logger);
    expect(again.bounds()).toEqual({ x: 19, y: -5, width: 800, height: 600 });
    expect(again.preferences().popover).toBe(true);
    expect(existsSync(`${file}.draft`)).toBe(false);
  });

  it.each(['', '{', '[]', '{"preferences":{"popover":true},"bounds":{"x":"1"}}', 'null'])(
    'begins anew over %j',
    (text) => {
      const file = join(folder, 'shell.json');
      writeFileSync(file, text);
      const store = openShellStore(file, logger);
      expect(store.preferences()).toEqual(standardPreferences);
      expect(store.bounds()).toBeNull();
    },
  );
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
