/** The package's own way to a newer one: `electron-updater`, which does by itself only what it is told to. */
import type { AppUpdater } from 'electron-updater';
import {
  afterEvent,
  type NoUpdater,
  type UpdaterEvent,
  type UpdaterState,
} from '../../shared/shell/updater.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';

/** As much of it as is used. */
export type UpdaterLike = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowDowngrade'
  | 'allowPrerelease'
  | 'requestHeaders'
  | 'logger'
  | 'on'
  | 'isUpdaterActive'
  | 'checkForUpdates'
  | 'downloadUpdate'
  | 'quitAndInstall'
>;

/** What it stands on. */
export interface UpdaterPorts {
  readonly load: () => Promise<UpdaterLike>;
  readonly logger: Logger;
  /** It stands otherwise. */
  readonly changed: () => void;
}

/** It sends a number of its own with each question, by which this installation could be told apart. This is nobody's. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Its messages may be whole answers; one line tells enough. */
const briefly = (message: string): string => message.split('\n', 1)[0]?.slice(0, 200) ?? '';

/** Makes it; nothing is loaded yet. */
export function createUpdater({ load, logger, changed }: UpdaterPorts) {
  let state: UpdaterState = { is: 'unavailable', because: 'not_packaged' };
  let updater: UpdaterLike | null = null;
  let installFailed: (() => void) | null = null;

  function happens(event: UpdaterEvent): void {
    const next = afterEvent(state, event);
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    changed();
  }
  function fails(error: unknown): void {
    logger.warn({ error }, 'The package could not renew itself');
    happens({ what: 'failed', message: briefly(messageOf(error)) });
    installFailed?.();
  }

  function follow(found: UpdaterLike): void {
    const say = (level: 'debug' | 'warn') => (message: unknown) => logger[level]({}, String(message));
    found.logger = { debug: say('debug'), info: say('debug'), warn: say('warn'), error: say('debug') };
    found.autoDownload = false;
    found.allowDowngrade = false;
    found.allowPrerelease = false;
    found.requestHeaders = { 'x-user-staging-id': NOBODY };
    found.on('checking-for-update', () => happens({ what: 'checking' }));
    found.on('update-not-available', () => happens({ what: 'none' }));
    found.on('update-available', ({ version }) => happens({ what: 'available', version }));
    found.on('download-progress', ({ percent }) => happens({ what: 'progress', percent }));
    found.on('update-downloaded', ({ version }) => happens({ what: 'downloaded', version }));
    found.on('error', fails);
  }

  return {
    state: () => state,
    /** Loads it, unless it is known why there is none. */
    async begin(because: NoUpdater | null, installsAtEnd: boolean): Promise<void> {
      if (because !== null) {
        happens({ what: 'unavailable', because });
        return;
      }
      try {
        const found = await load();
        follow(found);
        found.autoInstallOnAppQuit = installsAtEnd;
        const isActive = found.isUpdaterActive();
        if (isActive) updater = found;
        happens(isActive ? { what: 'loaded' } : { what: 'unavailable', because: 'not_this_kind' });
      } catch (error) {
        logger.error({ error }, 'The updater could not be loaded');
        happens({ what: 'unavailable', because: 'broken' });
      }
    },
    /** What was fetched is installed when the app ends, or only when somebody says so. */
    setInstallsAtEnd(on: boolean): void {
      if (updater !== null) updater.autoInstallOnAppQuit = on;
    },
    /** Looks and fetches. @throws {Error} where it fails, which {@link state} tells as well */
    async fetch(): Promise<void> {
      const found = await updater?.checkForUpdates();
      if (found?.isUpdateAvailable === true) await updater?.downloadUpdate();
    },
    /** Installs what was fetched, ends the app and starts the new one. `failed` is called where nothing became of it. */
    install(failed: () => void): void {
      installFailed = failed;
      updater?.quitAndInstall(true, true);
    },
  };
}
