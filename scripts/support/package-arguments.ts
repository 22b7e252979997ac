/** What `npm run package` is given, taken apart. */
import { parseArgs } from 'node:util';
import { packageSystems, processors, type PackageSystem, type Processor } from './natives.ts';

/** What is wanted. */
export interface PackageArguments {
  /** Empty: this machine's. */
  readonly systems: readonly PackageSystem[];
  /** Empty: whatever is usual. */
  readonly processors: readonly Processor[];
  /** Of packages, by electron-builder's names. Empty: all. */
  readonly formats: readonly string[];
  /** The app's folder alone, without packages. */
  readonly dir: boolean;
  /** Onto GitHub. */
  readonly publish: boolean;
  /** What Playwright can drive, as a folder; never published. */
  readonly forTests: boolean;
  /** A folder with an unpacked Electron, in place of the one that would be fetched. */
  readonly electronDist?: string;
  /** Where packages go. */
  readonly output?: string;
}

const flag = { type: 'boolean', default: false } as const;

/** Takes them apart. @throws {TypeError} for a flag that is not known */
export function packageArgumentsOf(argv: readonly string[]): PackageArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      ...{ linux: flag, mac: flag, win: flag, x64: flag, arm64: flag },
      ...{ dir: flag, publish: flag, 'for-tests': flag },
      'electron-dist': { type: 'string' },
      output: { type: 'string' },
    },
  });
  const { dir, publish, 'for-tests': forTests, 'electron-dist': electronDist, output } = values;
  return {
    systems: packageSystems.filter((system) => values[system]),
    processors: processors.filter((processor) => values[processor]),
    formats: positionals,
    dir: dir || forTests,
    publish: publish && !forTests,
    forTests,
    ...(electronDist === undefined ? {} : { electronDist }),
    ...(output === undefined ? {} : { output }),
  };
}
