/** Fails when a package of the lockfile, for any platform and also those that only build, has a licence not named here. */
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './support/paths.ts';
import { isAllowed } from './support/spdx.ts';

/** Licences that a program under MIT can be built from and shipped with. CC-BY-4.0 covers data (browser tables). */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
]);

/** Packages whose manifest does not name the licence that stands in their LICENSE file, which was read. */
const readInFile: Readonly<Record<string, string>> = {
  'decko@1.2.0': 'MIT',
  'stickyfill@1.1.1': 'MIT',
  'url-template@2.0.8': 'BSD-3-Clause',
};

/** Licences beside the list of packages that build and are never shipped: who ships nothing of them owes nothing. */
const onlyBuilds: Readonly<Record<string, string>> = {
  // WTFPL 2, all is permitted; `sanitize-filename` of electron-builder cuts names of files by it.
  'truncate-utf8-bytes@1.0.2': 'WTFPL',
};

interface Manifest {
  readonly dev?: boolean;
  readonly version?: string;
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
}

/** A package's licence as an SPDX expression; old packages write it in older ways. */
function licenceOf({ license, licenses }: Manifest): string | undefined {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ');
}

const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as {
  packages: Record<string, Manifest>;
};
const found = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => {
    const file = inRoot(path, 'package.json');
    const installed = (): Manifest =>
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
    const name = path.replace(/^.*node_modules\//, '');
    const read = readInFile[`${name}@${entry.version ?? ''}`];
    const licence = read ?? licenceOf(entry) ?? licenceOf(installed()) ?? 'none named';
    const buildsBy = entry.dev === true ? onlyBuilds[`${name}@${entry.version ?? ''}`] : undefined;
    return { name, licence, isGood: licence === buildsBy || isAllowed(licence, allowed) };
  });

const refused = found.filter(({ isGood }) => !isGood);
for (const { name, licence } of refused) console.error(`${name}: ${licence}`);
console.log(`${found.length} packages, ${refused.length} with a licence that is not on the list`);
process.exit(refused.length > 0 ? 1 : 0);
