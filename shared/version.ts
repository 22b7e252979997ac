/** Versions and their order: Semantic Versioning 2.0.0 (https://semver.org/spec/v2.0.0.html). Pure. */

/** A version, taken apart. What is behind `+` does not count (§10). */
export interface Version {
  readonly core: readonly [number, number, number];
  /** Empty for a release. */
  readonly prerelease: readonly string[];
}

/** Far longer than any that is one. */
const LONGEST = 100;
/** §2, §9, §10; no number begins with a zero but zero. */
const shape =
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i;
const digits = /^\d+$/;

/** Takes one apart; `null` for what is none. */
export function parseVersion(text: string): Version | null {
  if (text.length > LONGEST) return null;
  const found = shape.exec(text);
  if (found === null) return null;
  const [, major, minor, patch, prerelease] = found;
  const identifiers = prerelease?.split('.') ?? [];
  if (identifiers.some((one) => digits.test(one) && one.length > 1 && one.startsWith('0'))) return null;
  return {
    core: [Number(major), Number(minor), Number(patch)],
    prerelease: identifiers,
  };
}

/** §11.4: numbers before words, each by their own order. */
function compareIdentifiers(a: string, b: string): number {
  const isNumber = digits.test(a);
  if (isNumber !== digits.test(b)) return isNumber ? -1 : 1;
  // Without zeros before it the longer number is the greater one, however long.
  if (isNumber && a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Their order by §11: below zero where `a` comes before `b`. */
export function compareVersions(a: Version, b: Version): number {
  for (const [index, number] of a.core.entries()) {
    const difference = number - (b.core[index] ?? 0);
    if (difference !== 0) return difference;
  }
  // What is only about to become a release comes before it.
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return Number(a.prerelease.length === 0) - Number(b.prerelease.length === 0);
  for (const [index, one] of a.prerelease.entries()) {
    const other = b.prerelease[index];
    if (other === undefined) return 1;
    const difference = compareIdentifiers(one, other);
    if (difference !== 0) return difference;
  }
  return a.prerelease.length - b.prerelease.length;
}

/**
 * Whether somebody who runs `current` is told of `offered`: it comes later, and is no prerelease unless they run one
 * themselves. Never for what is no version.
 */
export function isNews(offered: string, current: string): boolean {
  const [theirs, ours] = [parseVersion(offered), parseVersion(current)];
  if (theirs === null || ours === null) return false;
  if (theirs.prerelease.length > 0 && ours.prerelease.length === 0) return false;
  return compareVersions(theirs, ours) > 0;
}
