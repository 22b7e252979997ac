/** A new user as a row: what is told, and what is the same for everybody. */
import { v7 as uuid } from 'uuid';
import type { UserRow } from '../migrations.ts';
import type { UserRecord } from '../user-store.ts';
import { foldEmail, foldUsername } from '../usernames.ts';

/** What is told of a new user. The name is as `cleanUsername` makes it. */
export interface NewUserFacts {
  readonly username: string;
  readonly passwordHash: string;
  readonly role: string;
  readonly email?: string | null | undefined;
  readonly full_name?: string | null | undefined;
  readonly is_active?: boolean | undefined;
}

/** The row to insert and the same without what is secret. `now` in ms UTC. */
export function newUser(facts: NewUserFacts, now: number): { row: UserRow; user: UserRecord } {
  const { username, passwordHash, role, email = null, full_name = null, is_active = true } = facts;
  const user: UserRecord = {
    id: uuid(),
    username,
    email,
    full_name,
    role,
    is_active,
    epoch: 1,
    totp_enabled_at: null,
    last_login: null,
    password_changed_at: now,
    created_at: now,
    updated_at: now,
  };
  const row: UserRow = {
    ...user,
    username_key: foldUsername(username),
    email_key: email === null ? null : foldEmail(email),
    is_active: is_active ? 1 : 0,
    password_hash: passwordHash,
    totp_secret: null,
    totp_last_step: null,
  };
  return { row, user };
}
