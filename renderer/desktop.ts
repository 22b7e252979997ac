/** The shell around the page, where it is shown by the tray app. */
import type { DesktopApi } from '../shared/shell/ipc.ts';

declare global {
  interface Window {
    /** What the tray app's preload gives; not there in a browser. */
    readonly cloudcube?: DesktopApi;
  }
}

/** The ways to it; `null` in a browser. */
export const desktopOf = (window: Window): DesktopApi | null => window.cloudcube ?? null;
