/** What a role may do. */
import { builtInRoles } from '../../shared/roles.ts';

export { SUPER_ADMIN } from '../../shared/roles.ts';

const NONE: readonly string[] = [];

/**
 * Permissions of a role; none for one that is not known. The same list for as long as the role is the same, so that
 * what follows from it can be remembered by it.
 */
export function permissionsOf(role: string): readonly string[] {
  return builtInRoles.get(role) ?? NONE;
}
