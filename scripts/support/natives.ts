/**
 * The packages with machine code, one for each system and processor. npm installs those of its own machine alone, so
 * packing for another processor fetches the missing ones, held against the lockfile like everything that npm installs.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What packages are made for, by electron-builder's names. */
export const packageSystems = ['linux', 'mac', 'win'] as const;
/** One of them. */
export type PackageSystem = (typeof packageSystems)[number];

/** Processors, by Node's names. */
export const processors = ['x64', 'arm64'] as const;
/** One of them. */
export type Processor = (typeof processors)[number];

/** The packages that choose among them when they are loaded. */
export const nativeParents = ['@node-rs/argon2', '@napi-rs/keyring'] as const;

const endings: Readonly<Record<PackageSystem, (processor: Processor) => string>> = {
  linux: (processor) => `linux-${processor}-gnu`,
  mac: (processor) => `darwin-${processor}`,
  win: (processor) => `win32-${processor}-msvc`,
};

/** Names of the packages that a system needs on a processor. */
export const nativesOf = (system: PackageSystem, processor: Processor): readonly string[] =>
  nativeParents.map((parent) => `${parent}-${endings[system](processor)}`);

/** What fetching stands on. */
export interface NativePorts {
  /** Path of `node_modules`. */
  readonly modules: string;
  /** Text of `package-lock.json`. */
  readonly lockfile: string;
  /** Puts the archive of a package as npm publishes it into a folder, as the only file there. */
  readonly download: (specifier: string, folder: string) => Promise<void>;
  /** Unpacks an archive in the folder where it lies; npm's all unpack to `package/`. */
  readonly unpack: (archive: string) => Promise<void>;
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string } | undefined>
  >;
}

/**
 * Fetches those that are not installed, and tells which these were.
 * @throws {Error} where the lockfile does not know one, or what came is not what the lockfile names
 */
export async function fetchNatives(
  names: readonly string[],
  { modules, lockfile, download, unpack }: NativePorts,
): Promise<readonly string[]> {
  const { packages } = JSON.parse(lockfile) as Lock;
  const missing = names.filter((name) => !existsSync(join(modules, name, 'package.json')));
  for (const name of missing) {
    const { version, integrity } = packages[`node_modules/${name}`] ?? {};
    if (version === undefined || integrity === undefined) throw new Error(`The lockfile has no ${name}`);
    // On the disk of its place, so that it can be moved there.
    const folder = await mkdtemp(join(modules, '.native-'));
    try {
      await download(`${name}@${version}`, folder);
      const [file = ''] = await readdir(folder);
      const archive = join(folder, file);
      const hash = createHash('sha512')
        .update(await readFile(archive))
        .digest('base64');
      if (integrity !== `sha512-${hash}`)
        throw new Error(`${name}@${version} is not what the lockfile names`);
      await unpack(archive);
      await mkdir(dirname(join(modules, name)), { recursive: true });
      await rename(join(folder, 'package'), join(modules, name));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return missing;
}
