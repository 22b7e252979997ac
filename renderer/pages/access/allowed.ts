/** What the reader may do to whom: as the server decides, so that nothing is offered that would be refused. */
import type { ApiKey } from '../../../shared/api/auth-keys.ts';
import type { User } from '../../../shared/api/auth.ts';
import type { Role } from '../../../shared/api/roles.ts';
import { covers, holds } from '../../../shared/permissions.ts';

/** Who acts. */
export type Actor = Pick<User, 'id' | 'permissions'>;

/** Whether nothing of these permissions goes beyond the reader's own. */
export function isWithin(me: Actor, permissions: readonly string[]): boolean {
  return covers(me.permissions, permissions);
}

/** What can be done about a user. */
export interface UserActions {
  /** Name, e-mail address and, except for oneself, role. */
  readonly edit: boolean;
  /** Disable or enable, delete, another password, end sign-ins. */
  readonly rule: boolean;
  /** See the sign-ins. */
  readonly look: boolean;
}

/** Nobody rules over who may do more, and nobody over oneself from here: that is done under "You". */
export function userActions(me: Actor, user: User): UserActions {
  const admin = holds(me.permissions, 'users:admin') && isWithin(me, user.permissions);
  const isMe = user.id === me.id;
  return { edit: admin, rule: admin && !isMe, look: !isMe && holds(me.permissions, 'users:read') };
}

/** Whether a role can be changed and deleted. */
export function mayRuleRole(me: Actor, role: Role): boolean {
  return holds(me.permissions, 'roles:admin') && !role.built_in && isWithin(me, role.permissions);
}

/** Whether a key can be changed, given a new secret, switched off and revoked. A revoked one stays as it is. */
export function mayRuleKey(me: Actor, key: ApiKey): boolean {
  return (
    holds(me.permissions, 'keys:admin') &&
    key.state !== 'revoked' &&
    // A key may hold more than its owner; what counts is what the server would have to let through.
    isWithin(me, key.scopes)
  );
}
