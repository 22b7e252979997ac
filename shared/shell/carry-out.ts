/** Carries out what is chosen in the tray. */
import type { Updates } from '../api/updates.ts';
import type { ShellAction, ShellPreferences } from './view.ts';

/** What actions act on. */
export interface ActionPorts {
  /** Asks the program; see `Watch.act`. */
  readonly act: <Data>(method: 'POST' | 'PUT', path: string, body?: object) => Promise<Data>;
  readonly open: (path: string) => Promise<void>;
  readonly copy: (text: string) => Promise<void>;
  /** Answers why not; empty where it was opened. */
  readonly openPath: (folder: string) => Promise<string>;
  readonly folders: Readonly<Record<'data' | 'logs', string>>;
  readonly prefer: (change: Partial<ShellPreferences>) => Promise<void>;
  readonly about: () => void;
  /** Says what came of a look for newer versions. */
  readonly sayLook: (found: Updates) => void;
  /** Gives an address to the browser. @throws where it may not be given there */
  readonly openOutside: (url: string) => Promise<void>;
  readonly fetchUpdate: () => Promise<void>;
  readonly installUpdate: () => Promise<void>;
  readonly quit: () => void;
}

/** Does one. @throws {Error} where it could not be done */
export async function carryOut(action: ShellAction, ports: ActionPorts): Promise<void> {
  switch (action.do) {
    case 'open':
      return ports.open(action.path);
    case 'copy':
      return ports.copy(action.text);
    case 'update_now':
      return ports.act('POST', '/ddns/manual-update', {});
    case 'pause': {
      const { until } = action;
      return ports.act(
        'POST',
        '/ddns/pause',
        until === 'resumed' ? {} : { until: new Date(until).toISOString() },
      );
    }
    case 'resume':
      return ports.act('POST', '/ddns/resume');
    case 'switch':
      return action.what === 'lan_access'
        ? ports.act('PUT', '/exposure', { lan_access: action.on })
        : ports.prefer({ [action.what]: action.on });
    case 'open_folder': {
      const trouble = await ports.openPath(ports.folders[action.which]);
      if (trouble !== '') throw new Error(trouble);
      return;
    }
    case 'language':
      return ports.prefer({ language: action.to });
    case 'about':
      ports.about();
      return;
    case 'check_updates':
      ports.sayLook(await ports.act<Updates>('POST', '/updates/check'));
      return;
    case 'open_outside':
      return ports.openOutside(action.url);
    case 'fetch_update':
      return ports.fetchUpdate();
    case 'install_update':
      return ports.installUpdate();
    case 'quit':
      ports.quit();
      return;
  }
}
