/** electron-builder.yml with what is added to it, held against electron-builder's own schema and what was promised. */
import { parseYaml } from '@redocly/openapi-core';
import { Ajv } from 'ajv';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { packageConfig, packageFailure } from '../../../scripts/support/package-config.ts';
import {
  fetchNatives,
  nativeParents,
  nativesOf,
  packageSystems,
  processors,
  type NativePorts,
} from '../../../scripts/support/natives.ts';
import { inRoot } from '../../../scripts/support/paths.ts';
import { SCHEME } from '../../../shared/shell/deep-link.ts';
import { builderConfig, checkBuilderConfig } from '../../support/builder-config.ts';

const schema = JSON.parse(readFileSync(inRoot('node_modules/app-builder-lib/scheme.json'), 'utf8')) as object;
const check = new Ajv({ strict: false, allErrors: true }).compile(schema);
const yml = (): Record<string, unknown> =>
  parseYaml(readFileSync(inRoot('electron-builder.yml'), 'utf8')) as Record<string, unknown>;

const repository = { GITHUB_REPOSITORY: 'somebody/cloudcube' };
const wishes = [
  [{ forTests: false }, {}],
  [{ forTests: false }, repository],
  [{ forTests: false }, { ...repository, CSC_LINK: 'file.p12' }],
  [{ forTests: true, electronDist: '/electron', output: '/out' }, repository],
] as const;

describe('electron-builder.yml', () => {
  it("fits electron-builder's schema, which refuses what it does not know", () => {
    check(yml());
    expect(check.errors).toBeNull();
    expect(check({ ...yml(), appID: 'x' })).toBe(false);
    expect(check({ ...yml(), electronFuses: { runAsNodes: false } })).toBe(false);
  });

  it.each(wishes)('passes its own check with what is added for %j and %j', async (wish, env) => {
    const config = await builderConfig(wish, env);
    await expect(checkBuilderConfig(config)).resolves.toBeUndefined();
    const strange = { ...config, nsys: {} } as typeof config;
    await expect(checkBuilderConfig(strange)).rejects.toThrow("unknown property 'nsys'");
  });

  it('makes each format for both processors', async () => {
    const { linux, mac, win } = await builderConfig({ forTests: false });
    const both = ['x64', 'arm64'];
    const of = (...formats: string[]) => formats.map((target) => ({ target, arch: both }));
    expect(linux?.target).toEqual(of('AppImage', 'deb', 'rpm'));
    expect(mac?.target).toEqual(of('dmg', 'zip'));
    expect(win?.target).toEqual(of('nsis'));
  });

  it('takes machine code by its name, for the processor that is packed', async () => {
    const config = await builderConfig({ forTests: false });
    for (const system of packageSystems) {
      const sets = (config[system]?.files ?? []) as { from: string; to: string }[];
      for (const processor of processors) {
        const names = sets.map(({ from }) => from.replace('${arch}', processor));
        expect(names).toEqual(nativesOf(system, processor).map((name) => `node_modules/${name}`));
      }
      expect(sets.every(({ from, to }) => from === to)).toBe(true);
    }
    const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as {
      packages: object;
    };
    const all = packageSystems.flatMap((system) => processors.flatMap((one) => nativesOf(system, one)));
    for (const name of [...all, ...nativeParents]) expect(packages).toHaveProperty([`node_modules/${name}`]);
  });

  it('asks no administrator on Windows, keeps the Dock on macOS, takes our links and names files that are there', async () => {
    const config = await builderConfig({ forTests: false });
    expect(config.nsis).toMatchObject({ oneClick: true, perMachine: false, packElevateHelper: false });
    expect(config.win?.requestedExecutionLevel).toBe('asInvoker');
    expect(config.mac?.extendInfo).toBeUndefined();
    expect(config.protocols).toEqual([{ name: 'CloudCube', schemes: [SCHEME] }]);
    for (const { icon } of [config.linux ?? {}, config.mac ?? {}, config.win ?? {}])
      expect(existsSync(inRoot(String(icon)))).toBe(true);
    for (const file of [config.mac?.entitlements, config.mac?.entitlementsInherit])
      expect(readFileSync(inRoot(String(file)), 'utf8').match(/<key>[^<]+<\/key>/g)).toEqual([
        '<key>com.apple.security.cs.allow-jit</key>',
      ]);
  });
});

describe('what depends on the moment', () => {
  it('is published as a draft where the repository is known, and nowhere else', () => {
    const of = (env: NodeJS.ProcessEnv) => packageConfig({ forTests: false }, env);
    expect(of(repository)).toMatchObject({
      publish: { provider: 'github', owner: 'somebody', repo: 'cloudcube', releaseType: 'draft' },
      extraMetadata: { homepage: 'https://github.com/somebody/cloudcube' },
    });
    expect(of({ ...repository, CLOUDCUBE_REPOSITORY: 'other/place' })).toMatchObject({
      publish: { owner: 'other', repo: 'place' },
    });
    for (const other of ['', 'cloudcube', 'a/b/c', 'a/b c', '../x', 'a/${env.GH_TOKEN}'])
      expect(of({ GITHUB_REPOSITORY: other })).toMatchObject({ publish: null });
    expect(packageConfig({ forTests: true }, repository)).toMatchObject({ publish: null });
  });

  it('has the hardened runtime with a certificate, and without one no signer but itself', async () => {
    const unsigned = await builderConfig({ forTests: false });
    expect(unsigned.mac).toMatchObject({ identity: '-', hardenedRuntime: false, notarize: false });
    const signed = await builderConfig({ forTests: false }, { CSC_LINK: 'file.p12' });
    expect(signed.mac).toMatchObject({ hardenedRuntime: true });
    expect(signed.mac).not.toHaveProperty('identity');
    // Left to electron-builder: by APPLE_ID and its kin.
    expect(signed.mac).not.toHaveProperty('notarize');
  });

  it('tells of a download that failed in one sentence, and of anything else as it is', () => {
    const lost = Object.assign(new Error('getaddrinfo ENOTFOUND github.com'), { code: 'ENOTFOUND' });
    const sentence = packageFailure(lost);
    expect(sentence).toContain('No package was made');
    expect(sentence).toContain('ENOTFOUND github.com');
    expect(sentence).not.toContain('\n');
    const refused = Object.assign(new Error('Response code 403'), { name: 'HTTPError' });
    expect(packageFailure(refused)).toContain('Response code 403');
    expect(packageFailure(new Error('a bug'))).toBe('a bug');
  });
});

describe('machine code of another processor', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  const name = '@node-rs/argon2-linux-arm64-gnu';

  /** A registry that has one archive. */
  function setUp(published: string, locked = published) {
    const modules = mkdtempSync(join(tmpdir(), 'cloudcube-natives-'));
    folders.push(modules);
    const asked: string[] = [];
    const hash = createHash('sha512').update(locked).digest('base64');
    const ports: NativePorts = {
      modules,
      lockfile: JSON.stringify({
        packages: { [`node_modules/${name}`]: { version: '2.2.1', integrity: `sha512-${hash}` } },
      }),
      download(specifier, folder) {
        asked.push(specifier);
        writeFileSync(join(folder, 'it.tgz'), published);
        return Promise.resolve();
      },
      unpack(archive) {
        const folder = join(dirname(archive), 'package');
        mkdirSync(folder);
        writeFileSync(join(folder, 'package.json'), readFileSync(archive));
        return Promise.resolve();
      },
    };
    return { ports, asked, modules };
  }

  it('is fetched in the version of the lockfile, once', async () => {
    const { ports, asked, modules } = setUp('archive');
    expect(await fetchNatives([name], ports)).toEqual([name]);
    expect(await fetchNatives([name], ports)).toEqual([]);
    expect(asked).toEqual([`${name}@2.2.1`]);
    expect(readFileSync(join(modules, name, 'package.json'), 'utf8')).toBe('archive');
    expect(readdirSync(modules)).toEqual(['@node-rs']);
  });

  it('is refused where it is not what the lockfile names, and leaves nothing', async () => {
    const { ports, modules } = setUp('something else', 'archive');
    await expect(fetchNatives([name], ports)).rejects.toThrow(`${name}@2.2.1 is not what`);
    expect(readdirSync(modules)).toEqual([]);
  });

  it('is refused where the lockfile does not know it, unasked', async () => {
    const { ports, asked } = setUp('archive');
    await expect(fetchNatives(['@node-rs/other'], ports)).rejects.toThrow('no @node-rs/other');
    expect(asked).toEqual([]);
  });
});
