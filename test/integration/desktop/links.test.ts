/** Links of our own scheme, registered in a home of the test's own and opened by the system's own programs. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../electron/kernel/logger.ts';
import { registerLinks, type LinkPorts } from '../../../electron/link-handler.ts';
import { desktopEntry } from '../../../shared/shell/desktop-entry.ts';
import { needs, titled } from '../../support/needs.ts';
import { until } from '../../support/until.ts';
import { newFolder } from '../../unit/kernel/folder.ts';

const run = promisify(execFile);
const wanted = needs.all(
  needs.linux,
  ...['xdg-mime', 'desktop-file-validate', 'gio'].map((name) => needs.command(name)),
);

let home: string;
let program: string;
let note: string;
let env: NodeJS.ProcessEnv;
const ran: string[] = [];
beforeEach(() => {
  home = newFolder();
  ran.length = 0;
  note = join(home, 'opened');
  // What a folder may be called.
  program = join(home, `Cloud $Cube "q"`, 'electron');
  mkdirSync(join(program, '..'));
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${note}.new' && mv '${note}.new' '${note}'\n`);
  chmodSync(program, 0o755);
  env = {
    ...{ PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8' },
    ...{ XDG_DATA_HOME: join(home, 'share'), XDG_CONFIG_HOME: join(home, 'config') },
    XDG_DATA_DIRS: join(home, 'none'),
  };
  mkdirSync(join(home, 'config'));
});

const ports = (change: Partial<LinkPorts> = {}): LinkPorts => ({
  ...{ system: 'linux', isPackaged: false, command: [program, '/srv/cloud cube'] },
  setAsDefault: (...args) => ran.push(args.join(' ')),
  dataHome: join(home, 'share'),
  run: (name, args) => {
    ran.push(name);
    return run(name, [...args], { env });
  },
  logger: createLogger('silent'),
  ...change,
});
const entry = () => join(home, 'share', 'applications', 'cloudcube-from-source.desktop');

describe.skipIf(!wanted.ok)(titled('links', wanted), () => {
  it('start the app with the link, and nothing else', async () => {
    await registerLinks(ports());
    await run('desktop-file-validate', [entry()]);
    expect(statSync(entry()).mode & 0o777).toBe(0o600);
    const { stdout } = await run('xdg-mime', ['query', 'default', 'x-scheme-handler/cloudcube'], { env });
    expect(stdout.trim()).toBe('cloudcube-from-source.desktop');
    await run('gio', ['open', 'cloudcube://alerts/rules'], { env });
    const opened = await until(() => {
      try {
        return readFileSync(note, 'utf8');
      } catch {
        return undefined; // Not started yet.
      }
    });
    expect(opened).toBe('/srv/cloud cube\ncloudcube://alerts/rules\n');
  });

  it('are registered once, and anew where the app lies elsewhere', async () => {
    await registerLinks(ports());
    await registerLinks(ports());
    expect(ran).toEqual(['xdg-mime']);
    await registerLinks(ports({ command: [program] }));
    expect(ran).toEqual(['xdg-mime', 'xdg-mime']);
  });

  it('lead nowhere once the app is gone', async () => {
    await registerLinks(ports());
    rmSync(program);
    await expect(run('gio', ['open', 'cloudcube://alerts'], { env })).rejects.toThrow();
  });
});

describe('registering', () => {
  it('is Electron’s on Windows and in packages, and nobody’s on macOS from a folder', async () => {
    await registerLinks(ports({ system: 'win32', command: ['C:\\electron.exe', 'C:\\app'] }));
    await registerLinks(ports({ system: 'darwin' }));
    for (const system of ['win32', 'darwin', 'linux'] as const)
      await registerLinks(ports({ system, isPackaged: true }));
    expect(ran).toEqual(['cloudcube C:\\electron.exe C:\\app', 'cloudcube', 'cloudcube', 'cloudcube']);
  });

  it('holds up no start where it cannot be done', async () => {
    writeFileSync(join(home, 'share'), 'a file where a folder belongs');
    await registerLinks(ports());
    const run = (): Promise<never> => Promise.reject(new Error('spawn xdg-mime ENOENT'));
    await registerLinks(ports({ run, dataHome: join(home, 'elsewhere') }));
  });
});

it.skipIf(!needs.command('desktop-file-validate').ok)(
  titled('an entry for starting at login is a valid one, too', needs.command('desktop-file-validate')),
  async () => {
    const file = join(home, 'cloudcube.desktop');
    writeFileSync(file, desktopEntry([program, '--hidden']));
    await run('desktop-file-validate', [file]);
  },
);
