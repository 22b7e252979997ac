/**
 * `npm run package`: builds, and makes packages of it for this system, or for the one that is named (`--linux`, `--mac`,
 * `--win`); for both processors, or the one that is named (`--x64`, `--arm64`); in all formats, or those that are named
 * (`npm run package -- deb`). `--dir` stops before the packages, `--publish` puts them onto GitHub, `--for-tests` makes what
 * Playwright can drive, for this machine alone.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build, type CliOptions } from 'electron-builder';
import { needsBuild } from './support/inputs.ts';
import { fetchNatives, nativesOf, processors, type PackageSystem } from './support/natives.ts';
import { packageArgumentsOf } from './support/package-arguments.ts';
import { packageConfig, packageFailure } from './support/package-config.ts';
import { inRoot, root } from './support/paths.ts';

const EXIT_USAGE = 2;

function readArguments() {
  try {
    return packageArgumentsOf(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return process.exit(EXIT_USAGE);
  }
}

/** Runs a program to its end. @throws {Error} with what it said, where it failed */
function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${basename(program)} ${args.join(' ')}: ${stderr}`);
  return Promise.resolve();
}

/** By npm itself, which knows registry, proxy and cache. */
function download(specifier: string, folder: string): Promise<void> {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error(`${specifier} has to be fetched by npm: npm run package`);
  return run(process.execPath, [npm, 'pack', '--silent', specifier], folder);
}

const wish = readArguments();
const current: PackageSystem =
  process.platform === 'darwin' ? 'mac' : process.platform === 'win32' ? 'win' : 'linux';
const systems = wish.systems.length > 0 ? wish.systems : [current];
const own = processors.filter((processor) => processor === process.arch);
const wanted = wish.processors.length > 0 ? wish.processors : wish.dir ? own : processors;

try {
  if (needsBuild()) {
    console.log('Building first…');
    await import('./build.ts');
  }
  const fetched = await fetchNatives(
    systems.flatMap((system) => wanted.flatMap((processor) => nativesOf(system, processor))),
    {
      modules: inRoot('node_modules'),
      lockfile: readFileSync(inRoot('package-lock.json'), 'utf8'),
      download,
      // A name without a folder: some systems' tar takes `C:` for a machine.
      unpack: (archive) => run('tar', ['-xzf', basename(archive)], dirname(archive)),
    },
  );
  if (fetched.length > 0) console.log(`Fetched ${fetched.join(', ')}`);

  const options: CliOptions = {
    projectDir: root,
    ...Object.fromEntries(systems.map((system) => [system, wish.formats])),
    ...Object.fromEntries(wanted.map((processor) => [processor, true])),
    dir: wish.dir,
    publish: wish.publish ? 'always' : 'never',
    config: packageConfig(wish, process.env),
  };
  const made = await build(options);
  for (const file of made) console.log(file);
} catch (error) {
  console.error(packageFailure(error));
  // At once: what electron-builder leaves behind would end it with 0.
  process.exit(1);
}
