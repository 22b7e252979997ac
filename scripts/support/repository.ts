/** The repository whose releases a build of this program knows. */

/** GitHub's names: of an owner letters, digits and hyphens, of a repository dots and underscores as well. */
const repository = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const address = /^(?:git\+)?https:\/\/github\.com\/([^/]+\/[^/]+?)(?:\.git)?\/?$/;

/**
 * `owner/name` by `CLOUDCUBE_REPOSITORY`, otherwise by `repository` of package.json (a GitHub address, or npm's short form
 * `github:owner/name`); `null` where neither says it.
 * @throws {RangeError} for what says something else: a build that looks nowhere by a slip of the pen is noticed too late
 */
export function repositoryOf(given: string | undefined, manifest: object): string | null {
  const told: unknown = 'repository' in manifest ? manifest.repository : undefined;
  const field = typeof told === 'object' && told !== null && 'url' in told ? told.url : told;
  const text = given === undefined || given === '' ? field : given;
  if (text === undefined) return null;
  if (typeof text !== 'string')
    throw new RangeError('package.json: repository is neither text nor an object with url');
  const named = address.exec(text)?.[1] ?? text.replace(/^github:/, '');
  if (!repository.test(named)) throw new RangeError(`${text} is no repository at GitHub: owner/name is`);
  return named;
}
