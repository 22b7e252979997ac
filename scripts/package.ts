/**
 * `npm run package`: builds, and makes packages of it for this system, or for the one that is named (`--linux`, `--mac`,
 * `--win`); for both processors, or the one that is named (`--x64`, `--arm64`); in all formats, or those that are named
 * (`npm run package -- deb`). `--dir` stops before the packages, `--publish` puts them onto GitHub, `--for-tests` makes what
 * Playwright can drive, for this machine alone.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type CliOptions } from 'electron-builder';
import { needsBuild } from './support/inputs.ts';
import {
  fetchNatives,
  nativesOf,
  packageSystems,
  processors,
  type PackageSystem,
} from './support/natives.ts';
import { packageConfig, packageFailure } from './support/package-config.ts';
import { inRoot, root } from './support/paths.ts';

const EXIT_USAGE = 2;
const flag = { type: 'boolean', default: false } as const;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        ...{ linux: flag, mac: flag, win: flag, x64: flag, arm64: flag },
        ...{ dir: flag, publish: flag, 'for-tests': flag },
        'electron-dist': { type: 'string' },
        output: { type: 'string' },
      },
    });
    return { ...values, formats: positionals };
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
const current = { darwin: 'mac', win32: 'win' }[process.platform as string] ?? 'linux';
const named = packageSystems.filter((system) => wish[system]);
const systems = named.length > 0 ? named : [current as PackageSystem];
const given = processors.filter((processor) => wish[processor]);
const own = processors.filter((processor) => processor === process.arch);
const wanted = given.length > 0 ? given : wish.dir || wish['for-tests'] ? own : processors;

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
    dir: wish.dir || wish['for-tests'],
    publish: wish.publish && !wish['for-tests'] ? 'always' : 'never',
    config: packageConfig(
      {
        forTests: wish['for-tests'],
        ...(wish['electron-dist'] === undefined ? {} : { electronDist: wish['electron-dist'] }),
        ...(wish.output === undefined ? {} : { output: wish.output }),
      },
      process.env,
    ),
  };
  const made = await build(options);
  for (const file of made) console.log(file);
} catch (error) {
  console.error(packageFailure(error));
  // At once: what electron-builder leaves behind would end it with 0.
  process.exit(1);
}
