/** The built `main.js` from its start to its end, over a fake of Electron that notes every call in its order. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { callControl } from '../../../electron/kernel/control.ts';
import { adminEnv, signIn } from '../../support/api.ts';
import { startDaemon } from '../../support/daemon.ts';
import { startShell, type Call, type Shell, type ShellOptions } from '../../support/shell.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
function start(options: ShellOptions = {}): Shell {
  const shell = startShell({ env: adminEnv, ...options });
  stops.push(() => shell.stop());
  return shell;
}

const is = (name: string) => (call: Call) => call.call === name;
const at = ({ calls }: Shell, name: string): number => calls.findIndex(is(name));
type Lines = readonly MenuItemConstructorOptions[];
const linesOf = ({ args }: Call): Lines => args[0] as Lines;
const line = (call: Call, id: string) => linesOf(call).find((one) => one.id === id);
/** A menu in which the names are known. */
const live = (call: Call): boolean =>
  is('tray.setContextMenu')(call) && line(call, 'update_now') !== undefined;

describe('a start with a program of its own', () => {
  it('refuses before it loads, shows the tray, and opens the page signed in', async () => {
    const shell = start();
    const loaded = await shell.hears(is('window.loadURL'));
    await shell.hears(live);
    const order = [
      'app.requestSingleInstanceLock',
      'app.enableSandbox',
      'app.whenReady',
      'session.setPermissionRequestHandler',
      'session.setPermissionCheckHandler',
      'session.setDevicePermissionHandler',
      'ipcMain.handle',
      'new BrowserWindow',
      'contents.setWindowOpenHandler',
      'window.loadURL',
    ].map((name) => at(shell, name));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));

    const url = new URL(String(loaded.args[0]));
    const session = await fetch(`${url.origin}/api/v2/auth/ticket`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: new URLSearchParams(url.hash.slice(1)).get('ticket') }),
    });
    expect(session.status).toBe(200);
    expect(shell.calls.find(is('new Tray'))?.args[0]).toMatch(/resources\/icons\/tray-\w+\.png$/);
    expect(shell.calls.find(is('Menu.setApplicationMenu'))?.args).toEqual([null]);
  });

  it('carries out what is chosen in the tray', async () => {
    const shell = start({ flags: ['--hidden'] });
    const menu = await shell.hears(live);
    expect(shell.calls.some(is('new BrowserWindow'))).toBe(false);
    const api = String((line(menu, 'copy_api') as { label: string } | undefined)?.label);
    expect(api).toBe('Copy API address');
    await shell.order({ choose: 'copy_api' });
    const copied = await shell.hears(is('clipboard.writeText'));
    expect(copied.args[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v2$/);

    await shell.order({ choose: 'pause_hour' });
    const paused = await shell.hears(
      (call) => is('tray.setContextMenu')(call) && line(call, 'resume') !== undefined,
    );
    expect(linesOf(paused)[0]?.label).toMatch(/^Paused until/);
    await shell.hears(
      ({ call, args }) => call === 'tray.setImage' && String(args[0]).endsWith('/tray-paused.png'),
    );

    await shell.order({ choose: 'language_zh-CN' });
    await shell.hears(
      ({ call, args }) => call === 'tray.setToolTip' && /\p{Script=Han}/u.test(String(args[0])),
    );

    await shell.order({ choose: 'start_at_login' });
    const file = join(shell.home, 'config', 'autostart', 'cloudcube.desktop');
    await shell.hears(
      (call) => is('tray.setContextMenu')(call) && line(call, 'start_at_login')?.checked === true,
    );
    expect(readFileSync(file, 'utf8')).toMatch(/^Exec=".*" "--hidden"$/m);
    await shell.order({ choose: 'start_at_login' });
    await shell.hears(
      (call) => is('tray.setContextMenu')(call) && line(call, 'start_at_login')?.checked === false,
      shell.calls.length - 1,
    );
    expect(existsSync(file)).toBe(false);

    await shell.order({ choose: 'open' });
    await shell.hears(is('window.loadURL'));
    await shell.order({ choose: 'quit' }).catch(() => undefined);
    expect(await shell.ended).toBe(0);
    // Its own program is gone with it, and the preferences stay.
    expect(await callControl(shell.dataDir, 'status', [])).toBeNull();
    const folder = String(shell.calls.find(is('app.setPath'))?.args[1]);
    expect(JSON.parse(readFileSync(join(folder, 'shell.json'), 'utf8'))).toMatchObject({
      preferences: { language: 'zh-CN' },
    });
  });

  it('hides when it is closed, and says so once', async () => {
    const shell = start();
    await shell.hears(is('window.show'));
    expect(await shell.order({ emit: 'window', event: 'close', args: [] })).toBe(false);
    const told = await shell.hears(is('notification.show'));
    expect(told.args[0]).toMatchObject({ title: 'CloudCube goes on' });
    const before = shell.calls.length;
    await shell.order({ emit: 'app', event: 'second-instance', args: [['electron', '.']] });
    await shell.hears(is('window.show'), before);
    expect(await shell.order({ emit: 'window', event: 'close', args: [] })).toBe(false);
    expect(shell.calls.filter(is('notification.show'))).toHaveLength(1);
    expect(shell.calls.some(is('app.exit'))).toBe(false);
  });

  it('opens links of its own scheme at their place, and nothing else', async () => {
    const shell = start({ flags: ['cloudcube://alerts/rules'] });
    const first = await shell.hears(is('window.loadURL'));
    expect(new URL(String(first.args[0])).pathname).toBe('/alerts/rules');
    let from = shell.calls.length;
    await shell.order({
      emit: 'app',
      event: 'second-instance',
      args: [['electron', '.', 'cloudcube://exposure']],
    });
    const second = await shell.hears(is('window.loadURL'), from);
    expect(new URL(String(second.args[0])).pathname).toBe('/access/exposure');
    from = shell.calls.length;
    await shell.order({
      emit: 'app',
      event: 'second-instance',
      args: [['electron', '.', 'cloudcube://evil.example/x']],
    });
    await shell.hears(is('window.focus'), from);
    expect(shell.calls.slice(from).some(is('window.loadURL'))).toBe(false);
  });

  it('without a tray has a window, whose closing ends the app', async () => {
    const shell = start({ flags: ['--no-tray', '--hidden'] });
    await shell.hears(is('window.show'));
    expect(shell.calls.some(is('new Tray'))).toBe(false);
    await shell.order({ emit: 'window', event: 'close', args: [] }).catch(() => undefined);
    expect(await shell.ended).toBe(0);
  });

  it('tells about itself in words of its reader', async () => {
    const shell = start({ flags: ['--hidden'] });
    await shell.hears(live);
    await shell.order({ choose: 'about' });
    const panel = await shell.hears(is('app.setAboutPanelOptions'));
    expect(panel.args[0]).toMatchObject({
      applicationName: 'CloudCube',
      applicationVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      copyright: 'Free software under the MIT License',
    });
    expect(existsSync((panel.args[0] as { iconPath: string }).iconPath)).toBe(true);
    await shell.hears(is('app.showAboutPanel'));
  });

  it('has an icon even where no file of one can be read', async () => {
    const shell = start({ flags: ['--hidden'], blind: true });
    await shell.hears(live);
    expect(shell.calls.find(is('new Tray'))?.args).toEqual([{ bitmap: '16 × 16' }]);
    expect(shell.output()).toContain('An icon cannot be read');
  });

  it('fills the channel `desktop`: what is sent by it is shown', async () => {
    const shell = start({ flags: ['--hidden'] });
    await shell.hears(live);
    const status = (await callControl(shell.dataDir, 'status', [])) as { result: { url: string } };
    const api = await signIn(status.result.url);
    const made = await api.call<{ channel_id: string }>('POST', '/notify/channels', {
      ...{ kind: 'desktop', name: 'This desktop', settings: {} },
    });
    expect(made.status).toBe(201);
    const sent = api.call('POST', `/notify/channels/${made.data.channel_id}/test`);
    const shown = await shell.hears(is('notification.show'));
    expect(shown.args[0]).toMatchObject({ title: expect.stringContaining('CloudCube') });
    expect((await sent).status).toBe(200);
  });

  it('checks the names when the machine wakes', async () => {
    const shell = start({ flags: ['--hidden'] });
    await shell.hears(live);
    const status = (await callControl(shell.dataDir, 'status', [])) as { result: { url: string } };
    const api = await signIn(status.result.url);
    const checked = async () =>
      (await api.call<{ last_check: string }>('GET', '/ddns/status')).data.last_check;
    const before = await checked();
    await shell.order({ emit: 'power', event: 'resume', args: [] });
    // The next check of its own accord is minutes away.
    await expect.poll(checked).not.toBe(before);
  });
});

describe('newer versions', () => {
  it('are looked for when somebody asks, and what came of it is said', async () => {
    const shell = start({ flags: ['--hidden'] });
    const menu = await shell.hears(live);
    expect(line(menu, 'check_updates')?.label).toBe('Check for updates');
    // Nothing renews a folder of sources.
    expect(line(menu, 'auto_update')).toBeUndefined();
    await shell.order({ choose: 'check_updates' });
    const said = await shell.hears(is('notification.show'));
    expect(said.args[0]).toMatchObject({
      title: 'It is not known whether there is a newer version',
      body: expect.stringContaining('does not know where its releases are'),
    });
  });

  it('are fetched by a package that knows where they are, by a switch that stays as it was turned', async () => {
    const resources = mkdtempSync(join(tmpdir(), 'cloudcube-resources-'));
    stops.push(async () => rmSync(resources, { recursive: true }));
    writeFileSync(join(resources, 'app-update.yml'), 'provider: generic\nurl: http://127.0.0.1:9\n');
    const env = { ...adminEnv, APPIMAGE: join(resources, 'CloudCube-0.1.0.AppImage') };
    const shell = start({ flags: ['--hidden'], resources, env });
    const on = await shell.hears((call) => live(call) && line(call, 'auto_update')?.checked === true);
    expect(line(on, 'auto_update')?.label).toBe('Install updates by itself');
    await shell.order({ choose: 'auto_update' });
    await shell.hears((call) => live(call) && line(call, 'auto_update')?.checked === false);
    await shell.order({ choose: 'quit' }).catch(() => undefined);
    expect(await shell.ended).toBe(0);
    const folder = String(shell.calls.find(is('app.setPath'))?.args[1]);
    expect(JSON.parse(readFileSync(join(folder, 'shell.json'), 'utf8'))).toMatchObject({
      preferences: { auto_update: false },
    });
  });

  it.each([
    ['of an unknown place', false, { APPIMAGE: '/opt/CloudCube.AppImage' }],
    ['that was unpacked by hand', true, { APPIMAGE: undefined }],
  ])('are not fetched by a package %s', async (_, feed, kind) => {
    const resources = mkdtempSync(join(tmpdir(), 'cloudcube-resources-'));
    stops.push(async () => rmSync(resources, { recursive: true }));
    if (feed)
      writeFileSync(join(resources, 'app-update.yml'), 'provider: generic\nurl: http://127.0.0.1:9\n');
    const shell = start({ flags: ['--hidden'], resources, env: { ...adminEnv, ...kind } });
    const menu = await shell.hears(live);
    expect(line(menu, 'auto_update')).toBeUndefined();
    // Then it has been loaded, and has looked at what it is.
    if (feed) await expect.poll(shell.output).toContain('current application is not an AppImage');
    const { result } = (await callControl(shell.dataDir, 'status', [])) as { result: { url: string } };
    const frame = { origin: new URL(result.url).origin, top: true };
    expect(await shell.order({ invoke: 'cloudcube:describe', input: null, frame })).toMatchObject({
      can_update: false,
    });
  });
});

describe('a start beside others', () => {
  it('attaches to the daemon that holds the data folder, and leaves it running', async () => {
    const daemon = await startDaemon({ env: adminEnv });
    stops.push(() => daemon.stop());
    const shell = start({ dataDir: daemon.dataDir });
    const loaded = await shell.hears(is('window.loadURL'));
    expect(new URL(String(loaded.args[0])).origin).toBe(daemon.url);
    const menu = await shell.hears(live);
    expect(line(menu, 'quit')?.label).toBe('Close the tray; the daemon goes on');
    expect(shell.output()).toContain(`CloudCube shows the daemon that holds ${daemon.dataDir}`);
    expect(await shell.stop()).toBe(0);
    expect((await fetch(`${daemon.url}/health`)).status).toBe(200);
  });

  it('ends at once where the app runs already', async () => {
    const first = start({ flags: ['--hidden'] });
    await first.hears(live);
    const second = start({ beside: first });
    expect(await second.ended).toBe(0);
    expect(second.calls.map(({ call }) => call)).toEqual([
      'app.setPath',
      'app.requestSingleInstanceLock',
      'app.exit',
    ]);
  });

  it('shows another data folder beside the first, each with what was chosen for it', async () => {
    const first = start({ flags: ['--hidden'] });
    await first.hears(live);
    const second = start({ beside: first, dataDir: join(first.home, 'other'), flags: ['--hidden'] });
    await second.hears(live);
    const [one, other] = [first, second].map((shell) => shell.calls.find(is('app.setPath'))?.args[1]);
    expect(one).not.toBe(other);
    await second.order({ choose: 'language_zh-CN' });
    await second.hears(
      ({ call, args }) => call === 'tray.setToolTip' && /\p{Script=Han}/u.test(String(args[0])),
    );
    expect(existsSync(join(String(other), 'shell.json'))).toBe(true);
    expect(existsSync(join(String(one), 'shell.json'))).toBe(false);
  });
});

describe('a crash', () => {
  it('of the program leaves a report without secrets and starts the app anew, once', async () => {
    const first = start({ flags: ['--hidden'] });
    await first.hears(live);
    await first.order({ crash: true });
    expect(await first.ended).toBe(1);
    const [again] = first.calls.filter(is('app.relaunch'));
    expect(again?.args[0]).toMatchObject({ args: expect.arrayContaining(['--after-crash']) });
    expect(first.calls.some(is('dialog.showErrorBox'))).toBe(false);
    const folder = join(first.dataDir, 'crashes');
    const [name = ''] = readdirSync(folder);
    const report = readFileSync(join(folder, name), 'utf8');
    expect(report).not.toContain('canary');
    expect(JSON.parse(report)).toMatchObject({ error: { name: 'Error' }, versions: { host: '45.4.1' } });

    const second = start({ dataDir: first.dataDir, flags: ['--hidden', '--after-crash'] });
    await second.hears(live);
    await second.order({ crash: true });
    expect(await second.ended).toBe(1);
    expect(second.calls.some(is('app.relaunch'))).toBe(false);
    expect(second.calls.find(is('dialog.showErrorBox'))?.args[0]).toBe(
      'CloudCube has ended unexpectedly, twice',
    );
  });

  it('of the page loads it again, but not for ever', async () => {
    const shell = start();
    await shell.hears(is('window.show'));
    for (let crashes = 1; crashes <= 3; crashes++) {
      const from = shell.calls.length;
      await shell.order({
        emit: 'contents',
        event: 'render-process-gone',
        args: [{ reason: 'crashed', exitCode: 1 }],
      });
      await shell.hears(is('window.loadURL'), from);
    }
    await shell.order({
      emit: 'contents',
      event: 'render-process-gone',
      args: [{ reason: 'crashed', exitCode: 1 }],
    });
    await shell.hears(is('window.destroy'));
    expect(shell.calls.filter(is('window.loadURL'))).toHaveLength(4);
  });
});
