/** What is told of users: who is made, and what may change in one. */
import { Type, type Static } from 'typebox';
import { Email, Password, Username } from './auth.ts';
import { Nullable } from './common.ts';

/** The name of a role. */
export const RoleName = Type.String({ minLength: 1, maxLength: 64 });
const FullName = Type.String({ maxLength: 128 });
const isActive = Type.Boolean({ description: 'A user who is not active cannot come in, nor can their keys' });

/** What is needed to make a user. */
export const NewUser = Type.Object(
  {
    username: Username,
    email: Type.Optional(Nullable(Email)),
    password: Password,
    full_name: Type.Optional(Nullable(FullName)),
    role: RoleName,
    is_active: Type.Optional(isActive),
  },
  { additionalProperties: false },
);
/** {@link NewUser} as a type. */
export type NewUser = Static<typeof NewUser>;

/** What is to change in a user; what is left out stays. */
export const UserChange = Type.Object(
  {
    email: Type.Optional(Nullable(Email)),
    full_name: Type.Optional(Nullable(FullName)),
    role: Type.Optional(RoleName),
    is_active: Type.Optional(isActive),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link UserChange} as a type. */
export type UserChange = Static<typeof UserChange>;

/** What everybody may change in oneself. */
export const ProfileChange = Type.Object(
  {
    email: Type.Optional(Nullable(Email)),
    full_name: Type.Optional(Nullable(FullName)),
    current_password: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        description: 'Wanted where the e-mail address changes: a password can be reset through it',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link ProfileChange} as a type. */
export type ProfileChange = Static<typeof ProfileChange>;

/** A new password of one's own, with the present one under either of its two documented names. */
export const PasswordChange = Type.Object(
  {
    old_password: Type.Optional(Password),
    current_password: Type.Optional(Password),
    new_password: Password,
  },
  { additionalProperties: false },
);
/** {@link PasswordChange} as a type. */
export type PasswordChange = Static<typeof PasswordChange>;
