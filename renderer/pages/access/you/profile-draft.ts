/** What stands in the form of oneself, and what of it is sent. */
import type { User } from '../../../../shared/api/auth.ts';
import type { ProfileChange } from '../../../../shared/api/users.ts';

/** The fields as they are typed. */
export interface ProfileDraft {
  readonly fullName: string;
  readonly email: string;
  /** Wanted with another address alone. */
  readonly password: string;
}

/** The fields for somebody. */
export function draftOfProfile({ full_name: fullName, email }: User): ProfileDraft {
  return { fullName: fullName ?? '', email: email ?? '', password: '' };
}

/** Text that says something; `null` where it is empty. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Whether another address was typed: a password can be reset through it, so the present one is asked for. */
export function wantsPassword(me: User, draft: ProfileDraft): boolean {
  return orNull(draft.email) !== me.email;
}

/** Only what differs; `null` where nothing does. */
export function profileChangeOf(me: User, draft: ProfileDraft): ProfileChange | null {
  const fullName = orNull(draft.fullName);
  const change = {
    ...(fullName === me.full_name ? {} : { full_name: fullName }),
    ...(wantsPassword(me, draft) ? { email: orNull(draft.email), current_password: draft.password } : {}),
  };
  return Object.keys(change).length === 0 ? null : change;
}
