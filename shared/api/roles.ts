/** The contract of roles: named sets of permissions, built in and own. */
import { Type, type Static } from 'typebox';
import { Permission } from './auth-keys.ts';
import { Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { RoleName } from './users.ts';

const permissions = Type.Array(Permission, { maxItems: 100, uniqueItems: true });
const description = Type.String({ maxLength: 300 });

/** A role. Moments are null for one that is built in. */
export const Role = Type.Object({
  name: RoleName,
  description,
  permissions: Type.Array(Type.String()),
  built_in: Type.Boolean(),
  users: Type.Integer({ description: 'How many users have it' }),
  created_at: Nullable(Timestamp),
  updated_at: Nullable(Timestamp),
});
/** {@link Role} as a type. */
export type Role = Static<typeof Role>;

/** What is needed to make a role. */
export const NewRole = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?$' }),
    description: Type.Optional(description),
    permissions,
  },
  { additionalProperties: false },
);
/** {@link NewRole} as a type. */
export type NewRole = Static<typeof NewRole>;

/** What is to change in a role; what is left out stays. */
export const RoleChange = Type.Object(
  { description: Type.Optional(description), permissions: Type.Optional(permissions) },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link RoleChange} as a type. */
export type RoleChange = Static<typeof RoleChange>;

/** A permission that operations ask for. */
export const KnownPermission = Type.Object({
  permission: Type.String(),
  description: Type.String({ description: 'In the language of the caller' }),
});
/** {@link KnownPermission} as a type. */
export type KnownPermission = Static<typeof KnownPermission>;

const roleParams = Type.Object({ role: RoleName });
const roleExample = {
  name: 'dns-keeper',
  description: 'Looks after the names',
  permissions: ['ddns:read', 'ddns:write'],
  built_in: false,
  users: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

/** Operations on roles and permissions. */
export const roleRoutes = defineRoutes({
  listRoles: {
    method: 'GET',
    path: '/auth/roles',
    tag: 'users',
    summary: 'The roles, built in and own',
    access: 'roles:read',
    data: Type.Object({ roles: Type.Array(Role), count: Type.Integer() }),
    example: { data: { roles: [roleExample], count: 1 } },
  },
  createRole: {
    method: 'POST',
    path: '/auth/roles',
    tag: 'users',
    summary: 'Make a role of permissions that you hold yourself',
    access: 'roles:admin',
    audit: 'role.create',
    body: NewRole,
    status: 201,
    data: Role,
    errors: ['AUTH_ROLE_EXISTS', 'AUTH_PERMISSION_UNKNOWN', 'AUTH_BEYOND_OWN_PERMISSIONS'],
    example: {
      body: {
        name: 'dns-keeper',
        description: 'Looks after the names',
        permissions: ['ddns:read', 'ddns:write'],
      },
      data: { ...roleExample, users: 0 },
    },
  },
  getRole: {
    method: 'GET',
    path: '/auth/roles/{role}',
    tag: 'users',
    summary: 'One role',
    access: 'roles:read',
    params: roleParams,
    data: Role,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: roleExample },
  },
  updateRole: {
    method: 'PUT',
    path: '/auth/roles/{role}',
    tag: 'users',
    summary: 'Change an own role; other permissions end all sign-ins of its users',
    access: 'roles:admin',
    audit: 'role.update',
    params: roleParams,
    body: RoleChange,
    data: Role,
    errors: [
      'RESOURCE_NOT_FOUND',
      'AUTH_ROLE_BUILT_IN',
      'AUTH_PERMISSION_UNKNOWN',
      'AUTH_BEYOND_OWN_PERMISSIONS',
    ],
    example: { body: { description: 'Looks after the names' }, data: roleExample },
  },
  deleteRole: {
    method: 'DELETE',
    path: '/auth/roles/{role}',
    tag: 'users',
    summary: 'Delete an own role that no user has',
    access: 'roles:admin',
    audit: 'role.delete',
    params: roleParams,
    data: Type.Object({ name: Type.String(), deleted: Type.Literal(true) }),
    errors: ['RESOURCE_NOT_FOUND', 'AUTH_ROLE_BUILT_IN', 'AUTH_ROLE_IN_USE', 'AUTH_BEYOND_OWN_PERMISSIONS'],
    example: { data: { name: 'dns-keeper', deleted: true } },
  },
  listPermissions: {
    method: 'GET',
    path: '/auth/permissions',
    tag: 'users',
    summary: 'Every permission that an operation asks for',
    access: 'roles:read',
    data: Type.Object({ permissions: Type.Array(KnownPermission), count: Type.Integer() }),
    example: {
      data: {
        permissions: [{ permission: 'ddns:write', description: 'Change names, records and accounts' }],
        count: 1,
      },
    },
  },
});
