/** Permissions as they are chosen: by area, with all of an area and everything as choices of their own. */
import type { KnownPermission } from '../../../shared/api/roles.ts';
import { ALL, covers, holds } from '../../../shared/permissions.ts';

/** One choice. */
export interface PermissionCell {
  readonly permission: string;
  /** `read`, `write`, `admin`, …; `all` for all of an area. */
  readonly verb: string;
  /** In the reader's language; empty where it is not told. */
  readonly description: string;
}

/** The choices of one area. */
export interface PermissionRow {
  readonly area: string;
  readonly cells: readonly PermissionCell[];
}

const usual = ['read', 'write', 'admin'];
const rank = (verb: string): number => (usual.includes(verb) ? usual.indexOf(verb) : usual.length);

/** An area and what may be done there. */
export function partsOf(permission: string): { readonly area: string; readonly verb: string } {
  const [area = '', verb = ''] = permission.split(':');
  return { area, verb: verb === '*' ? 'all' : verb };
}

/** What somebody may give on: of the known permissions those held. Without a list of known ones, what is held. */
export function offeredTo(
  held: readonly string[],
  known: readonly KnownPermission[] | undefined,
): readonly KnownPermission[] {
  const all =
    known ??
    held
      .filter((permission) => !permission.endsWith('*'))
      .map((permission) => ({ permission, description: '' }));
  return all.filter(({ permission }) => holds(held, permission));
}

/** The choices by area: from looking to ruling, then all of it where `held` grants that. */
export function rowsOf(
  offered: readonly KnownPermission[],
  held: readonly string[],
): readonly PermissionRow[] {
  const areas = [...new Set(offered.map(({ permission }) => partsOf(permission).area))].sort();
  return areas.map((area) => {
    const cells = offered
      .map((one) => ({ ...one, ...partsOf(one.permission) }))
      .filter((one) => one.area === area)
      .sort((a, b) => rank(a.verb) - rank(b.verb) || a.verb.localeCompare(b.verb))
      .map(({ permission, verb, description }) => ({ permission, verb, description }));
    const whole = { permission: `${area}:*`, verb: 'all', description: '' };
    return { area, cells: holds(held, whole.permission) ? [...cells, whole] : cells };
  });
}

/** Whether it is granted without being chosen itself. */
export function isImplied(chosen: readonly string[], permission: string): boolean {
  return !chosen.includes(permission) && holds(chosen, permission);
}

/** Chooses or leaves out. What a choice grants besides is not named again. */
export function choose(chosen: readonly string[], permission: string, on: boolean): readonly string[] {
  if (!on) return chosen.filter((one) => one !== permission);
  return [...chosen.filter((one) => !covers([permission], [one])), permission];
}

/** What is held, by area, as it is told: `null` means everything. */
export function toldBy(
  permissions: readonly string[],
): readonly { readonly area: string; readonly verbs: readonly string[] }[] | null {
  if (permissions.includes(ALL)) return null;
  const parts = permissions.map(partsOf);
  return [...new Set(parts.map(({ area }) => area))].sort().map((area) => {
    const verbs = parts.filter((one) => one.area === area).map(({ verb }) => verb);
    return { area, verbs: verbs.includes('all') ? ['all'] : verbs.sort((a, b) => rank(a) - rank(b)) };
  });
}
