/**
 * The whole way of an AppImage to a newer one: the program knows of it, the shell fetches it by the real electron-updater,
 * everything ends, and what is started then finds nobody in the data folder. Electron alone is a fake.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.ts';
import { adminEnv } from '../../support/api.ts';
import { openAppImagePlace, type AppImagePlace } from '../../support/app-image.ts';
import { startDaemon } from '../../support/daemon.ts';
import { startShell, type Call, type Shell } from '../../support/shell.ts';

let folder: string;
let place: AppImagePlace;
let shell: Shell;

const lineOf = ({ call, args }: Call, id: string): MenuItemConstructorOptions | undefined =>
  call === 'tray.setContextMenu'
    ? (args[0] as MenuItemConstructorOptions[]).find((one) => one.id === id)
    : undefined;
const shows = (id: string) => (call: Call) => lineOf(call, id) !== undefined;
const told = (title: string) => (call: Call) =>
  call.call === 'notification.show' && (call.args[0] as { title: string }).title === title;

/** A data folder whose program has heard of 0.2.0, and does not ask again for now. */
async function knowing(): Promise<string> {
  const dataDir = join(folder, 'data');
  const daemon = await startDaemon({ program: [inRoot('electron/daemon.ts')], env: adminEnv, dataDir });
  await daemon.stop();
  const database = new DatabaseSync(join(dataDir, 'state.db'));
  const now = Date.now();
  database
    .prepare(
      'insert into updates (id, repository, version, tag, asked_at, next_at) values (1, ?, ?, ?, ?, ?)',
    )
    .run('example/cloudcube', '0.2.0', 'v0.2.0', now, now + 86_400_000);
  database.close();
  return dataDir;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-renewing-'));
  place = await openAppImagePlace();
  const dataDir = await knowing();
  const socket = join(dataDir, 'control.sock');
  place.publish(
    '0.2.0',
    `#!/bin/sh\nif test -S ${socket}; then echo held; else echo free; fi > ${folder}/ran\n`,
  );
  const appImage = join(folder, 'CloudCube.AppImage');
  writeFileSync(appImage, '#!/bin/sh\nexit 1\n');
  chmodSync(appImage, 0o755);
  writeFileSync(
    join(folder, 'app-update.yml'),
    `provider: generic\nurl: ${place.url}\nupdaterCacheDirName: cloudcube-updater\n`,
  );
  shell = startShell({
    ...{ dataDir, resources: folder, flags: ['--hidden'] },
    main: inRoot('electron/main.ts'),
    preload: pathToFileURL(inRoot('test/support/example-releases.ts')).href,
    env: { ...adminEnv, APPIMAGE: appImage, XDG_CACHE_HOME: join(folder, 'cache') },
  });
});
afterEach(async () => {
  await shell.stop();
  await place.close();
  rmSync(folder, { recursive: true, force: true });
});

const installed = (): string => readFileSync(join(folder, 'CloudCube.AppImage'), 'utf8');

describe.runIf(process.platform === 'linux')('an AppImage that has heard of a newer one', () => {
  it('fetches it, ends all that runs, and starts it', async () => {
    const ready = await shell.hears(shows('install_update'));
    expect(lineOf(ready, 'install_update')?.label).toBe('Restart and update to CloudCube 0.2.0');
    await shell.hears(told('CloudCube 0.2.0 is ready'));
    await shell.order({ choose: 'new_version' });
    const opened = await shell.hears(({ call }) => call === 'shell.openExternal');
    expect(opened.args).toEqual(['https://github.com/example/cloudcube/releases/tag/v0.2.0']);

    await shell.order({ choose: 'install_update' });
    expect(await shell.ended).toBe(0);
    const order = [
      'tray.destroy',
      'app.releaseSingleInstanceLock',
      'autoUpdater.emit',
      'app.quit',
      'app.exit',
    ];
    const calls = shell.calls.map(({ call }) => call).filter((call) => order.includes(call));
    expect(calls).toEqual(order);
    expect(installed()).toBe(place.served['CloudCube-0.2.0.AppImage']);
    // It is on its own by now.
    await expect.poll(() => existsSync(join(folder, 'ran')), { timeout: 60_000 }).toBe(true);
    await expect.poll(() => readFileSync(join(folder, 'ran'), 'utf8'), { timeout: 60_000 }).toBe('free\n');
  });

  it('becomes it when it ends for another reason', async () => {
    await shell.hears(shows('install_update'));
    await shell.order({ choose: 'quit' }).catch(() => undefined);
    expect(await shell.ended).toBe(0);
    expect(installed()).toBe(place.served['CloudCube-0.2.0.AppImage']);
    expect(shell.calls.some(({ call }) => call === 'app.relaunch')).toBe(false);
  });

  it('starts anew as it was where it cannot be installed', async () => {
    await shell.hears(shows('install_update'));
    rmSync(join(folder, 'CloudCube.AppImage'));
    await shell.order({ choose: 'install_update' });
    expect(await shell.ended).toBe(0);
    expect(shell.calls.some(({ call }) => call === 'app.relaunch')).toBe(true);
  });
});
