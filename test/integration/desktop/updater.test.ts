/**
 * The real updater of an AppImage, over sockets and files: electron-updater reads its description of versions from a server
 * on loopback, fetches the file, proves it by its hash and puts it in place of the old one. Only what is Electron's own stands
 * in: how a request is made, and what the app says of itself.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppImageUpdater } from 'electron-updater';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUpdater } from '../../../electron/desktop/updater.ts';
import { openAppImagePlace, type AppImagePlace } from '../../support/app-image.ts';
import { listen } from '../../unit/kernel/folder.ts';

/** As Electron's, with Node's requests. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: RequestOptions, callback: (response: never) => void): never {
    return httpRequest(options, callback as () => void) as never;
  }
}

let folder: string;
let appImage: string;
let place: AppImagePlace;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-updater-'));
  appImage = join(folder, 'CloudCube.AppImage');
  writeFileSync(appImage, '#!/bin/sh\nexit 1\n');
  chmodSync(appImage, 0o755);
  place = await openAppImagePlace();
  process.env['APPIMAGE'] = appImage;
});
afterEach(async () => {
  delete process.env['APPIMAGE'];
  await place.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A newer AppImage that notes how it was started. */
const publish = (version: string): void =>
  place.publish(version, `#!/bin/sh\necho "$APPIMAGE_EXIT_AFTER_INSTALL" > ${folder}/ran\n`);

async function start(installsAtEnd = true) {
  const config = join(folder, 'app-update.yml');
  writeFileSync(config, `provider: generic\nurl: ${place.url}\nupdaterCacheDirName: cloudcube-updater\n`);
  mkdirSync(join(folder, 'userData'), { recursive: true });
  let ends: ((exitCode: number) => void)[] = [];
  const real = new AppImageUpdater(null, {
    ...{ version: '0.1.0', name: 'CloudCube', isPackaged: true, appUpdateConfigPath: config },
    ...{ userDataPath: join(folder, 'userData'), baseCachePath: join(folder, 'cache') },
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: (handler: (exitCode: number) => void) => void (ends = [...ends, handler]),
  });
  Object.assign(real, { httpExecutor: new NodeExecutor() });
  const logger = listen();
  const states: string[] = [];
  const updater = createUpdater({
    load: () => Promise.resolve(real),
    logger,
    changed: () => states.push(updater.state().is),
  });
  await updater.begin(null, installsAtEnd);
  return { updater, states, logger, end: () => ends.forEach((handler) => handler(0)) };
}

describe.runIf(process.platform === 'linux')('an AppImage', () => {
  it('fetches a newer one, and becomes it when the app ends', async () => {
    publish('0.2.0');
    const { updater, states, end } = await start();
    await updater.fetch();
    expect(updater.state()).toEqual({ is: 'downloaded', version: '0.2.0' });
    expect(states.filter((one, at) => one !== states[at - 1])).toEqual([
      ...['idle', 'checking', 'downloading', 'downloaded'],
    ]);
    // Nothing tells this installation from another.
    expect(new Set(place.asked.map(({ id }) => id))).toEqual(
      new Set(['00000000-0000-4000-8000-000000000000']),
    );
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    end();
    expect(readFileSync(appImage, 'utf8')).toBe(place.served['CloudCube-0.2.0.AppImage']);
    expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('true\n');
  });

  it('stays what it is where it is to wait for its owner', async () => {
    publish('0.2.0');
    const { updater, end } = await start(false);
    await updater.fetch();
    expect(updater.state()).toMatchObject({ is: 'downloaded' });
    end();
    expect(readFileSync(appImage, 'utf8')).toContain('exit 1');
  });

  it.each(['0.1.0', '0.0.9'])('leaves %s where it is', async (version) => {
    publish(version);
    const { updater } = await start();
    await updater.fetch();
    expect(updater.state()).toEqual({ is: 'idle' });
    expect(place.asked.map(({ path }) => path)).not.toContain(`CloudCube-${version}.AppImage`);
  });

  it('takes no file that is not what was described', async () => {
    publish('0.2.0');
    place.served['CloudCube-0.2.0.AppImage'] = '#!/bin/sh\necho otherwise\n';
    const { updater, end, logger } = await start();
    await expect(updater.fetch()).rejects.toThrow('sha512 checksum mismatch');
    expect(updater.state()).toMatchObject({ is: 'failed', message: expect.stringContaining('sha512') });
    expect(logger.lines).toContain('warn: The package could not renew itself');
    end();
    expect(readFileSync(appImage, 'utf8')).toContain('exit 1');
  });

  it('says what is missing where nothing is published', async () => {
    const { updater } = await start();
    await expect(updater.fetch()).rejects.toThrow('latest-linux');
    expect(updater.state()).toMatchObject({ is: 'failed' });
  });
});
