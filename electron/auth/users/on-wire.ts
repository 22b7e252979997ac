/** A user as it goes over the wire. */
import type { User } from '../../../shared/api/auth.ts';
import { toTimestamp, toTimestampOrNull } from '../../kernel/clock.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import type { UserRecord } from '../user-store.ts';

/** Puts a user into the shape of the contract. */
export type UserOnWire = (user: UserRecord) => User;

/** {@link UserOnWire} with the permissions that the roles have at the moment of asking. */
export function createUserOnWire(roles: Pick<RoleRegistry, 'permissionsOf'>): UserOnWire {
  return (user) => ({
    id: user.id,
    username: user.username,
    email: user.email,
    full_name: user.full_name,
    role: user.role,
    permissions: [...roles.permissionsOf(user.role)],
    is_active: user.is_active,
    totp_enabled: user.totp_enabled_at !== null,
    last_login: toTimestampOrNull(user.last_login),
    password_changed_at: toTimestamp(user.password_changed_at),
    created_at: toTimestamp(user.created_at),
    updated_at: toTimestamp(user.updated_at),
  });
}
