/** What `electron-builder.yml` cannot know: who publishes, whether there is a certificate, whether tests will drive it. */
import type { Configuration } from 'electron-builder';
import type { PackageArguments } from './package-arguments.ts';

/**
 * What was asked for. A build for tests is driven by Playwright: over `--inspect`, which no other build listens to. The
 * folder of Electron is an unpacked one; packages go to `release` where nothing else is named.
 */
export type PackageWish = Pick<PackageArguments, 'forTests' | 'electronDist' | 'output'>;

/** `owner/name` on GitHub: what the build is told as well, or as its workflows have it in `GITHUB_REPOSITORY`. */
const repository = /^([A-Za-z0-9-]{1,39})\/([A-Za-z0-9._-]{1,100})$/;

/** Where releases go, and where the app looks for new ones. Without a repository: nowhere. */
function publishing(env: NodeJS.ProcessEnv): Configuration {
  const [, owner, repo] =
    repository.exec(env['CLOUDCUBE_REPOSITORY'] || (env['GITHUB_REPOSITORY'] ?? '')) ?? [];
  if (owner === undefined || repo === undefined) return { publish: null };
  // Packages of Linux name the project's page.
  return {
    publish: { provider: 'github', owner, repo, releaseType: 'draft' },
    extraMetadata: { homepage: `https://github.com/${owner}/${repo}` },
  };
}

/**
 * Without a certificate a program for macOS is signed by nobody ("ad hoc"), which Apple's processors insist on. Under the
 * hardened runtime such a program could load none of its own parts: they have no signer in common.
 */
const signing = (env: NodeJS.ProcessEnv): Configuration =>
  env['CSC_LINK'] || env['CSC_NAME']
    ? {}
    : { mac: { identity: '-', hardenedRuntime: false, notarize: false } };

/** Goes over what stands in `electron-builder.yml`. */
export const packageConfig = (wish: PackageWish, env: NodeJS.ProcessEnv): Configuration => ({
  ...signing(env),
  ...(wish.forTests
    ? { publish: null, electronFuses: { enableNodeCliInspectArguments: true } }
    : publishing(env)),
  ...(wish.electronDist === undefined ? {} : { electronDist: wish.electronDist }),
  directories: { output: wish.output ?? (wish.forTests ? 'release/for-tests' : 'release') },
});

const unreachable = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

/** What to tell of a failure: one sentence where a download failed, the failure's own words otherwise. */
export function packageFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message.startsWith('Please specify project homepage'))
    return "No deb and no rpm was made: they name the project's page, which nobody has told. GITHUB_REPOSITORY=owner/name does.";
  const code = 'code' in error ? error.code : undefined;
  const isDownload = (typeof code === 'string' && unreachable.has(code)) || error.name === 'HTTPError';
  return isDownload
    ? `No package was made: Electron's program or one of electron-builder's tools could not be fetched (${error.message}).`
    : error.message;
}
