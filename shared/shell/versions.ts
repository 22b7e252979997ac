/** Which of two versions is newer, and when to look for one again. Pure. */

interface Version {
  readonly core: readonly [string, string, string];
  /** Empty for a release. */
  readonly pre: readonly string[];
}

const LONGEST = 100;
/** https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, and a `v` before it as in tags. */
const shape =
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

function parse(text: string): Version | null {
  if (text.length > LONGEST) return null;
  const [found, major, minor, patch, pre] = shape.exec(text) ?? [];
  if (found === undefined || major === undefined || minor === undefined || patch === undefined) return null;
  return { core: [major, minor, patch], pre: pre === undefined ? [] : pre.split('.') };
}

const isNumber = (part: string): boolean => /^\d+$/.test(part);

/** Numbers of any length by their digits; there are no leading zeros. */
const compareNumbers = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : Number(a > b));

function compareParts(a: string, b: string): number {
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

function compare(a: Version, b: Version): number {
  for (const [index, part] of a.core.entries()) {
    const order = compareNumbers(part, b.core[index] ?? '0');
    if (order !== 0) return order;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (const [index, part] of a.pre.entries()) {
    const other = b.pre[index];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return a.pre.length - b.pre.length;
}

/**
 * The order of two versions by SemVer 2.0.0 §11: below 0 where the first is older, 0 where neither is; `null` where one
 * is no version.
 */
export function compareVersions(first: string, second: string): number | null {
  const [a, b] = [parse(first), parse(second)];
  return a === null || b === null ? null : compare(a, b);
}

/** Whether somebody who has `present` is to be told of `found`. What comes before a release is for those who have such. */
export function isWorthTelling(found: string, present: string): boolean {
  const [a, b] = [parse(found), parse(present)];
  if (a === null || b === null || compare(a, b) <= 0) return false;
  return a.pre.length === 0 || b.pre.length > 0;
}

const DAY_MS = 86_400_000;
/** The first minutes after a start belong to the names. */
const AFTER_START_MS = 120_000;
/** Not everybody at the same moment. */
const SPREAD_MS = 3_600_000;

/**
 * When to look for a version next, ms UTC: a day after the last time, and not at once after a start.
 *
 * @param last When it was last looked; `null` for never. One that lies ahead was written by a wrong clock.
 * @param random From 0 up to 1.
 */
export function nextLook(last: number | null, now: number, random: number): number {
  const soonest = now + AFTER_START_MS;
  const due = last === null || last > now ? soonest : Math.max(last + DAY_MS, soonest);
  return due + Math.floor(random * SPREAD_MS);
}
