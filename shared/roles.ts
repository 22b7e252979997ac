/** The roles that come with CloudCube. Each holds all of the one before it; they cannot be changed or deleted. */
import { ALL } from './permissions.ts';

/** Role of the first administrator: may do everything. */
export const SUPER_ADMIN = 'super_admin';

const user = ['ddns:read', 'monitoring:read', 'alerts:read'] as const;
const operator = [...user, 'ddns:write', 'alerts:write'] as const;
const manager = [
  ...operator,
  'users:read',
  'keys:read',
  'roles:read',
  'exposure:read',
  'system:read',
  'settings:read',
  'logs:read',
] as const;
const admin = [
  ...manager,
  'users:admin',
  'keys:admin',
  'roles:admin',
  'exposure:admin',
  'monitoring:write',
  'alerts:admin',
  'integrations:write',
  'audit:read',
  'debug:read',
  'debug:admin',
  'production:monitor',
  'production:admin',
  'settings:admin',
  'backup:read',
  'backup:write',
] as const;

/** Permissions of the built-in roles, by name, from the least to the most. */
export const builtInRoles: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['user', user],
  ['operator', operator],
  ['manager', manager],
  ['admin', admin],
  [SUPER_ADMIN, [ALL]],
]);
