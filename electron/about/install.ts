/** How this CloudCube came to this machine. Pure. */
import type { About } from '../../shared/api/about.ts';

/** What tells it. */
export interface InstallSigns {
  /** The running code is TypeScript. */
  readonly isSource: boolean;
  /** Of Electron: built into an application, not started over its sources. */
  readonly isPackaged: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fileExists: (path: string) => boolean;
}

/** Containers: Docker's and Podman's own marks, and what systemd and our image say in the environment. */
const marks = ['/.dockerenv', '/run/.containerenv'];

/** What they say. An AppImage names its file in the environment (https://docs.appimage.org). */
export function installOf({ isSource, isPackaged, env, fileExists }: InstallSigns): About['install'] {
  if (env['APPIMAGE'] !== undefined && isPackaged) return 'appimage';
  if (isPackaged) return 'package';
  if ((env['container'] ?? '') !== '' || marks.some(fileExists)) return 'container';
  return isSource ? 'source' : 'build';
}
