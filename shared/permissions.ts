/**
 * Permissions: `area:verb` (`ddns:read`). What somebody holds may also be all of an area (`ddns:*`) or everything (`*`).
 * Pure; the server decides by it, the page offers by it.
 */
import type { AreaContract } from './api/contract.ts';

/** Holds all permissions there are. */
export const ALL = '*';

const areaOf = (permission: string): string => permission.slice(0, permission.indexOf(':'));

/** Whether one of the held permissions grants the wanted one. */
export function holds(held: readonly string[], wanted: string): boolean {
  return (
    held.includes(ALL) || held.includes(wanted) || (wanted !== ALL && held.includes(`${areaOf(wanted)}:*`))
  );
}

/** Whether everything that `wanted` grants, wildcards included, is granted by `held`: nobody gives more than that. */
export function covers(held: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((permission) => holds(held, permission));
}

/** What both grant, each permission once. */
export function intersect(one: readonly string[], other: readonly string[]): readonly string[] {
  const both = [
    ...one.filter((permission) => holds(other, permission)),
    ...other.filter((permission) => holds(one, permission)),
  ];
  return [...new Set(both)];
}

/** The permissions that some operation asks for, sorted. */
export function permissionsIn(contract: Readonly<Record<string, AreaContract>>): readonly string[] {
  const accesses = Object.values(contract).flatMap((area) => Object.values(area).map(({ access }) => access));
  return [...new Set(accesses.filter((access) => access.includes(':')))].sort();
}

/** Whether a permission means anything where the known ones are these: a slip of the pen grants nothing. */
export function isKnown(permission: string, known: readonly string[]): boolean {
  if (permission === ALL || known.includes(permission)) return true;
  return permission.endsWith(':*') && known.some((one) => areaOf(one) === areaOf(permission));
}
