/** Carries out what is chosen in the tray. */
import type { ShellAction, ShellPreferences } from './view.ts';

/** What actions act on. */
export interface ActionPorts {
  /** Asks the program; see `Watch.act`. */
  readonly act: (method: 'POST' | 'PUT', path: string, body?: object) => Promise<void>;
  readonly open: (path: string) => Promise<void>;
  readonly copy: (text: string) => Promise<void>;
  /** Answers why not; empty where it was opened. */
  readonly openPath: (folder: string) => Promise<string>;
  readonly folders: Readonly<Record<'data' | 'logs', string>>;
  readonly prefer: (change: Partial<ShellPreferences>) => Promise<void>;
  readonly about: () => void;
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
        : ports.prefer({ start_at_login: action.on });
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
    case 'quit':
      ports.quit();
      return;
  }
}
