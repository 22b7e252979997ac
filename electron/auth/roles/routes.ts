/** The routes of roles and permissions. */
import { roleRoutes } from '../../../shared/api/roles.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { Roles } from './service.ts';

/** Joins the contract with the operations. `known` are the permissions that operations ask for. */
export function createRoleRoutes(roles: Roles, known: readonly string[]): BoundRoute[] {
  return implement(roleRoutes, {
    async listRoles({ words }) {
      const all = await roles.list(words);
      return { data: { roles: all, count: all.length } };
    },
    getRole: async ({ params, words }) => ({ data: await roles.get(params.role, words) }),
    createRole: async ({ caller, body }) => ({ data: await roles.create(caller, body) }),
    updateRole: async ({ caller, params, body }) => ({
      data: await roles.update(caller, params.role, body),
    }),
    async deleteRole({ caller, params }) {
      await roles.remove(caller, params.role);
      return { data: { name: params.role, deleted: true as const } };
    },
    listPermissions: ({ words }) => {
      const permissions = known.map((permission) => ({
        permission,
        description: words.say(`permissions.${permission.replace(':', '.')}`),
      }));
      return { data: { permissions, count: permissions.length } };
    },
  });
}
