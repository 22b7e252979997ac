/** The updater's controller over a stand-in that has electron-updater's own types, and does nothing that it was not told to. */
import { EventEmitter } from 'node:events';
import type { AppUpdater } from 'electron-updater';
import { beforeEach, describe, expect, it } from 'vitest';
import { createUpdater, type UpdaterLike } from '../../../electron/desktop/updater.ts';
import { listen } from '../kernel/folder.ts';

type Check = Awaited<ReturnType<AppUpdater['checkForUpdates']>>;

function createFake() {
  const emitter = new EventEmitter();
  const calls: string[] = [];
  const version = '0.2.0';
  const info = { version, files: [], path: '', sha512: '', releaseDate: '' };
  const found = (isUpdateAvailable: boolean): Check => ({
    isUpdateAvailable,
    updateInfo: info,
    // oxlint-disable-next-line typescript/no-deprecated -- the type wants it all the same
    versionInfo: info,
  });
  const fake = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
    allowPrerelease: true,
    requestHeaders: null as AppUpdater['requestHeaders'],
    logger: null as AppUpdater['logger'],
    on: ((event: string, listener: (...args: unknown[]) => void) => {
      emitter.on(event, listener);
      return fake;
    }) as unknown as AppUpdater['on'],
    isUpdaterActive: (): boolean => true,
    async checkForUpdates() {
      calls.push('check');
      emitter.emit('checking-for-update');
      if (plan.failure) {
        emitter.emit('error', plan.failure);
        throw plan.failure;
      }
      emitter.emit(plan.newer ? 'update-available' : 'update-not-available', info);
      return found(plan.newer);
    },
    async downloadUpdate() {
      calls.push('download');
      for (const percent of [10.2, 10.7, 55]) emitter.emit('download-progress', { percent });
      emitter.emit('update-downloaded', { ...info, downloadedFile: '/tmp/x' });
      return ['/tmp/x'];
    },
    quitAndInstall: (isSilent?: boolean, isForceRunAfter?: boolean) =>
      void calls.push(`install ${String(isSilent)} ${String(isForceRunAfter)}`),
  } satisfies UpdaterLike;
  const plan = { newer: true, failure: null as Error | null };
  return { fake, calls, plan, emit: (event: string, ...args: unknown[]) => emitter.emit(event, ...args) };
}

let stand: ReturnType<typeof createFake>;
let states: string[];
let updater: ReturnType<typeof createUpdater>;
let logger: ReturnType<typeof listen>;
beforeEach(() => {
  stand = createFake();
  states = [];
  logger = listen();
  updater = createUpdater({
    load: () => Promise.resolve(stand.fake),
    logger,
    changed: () => {
      const state = updater.state();
      states.push(state.is === 'downloading' ? `${state.is} ${state.percent}` : state.is);
    },
  });
});

describe('the updater', () => {
  it('is told to do nothing by itself', async () => {
    await updater.begin(null, false);
    expect(stand.fake).toMatchObject({
      ...{ autoDownload: false, autoInstallOnAppQuit: false },
      ...{ allowDowngrade: false, allowPrerelease: false },
      requestHeaders: { 'x-user-staging-id': expect.stringMatching(/^[04-]*8[0-]*$/) },
    });
    expect(stand.calls).toEqual([]);
    expect(updater.state()).toEqual({ is: 'idle' });
    updater.setInstallsAtEnd(true);
    expect(stand.fake.autoInstallOnAppQuit).toBe(true);
  });

  it('looks, fetches, and tells how far it is', async () => {
    await updater.begin(null, true);
    await updater.fetch();
    expect(stand.calls).toEqual(['check', 'download']);
    expect(states).toEqual([
      ...['idle', 'checking', 'downloading 0', 'downloading 10', 'downloading 55', 'downloaded'],
    ]);
    expect(updater.state()).toEqual({ is: 'downloaded', version: '0.2.0' });
  });

  it('fetches nothing where its own place has nothing newer', async () => {
    stand.plan.newer = false;
    await updater.begin(null, true);
    await updater.fetch();
    expect(stand.calls).toEqual(['check']);
    expect(updater.state()).toEqual({ is: 'idle' });
  });

  it('says in one line what went wrong, and tries again when it is told to', async () => {
    await updater.begin(null, true);
    stand.plan.failure = new Error(`Cannot find latest-linux.yml\n${'headers '.repeat(100)}`);
    await expect(updater.fetch()).rejects.toThrow('Cannot find');
    expect(updater.state()).toEqual({ is: 'failed', message: 'Cannot find latest-linux.yml' });
    expect(logger.lines).toEqual(['warn: The package could not renew itself']);
    stand.plan.failure = null;
    await updater.fetch();
    expect(updater.state()).toMatchObject({ is: 'downloaded' });
  });

  it('installs without a question and starts anew; a failure is told to who waits for the end', async () => {
    await updater.begin(null, true);
    await updater.fetch();
    let failures = 0;
    updater.install(() => (failures += 1));
    expect(stand.calls.at(-1)).toBe('install true true');
    expect(failures).toBe(0);
    stand.emit('error', new Error('pkexec: not authorised'));
    expect(failures).toBe(1);
    expect(updater.state()).toEqual({ is: 'failed', message: 'pkexec: not authorised' });
  });

  it('is not loaded where it is known that there is none', async () => {
    let loads = 0;
    const none = createUpdater({
      load: () => Promise.reject(new Error(`Loaded ${++loads} times`)),
      logger,
      changed: () => undefined,
    });
    await none.begin('attached', true);
    expect(none.state()).toEqual({ is: 'unavailable', because: 'attached' });
    await none.fetch();
    expect(loads).toBe(0);
    await none.begin(null, true);
    expect(none.state()).toEqual({ is: 'unavailable', because: 'broken' });
    expect(logger.lines).toEqual(['error: The updater could not be loaded']);
  });

  it('does nothing for a package that is renewed by others', async () => {
    stand.fake.isUpdaterActive = () => false;
    await updater.begin(null, true);
    expect(updater.state()).toEqual({ is: 'unavailable', because: 'not_this_kind' });
    await updater.fetch();
    updater.install(() => undefined);
    expect(stand.calls).toEqual([]);
  });
});
