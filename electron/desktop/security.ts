/**
 * Electron's checklist as code (https://www.electronjs.org/docs/latest/tutorial/security): what every window is made with,
 * and what its page is refused. The Content Security Policy (7) is a header of our server; fuses (19) stand in
 * `electron-builder.yml`; what is decided is decided in `shared/shell/navigation.ts`.
 */
import type { App, Session, WebContents, WebPreferences } from 'electron';
import { isOwnAddress, mayBeGranted, mayOpenOutside } from '../../shared/shell/navigation.ts';

/** What pages run with. Items 2, 3, 4, 6, 8, 9, 10 and 11. */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // A dropped or typed word is nobody's to fetch a dictionary for.
  spellcheck: false,
} as const satisfies WebPreferences;

/** What the page may be led by. */
export interface Grounds {
  /** Scheme, host and port of our own page; `null` while there is none, and then nothing is ours. */
  readonly origin: () => string | null;
  /** Hosts whose addresses may be handed to the browser. */
  readonly hosts: ReadonlySet<string>;
  readonly openExternal: (url: string) => Promise<void>;
}

/** Item 5: refuses what pages ask for. Before anything is loaded. */
export function refusePermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
  { origin }: Pick<Grounds, 'origin'>,
): void {
  const grant = (permission: string, asking: string): boolean => {
    const own = origin();
    return own !== null && mayBeGranted(permission, asking, own);
  };
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(grant(permission, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, asking) => grant(permission, asking));
  session.setDevicePermissionHandler(() => false);
}

/** Items 12 to 15: binds one page to its origin. What it opens elsewhere goes to the browser, if anywhere. */
export function bindContents(
  contents: Pick<WebContents, 'setWindowOpenHandler' | 'on'>,
  { origin, hosts, openExternal }: Grounds,
): void {
  const isOwn = (url: string): boolean => {
    const own = origin();
    return own !== null && isOwnAddress(url, own);
  };
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url, hosts)) void openExternal(url).catch(() => undefined);
    return { action: 'deny' };
  });
  // A download that the page links to is a navigation as well, to its own origin.
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isOwn(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}

/** Binds every page that will ever be made. */
export function bindAll(app: Pick<App, 'on'>, grounds: Grounds): void {
  app.on('web-contents-created', (_event, contents) => {
    bindContents(contents, grounds);
  });
}
