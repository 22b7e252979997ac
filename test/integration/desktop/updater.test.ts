/**
 * The real updater of an AppImage, over sockets and files: electron-updater reads its description of versions from a server
 * on loopback, fetches the file, proves it by its hash and puts it in place of the old one. Only what is Electron's own stands
 * in: how a request is made, and what the app says of itself.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppImageUpdater } from 'electron-updater';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUpdater } from '../../../electron/desktop/updater.ts';
import { listen } from '../../unit/kernel/folder.ts';

/** As Electron's, with Node's requests. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: RequestOptions, callback: (response: never) => void): never {
    return httpRequest(options, callback as () => void) as never;
  }
}

let folder: string;
let appImage: string;
let asked: { path: string; id: string | undefined }[];
let served: Record<string, string>;
let url: string;
let close: () => Promise<unknown>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-updater-'));
  appImage = join(folder, 'CloudCube.AppImage');
  writeFileSync(appImage, '#!/bin/sh\nexit 1\n');
  chmodSync(appImage, 0o755);
  [asked, served] = [[], {}];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname.slice(1);
    asked.push({ path, id: request.headers['x-user-staging-id'] as string | undefined });
    const body = served[path];
    if (body === undefined) response.writeHead(404).end('nothing');
    else response.writeHead(200, { 'content-length': Buffer.byteLength(body) }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  close = () => new Promise((resolve) => server.close(resolve));
  process.env['APPIMAGE'] = appImage;
});
afterEach(async () => {
  delete process.env['APPIMAGE'];
  await close();
  rmSync(folder, { recursive: true, force: true });
});

/** A newer AppImage that notes how it was started, and its description. */
function publish(
  version: string,
  text = `#!/bin/sh\necho "$APPIMAGE_EXIT_AFTER_INSTALL" > ${folder}/ran\n`,
): void {
  const file = `CloudCube-${version}.AppImage`;
  const sha512 = createHash('sha512').update(text).digest('base64');
  served[file] = text;
  const size = Buffer.byteLength(text);
  served['latest-linux.yml'] = served['latest-linux-arm64.yml'] = [
    `version: ${version}`,
    `files:\n  - url: ${file}\n    sha512: ${sha512}\n    size: ${String(size)}`,
    `path: ${file}\nsha512: ${sha512}\nreleaseDate: '2026-11-19T12:00:00.000Z'\n`,
  ].join('\n');
}

async function start(installsAtEnd = true) {
  const config = join(folder, 'app-update.yml');
  writeFileSync(config, `provider: generic\nurl: ${url}\nupdaterCacheDirName: cloudcube-updater\n`);
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
    expect(new Set(asked.map(({ id }) => id))).toEqual(new Set(['00000000-0000-4000-8000-000000000000']));
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    end();
    expect(readFileSync(appImage, 'utf8')).toBe(served['CloudCube-0.2.0.AppImage']);
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
    expect(asked.map(({ path }) => path)).not.toContain(`CloudCube-${version}.AppImage`);
  });

  it('takes no file that is not what was described', async () => {
    publish('0.2.0');
    served['CloudCube-0.2.0.AppImage'] = '#!/bin/sh\necho otherwise\n';
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
