/** What stands in the form of a user, and what of it is sent. */
import type { User } from '../../../../shared/api/auth.ts';
import type { NewUser, UserChange } from '../../../../shared/api/users.ts';
import { isFit, noPassword, type NewPassword } from '../../../components/new-password.ts';
import { orNull } from '../you/profile-draft.ts';

/** The fields as they are typed. */
export interface UserDraft {
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
  readonly role: string;
  /** Of a new user. */
  readonly password: NewPassword;
}

/** The fields for a user, or for a new one. */
export function draftOfUser(user: User | undefined): UserDraft {
  return {
    username: user?.username ?? '',
    fullName: user?.full_name ?? '',
    email: user?.email ?? '',
    // The least there is: more is given, not forgotten to be taken.
    role: user?.role ?? 'user',
    password: noPassword,
  };
}

/** Whether a new user can be sent. */
export function isComplete(draft: UserDraft): boolean {
  return draft.username.trim() !== '' && isFit(draft.password);
}

/** A new user from what was typed. */
export function newUserOf(draft: UserDraft): NewUser {
  return {
    username: draft.username.trim(),
    full_name: orNull(draft.fullName),
    email: orNull(draft.email),
    role: draft.role,
    password: draft.password.password,
  };
}

/** Only what differs; `null` where nothing does. */
export function userChangeOf(user: User, draft: UserDraft): UserChange | null {
  const fullName = orNull(draft.fullName);
  const email = orNull(draft.email);
  const change: UserChange = {
    ...(fullName === user.full_name ? {} : { full_name: fullName }),
    ...(email === user.email ? {} : { email }),
    ...(draft.role === user.role ? {} : { role: draft.role }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

/** The roles somebody can be given: none that grants more than the giver holds, and always the present one. */
export function rolesOffered(
  roles: readonly { readonly name: string; readonly permissions: readonly string[] }[],
  isWithin: (permissions: readonly string[]) => boolean,
  present: string | undefined,
): readonly string[] {
  const offered = roles.filter((role) => isWithin(role.permissions)).map(({ name }) => name);
  return present === undefined || offered.includes(present) ? offered : [present, ...offered];
}
