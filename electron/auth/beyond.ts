/** Nobody gives, or takes over, what goes beyond their own permissions. */
import { holds } from '../../shared/permissions.ts';
import { UserError } from '../kernel/errors.ts';

/** @throws {UserError} `AUTH_BEYOND_OWN_PERMISSIONS` where not all of `wanted` is granted by what somebody holds. */
export function refuseBeyond(held: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((permission) => !holds(held, permission));
  if (missing.length === 0) return;
  throw new UserError('AUTH_BEYOND_OWN_PERMISSIONS', { params: { permissions: missing.join(', ') } });
}
