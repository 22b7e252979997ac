/**
 * What `npm run package` packs, by a real run of electron-builder around a stand-in of Electron's program: its files, its
 * fuses, its desktop entry; and that the packed files are all that the app needs.
 */
import { extractAll, extractFile, getRawHeader, listPackage, statFile } from '@electron/asar';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { nativeParents, nativesOf, processors } from '../../../scripts/support/natives.ts';
import { inRoot, root } from '../../../scripts/support/paths.ts';
import { desktopEntry } from '../../../shared/shell/desktop-entry.ts';
import { iconFile } from '../../../shared/shell/icon.ts';
import { adminEnv, signIn } from '../../support/api.ts';
import { reachOf } from '../../support/imports.ts';
import { needs, titled } from '../../support/needs.ts';
import {
  fusesOf,
  runPackage,
  standInElectron,
  standInFpm,
  type FpmCall,
  type Packed,
} from '../../support/packing.ts';
import { builtMain, startShell } from '../../support/shell.ts';

const processor = processors.find((one) => one === process.arch) ?? 'x64';
const suffix = processor === 'x64' ? '' : `-${processor}`;
const natives = nativesOf('linux', processor);

/** By Electron's names of them. */
const wantedFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** Files below a folder of the repository, as paths from its root. */
const filesOf = (folder: string): string[] =>
  readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

describe.skipIf(!needs.linux.ok)(titled('npm run package', needs.linux), () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-package-'));
  const unpacked = join(folder, 'release', `linux${suffix}-unpacked`);
  const archive = join(unpacked, 'resources', 'app.asar');
  const isFolder = (path: string): boolean => 'files' in statFile(archive, path);
  let packed: Packed;
  let files: string[];

  beforeAll(async () => {
    const electron = standInElectron(join(folder, 'electron'));
    packed = await runPackage(
      ['deb', `--${processor}`, '--electron-dist', electron, '--output', join(folder, 'release')],
      { GITHUB_REPOSITORY: 'somebody/cloudcube', CUSTOM_FPM_PATH: standInFpm(join(folder, 'fpm')) },
    );
    files = listPackage(archive, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => !isFolder(path));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('comes to its end', () => {
    expect(packed).toMatchObject({ code: 0 });
  });

  it('packs all that main.js may load, the page, the documentation and the icons', () => {
    const code = [...reachOf(builtMain).files].map((file) => relative(root, file));
    expect(code.length).toBeGreaterThan(10);
    expect(files).toEqual(expect.arrayContaining([...code, 'dist/preload.cjs', 'package.json']));
    expect(files).toEqual(expect.arrayContaining([...filesOf('dist/page'), ...filesOf('dist/docs')]));
    const icons = (['ok', 'updating', 'warning', 'error', 'paused', 'unknown'] as const).flatMap((state) =>
      [true, false].flatMap((dot) =>
        (['linux', 'darwin', 'win32'] as const).flatMap((system) =>
          (['light', 'dark'] as const).map((bar) => iconFile({ state, dot }, system, bar)),
        ),
      ),
    );
    expect(files).toEqual(expect.arrayContaining(icons.map((name) => `resources/icons/${name}`)));
    expect(files).toContain('resources/icons/app/256x256.png');
    expect(extractFile(archive, 'dist/main.js').equals(readFileSync(builtMain))).toBe(true);
  });

  it('packs nothing else: no sources, no maps, no tests, no other dependency', () => {
    const modules = nativeParents.flatMap((name) =>
      ['package.json', 'index.js', 'LICENSE'].map((file) => `node_modules/${name}/${file}`),
    );
    const others = new Set([
      ...modules,
      // Beside the module itself, by its makers.
      ...['@node-rs/argon2/browser.js', '@napi-rs/keyring/keytar.js'].map((file) => `node_modules/${file}`),
      ...natives.map((name) => `node_modules/${name}/package.json`),
      'package.json',
    ]);
    const machineCode = files.filter((file) => file.endsWith('.node'));
    expect(machineCode).toHaveLength(natives.length);
    const expected =
      /^(?:dist\/(?:main\.js|preload\.cjs|chunks\/[^/]+\.js|page\/.+|docs\/.+)|resources\/icons\/(?:app\/)?[^/]+\.(?:png|ico))$/;
    const foreign = files.filter(
      (file) => !expected.test(file) && !others.has(file) && !machineCode.includes(file),
    );
    expect(foreign).toEqual([]);
    expect(files.filter((file) => /\.(?:map|tsx?|svg)$|run-daemon|run-cli/.test(file))).toEqual(
      // The page's own.
      filesOf('dist/page').filter((file) => file.endsWith('.svg')),
    );
    const { dependencies: _known, ...told } = JSON.parse(
      extractFile(archive, 'package.json').toString(),
    ) as Record<string, unknown>;
    expect(told).toMatchObject({ name: 'cloudcube', main: 'dist/main.js', type: 'module' });
    expect(told).not.toHaveProperty('devDependencies');
    expect(told['desktopName']).toBe('cloudcube.desktop');
  });

  it('leaves machine code as files, which is all that a system loads, and a hash for everything else', () => {
    for (const name of natives) {
      const [file = ''] = readdirSync(inRoot('node_modules', name)).filter((one) => one.endsWith('.node'));
      expect(statFile(archive, join('node_modules', name, file))).toMatchObject({ unpacked: true });
      expect(existsSync(join(`${archive}.unpacked`, 'node_modules', name, file))).toBe(true);
    }
    const unpackedFiles = files.filter((file) => 'unpacked' in statFile(archive, file));
    expect(unpackedFiles.toSorted()).toEqual(files.filter((file) => file.endsWith('.node')).toSorted());
    for (const file of files) expect(statFile(archive, file)).toHaveProperty('integrity.hash');
    expect(getRawHeader(archive).headerString.length).toBeGreaterThan(0);
  });

  it('has in it all that its files import, beside Electron and Node', () => {
    const there = new Set<string>([
      ...nativeParents,
      // Nobody has to have them: systeminformation tries them on macOS and goes without.
      ...['osx-temperature-sensor', 'macos-temperature-sensor'],
    ]);
    const missing = [...reachOf(builtMain).packages].filter(
      (name) => !isBuiltin(name) && name !== 'electron' && !there.has(name),
    );
    expect(missing).toEqual([]);
    expect([...reachOf(inRoot('dist/preload.cjs')).packages]).toEqual(['electron']);
  });

  it('burns the fuses as electron-builder.yml has them', async () => {
    expect(await fusesOf(join(unpacked, 'cloudcube'))).toEqual(wantedFuses);
  });

  it('lays the terms of everybody whose work is in it beside it', () => {
    const read = (name: string): string =>
      readFileSync(join(unpacked, 'resources', 'licences', name), 'utf8');
    expect(read('LICENSE')).toContain('MIT License');
    expect(read('licences-hosts.md')).toMatch(/^## fastify - /m);
    expect(read('licences-page.md')).toMatch(/^## react - /m);
    expect(existsSync(join(unpacked, 'LICENSE.electron.txt'))).toBe(true);
  });

  it('knows where new versions are told of, and how it was installed', () => {
    const resources = join(unpacked, 'resources');
    expect(readFileSync(join(resources, 'app-update.yml'), 'utf8')).toMatch(
      /owner: somebody\nrepo: cloudcube\nprovider: github\n/,
    );
    expect(readFileSync(join(resources, 'package-type'), 'utf8')).toBe('deb');
  });

  describe('as a deb', () => {
    let fpm: FpmCall;
    const keyOf = (text: string, key: string): string | undefined =>
      text
        .split('\n')
        .find((line) => line.startsWith(`${key}=`))
        ?.slice(key.length + 1);
    beforeAll(() => {
      const name = `CloudCube-${manifest.version}-linux-${processor === 'x64' ? 'amd64' : 'arm64'}.deb`;
      fpm = JSON.parse(readFileSync(join(folder, 'release', name), 'utf8')) as FpmCall;
    });

    it('is named, owned and described, and has its icons', () => {
      const after = (flag: string): string | undefined => fpm.args[fpm.args.indexOf(flag) + 1];
      expect(after('--name')).toBe('cloudcube');
      expect(after('--license')).toBe('MIT');
      expect(fpm.args).toEqual(expect.arrayContaining(['libgtk-3-0', 'libnss3', 'xdg-utils']));
      expect(fpm.args).not.toContain('--deb-recommends');
      expect(after('--url')).toBe('https://github.com/somebody/cloudcube');
      expect(fpm.args).toContain(`${unpacked}/=/opt/CloudCube`);
      for (const size of [16, 32, 48, 256, 512]) {
        const place = `=/usr/share/icons/hicolor/${size}x${size}/apps/cloudcube.png`;
        expect(fpm.args.some((one) => one.endsWith(place))).toBe(true);
      }
    });

    it('has a desktop entry that says what the autostart entry says, and takes links', () => {
      const own = desktopEntry(['/opt/CloudCube/cloudcube']);
      for (const key of ['Name', 'Comment', 'Comment[zh_CN]', 'Icon', 'Type', 'Terminal'])
        expect(keyOf(fpm.entry, key)).toBe(keyOf(own, key));
      expect(keyOf(fpm.entry, 'Exec')).toBe('/opt/CloudCube/cloudcube %U');
      expect(keyOf(fpm.entry, 'MimeType')).toBe('x-scheme-handler/cloudcube;');
      expect(keyOf(fpm.entry, 'StartupWMClass')).toBe('cloudcube');
    });

    const validator = needs.command('desktop-file-validate');
    it.skipIf(!validator.ok)(titled('has an entry that freedesktop.org takes', validator), () => {
      const file = join(folder, 'cloudcube.desktop');
      writeFileSync(file, fpm.entry);
      const { status, stdout } = spawnSync('desktop-file-validate', [file], { encoding: 'utf8' });
      expect(stdout).toBe('');
      expect(status).toBe(0);
    });
  });

  it('runs by what was packed alone: a page, a window and an administrator', async () => {
    const apart = join(folder, 'apart');
    extractAll(archive, apart);
    const shell = startShell({ main: join(apart, 'dist', 'main.js'), env: adminEnv });
    try {
      const loaded = await shell.hears(({ call }) => call === 'window.loadURL');
      const { origin } = new URL(String(loaded.args[0]));
      expect(await (await fetch(origin)).text()).toContain('<div id="page">');
      for (const path of ['/docs/assets/swagger-ui.css', '/docs', '/health'])
        expect((await fetch(origin + path)).status).toBe(200);
      // A password is compared by machine code.
      expect((await signIn(origin)).token).not.toBe('');
      const icon = String(shell.calls.find(({ call }) => call === 'new Tray')?.args[0]);
      expect(relative(apart, icon)).toMatch(/^resources\/icons\/tray-\w+\.png$/);
    } finally {
      expect(await shell.stop()).toBe(0);
    }
  });

  it('for tests differs in one fuse alone, and is published nowhere', async () => {
    const output = join(folder, 'for-tests');
    const run = await runPackage(
      ['--for-tests', '--publish', '--electron-dist', join(folder, 'electron'), '--output', output],
      { GITHUB_REPOSITORY: 'somebody/cloudcube' },
    );
    expect(run).toMatchObject({ code: 0 });
    const program = join(output, `linux${suffix}-unpacked`, 'cloudcube');
    expect(await fusesOf(program)).toEqual({
      ...wantedFuses,
      EnableNodeCliInspectArguments: true,
    });
    expect(existsSync(join(output, `linux${suffix}-unpacked`, 'resources', 'app-update.yml'))).toBe(false);
  });

  it('says in a sentence what is missing, and fails', async () => {
    const electron = join(folder, 'electron');
    const deb = await runPackage(
      ['deb', `--${processor}`, '--electron-dist', electron, '--output', join(folder, 'no-page')],
      { CUSTOM_FPM_PATH: join(folder, 'fpm') },
    );
    expect(deb).toMatchObject({
      code: 1,
      output: expect.stringContaining('GITHUB_REPOSITORY=owner/name') as string,
    });
    const wrong = await runPackage(['--windows']);
    expect(wrong.code).toBe(2);
    expect(wrong.output).toContain('--windows');
  });
});
