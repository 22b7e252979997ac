/** What a role may do. */

/** Role of the first administrator: may do everything. */
export const SUPER_ADMIN = 'super_admin';

const permissionsOfRoles: ReadonlyMap<string, readonly string[]> = new Map([[SUPER_ADMIN, ['*']]]);

/** Permissions of a role; none for one that is not known. */
export function permissionsOf(role: string): readonly string[] {
  return permissionsOfRoles.get(role) ?? [];
}
