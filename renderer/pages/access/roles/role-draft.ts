/** What stands in the form of a role, and what of it is sent. */
import type { NewRole, Role, RoleChange } from '../../../../shared/api/roles.ts';

/** The fields as they are typed. */
export interface RoleDraft {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}

/** The fields for a role, or for a new one. */
export function draftOfRole(role: Role | undefined): RoleDraft {
  return {
    name: role?.name ?? '',
    description: role?.description ?? '',
    permissions: role?.permissions ?? [],
  };
}

/** What the server takes as the name of a role. */
const fit = /^[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?$/;

/** Whether the name can be sent. */
export const isRoleName = (name: string): boolean => fit.test(name.trim());

/** A new role from what was typed. */
export function newRoleOf(draft: RoleDraft): NewRole {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    permissions: [...draft.permissions],
  };
}

const sorted = (permissions: readonly string[]): string => permissions.toSorted().join(' ');

/** Whether other permissions were chosen: that ends the sign-ins of all who have the role. */
export function changesPermissions(role: Role, draft: RoleDraft): boolean {
  return sorted(role.permissions) !== sorted(draft.permissions);
}

/** Only what differs; `null` where nothing does. */
export function roleChangeOf(role: Role, draft: RoleDraft): RoleChange | null {
  const description = draft.description.trim();
  const change: RoleChange = {
    ...(description === role.description ? {} : { description }),
    ...(changesPermissions(role, draft) ? { permissions: [...draft.permissions] } : {}),
  };
  return Object.keys(change).length === 0 ? null : change;
}
