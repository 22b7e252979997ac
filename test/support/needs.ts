/**
 * What some tests need of the machine. A test that lacks it is skipped with the reason in its title, which is where
 * the list at the end of `npm test` takes it from:
 *
 *     describe.skipIf(!needs.root.ok)(titled('an interface loses its address', needs.root), () => { … });
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lookAround } from '../../scripts/support/host.ts';

/** Whether a part is there; where it is not, what is missing, in a few words. */
export interface Need {
  readonly ok: boolean;
  readonly reason: string;
}

const extraFolders = ['/usr/sbin', '/sbin'];

/** Path of a program on the PATH or where Debian keeps the administrator's ones. */
export function findCommand(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...extraFolders];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not ours to run: the same to a test.
  }
}

/** Where installers put it outside of the PATH. */
const chromiumPlaces = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Where Chromium is, if anywhere. `CLOUDCUBE_CHROMIUM` names one that is somewhere else. */
export const chromiumPath =
  process.env['CLOUDCUBE_CHROMIUM'] ??
  ['chromium', 'chromium-browser', 'google-chrome'].map(findCommand).find(Boolean) ??
  chromiumPlaces.find(isExecutable);

/** The packed app of `npm run package -- --for-tests`; the built one is taken where `CLOUDCUBE_PACKAGED` names none. */
export const packagedApp = process.env['CLOUDCUBE_PACKAGED'] || null;

const surroundings = lookAround(false);

/** Electron's own program, if it was fetched. */
export const electronPath = surroundings.electron;

const need = (ok: boolean, reason: string): Need => ({ ok, reason });

/** The parts that tests ask for. */
export const needs = {
  chromium: need(chromiumPath !== undefined, 'no Chromium'),
  electron: need(
    packagedApp !== null || electronPath !== null,
    'no Electron: npx install-electron fetches it',
  ),
  display: need(surroundings.display, 'no display'),
  root: need(process.getuid?.() === 0, 'not root'),
  linux: need(process.platform === 'linux', 'not Linux'),
  command: (name: string): Need => need(findCommand(name) !== undefined, `no command ${name}`),
  /** All of several; the reason names what is missing. */
  all: (...parts: Need[]): Need =>
    need(
      parts.every((part) => part.ok),
      parts
        .filter((part) => !part.ok)
        .map((part) => part.reason)
        .join(', '),
    ),
} as const;

/** A title that carries the reason when the test cannot run. */
export const titled = (title: string, { ok, reason }: Need): string =>
  ok ? title : `${title} [skipped: ${reason}]`;
