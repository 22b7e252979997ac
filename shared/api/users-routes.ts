/** The operations on users: the list, one user, and what everybody may do to oneself. */
import { Type } from 'typebox';
import {
  Credentials,
  pairExample,
  Password,
  passwordErrors,
  signInErrors,
  TokenPair,
  User,
  userExample,
} from './auth.ts';
import { Id, pageQuery, Pagination } from './common.ts';
import { defineRoutes } from './contract.ts';
import { NewUser, PasswordChange, ProfileChange, RoleName, UserChange } from './users.ts';

/** No key, however mighty, touches how its owner comes in. */
const person = { access: 'signed_in', by: ['token', 'session'] } as const;
const userParams = Type.Object({ user_id: Id });
const listQuery = Type.Object({
  ...pageQuery,
  search: Type.Optional(
    Type.String({
      maxLength: 128,
      description: 'Part of the user name, the e-mail address or the full name',
    }),
  ),
  role: Type.Optional(RoleName),
  is_active: Type.Optional(Type.Boolean()),
});
const userList = Type.Object({ users: Type.Array(User), pagination: Pagination });
const listExample = {
  data: {
    users: [userExample],
    pagination: { limit: 20, offset: 0, page: 1, size: 20, total: 1, pages: 1 },
  },
};
const deleted = Type.Object({ user_id: Id, deleted: Type.Literal(true) });
const deletedExample = { data: { user_id: userExample.id, deleted: true } };
const passwordExample = 'correct horse battery staple';

/** Error codes of touching another user. */
const otherErrors = ['RESOURCE_NOT_FOUND', 'AUTH_BEYOND_OWN_PERMISSIONS'] as const;

/** Operations on users. */
export const userRoutes = defineRoutes({
  listUsers: {
    method: 'GET',
    path: '/users',
    tag: 'users',
    summary: 'The users, 20 a page unless told, by name',
    access: 'users:read',
    query: listQuery,
    paginated: true,
    data: userList,
    example: listExample,
  },
  createUser: {
    method: 'POST',
    path: '/users',
    tag: 'users',
    summary: 'Make a user; the role must not go beyond your own permissions',
    access: 'users:admin',
    audit: 'user.create',
    body: NewUser,
    status: 201,
    data: User,
    errors: [
      ...passwordErrors,
      'AUTH_USERNAME_TAKEN',
      'AUTH_EMAIL_TAKEN',
      'AUTH_ROLE_UNKNOWN',
      'AUTH_BEYOND_OWN_PERMISSIONS',
    ],
    example: {
      body: { username: 'ben', email: 'ben@example.com', password: passwordExample, role: 'operator' },
      data: {
        ...userExample,
        username: 'ben',
        email: 'ben@example.com',
        role: 'operator',
        permissions: ['ddns:read', 'ddns:write'],
      },
    },
  },
  getUser: {
    method: 'GET',
    path: '/users/{user_id}',
    tag: 'users',
    summary: 'One user',
    access: 'users:read',
    params: userParams,
    data: User,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: userExample },
  },
  updateUser: {
    method: 'PUT',
    path: '/users/{user_id}',
    tag: 'users',
    summary: 'Change a user; another role or state ends all their sign-ins',
    access: 'users:admin',
    audit: 'user.update',
    params: userParams,
    body: UserChange,
    data: User,
    errors: [...otherErrors, 'AUTH_EMAIL_TAKEN', 'AUTH_ROLE_UNKNOWN', 'AUTH_LAST_ADMINISTRATOR'],
    example: {
      body: { full_name: 'Ada Example', role: 'manager' },
      data: { ...userExample, role: 'manager' },
    },
  },
  deleteUser: {
    method: 'DELETE',
    path: '/users/{user_id}',
    tag: 'users',
    summary: 'Delete a user with their sign-ins and keys',
    access: 'users:admin',
    audit: 'user.delete',
    params: userParams,
    data: deleted,
    errors: [...otherErrors, 'AUTH_LAST_ADMINISTRATOR'],
    example: deletedExample,
  },
  resetUserPassword: {
    method: 'POST',
    path: '/users/{user_id}/reset-password',
    tag: 'users',
    summary:
      "Give a user another password; ends all their sign-ins. One's own is changed with the present one",
    access: 'users:admin',
    audit: 'user.reset_password',
    params: userParams,
    body: Type.Object({ new_password: Password }, { additionalProperties: false }),
    data: Type.Object({ user_id: Id, password_changed: Type.Literal(true) }),
    errors: [...otherErrors, ...passwordErrors, 'AUTH_OWN_ACCOUNT'],
    example: {
      body: { new_password: passwordExample },
      data: { user_id: userExample.id, password_changed: true },
    },
  },
  removeUserTotp: {
    method: 'DELETE',
    path: '/users/{user_id}/totp',
    tag: 'users',
    summary: 'Turn the two-step sign-in of a user off who has lost authenticator and recovery codes',
    access: 'users:admin',
    audit: 'totp.disable',
    params: userParams,
    data: Type.Object({ user_id: Id, totp_enabled: Type.Literal(false) }),
    errors: [...otherErrors, 'AUTH_TOTP_OFF', 'AUTH_OWN_ACCOUNT'],
    example: { data: { user_id: userExample.id, totp_enabled: false } },
  },
  getMe: {
    method: 'GET',
    path: '/users/me',
    tag: 'users',
    summary: 'Who is signed in',
    access: 'signed_in',
    data: User,
    example: { data: userExample },
  },
  updateMyProfile: {
    method: 'PUT',
    path: '/users/me/profile',
    tag: 'users',
    summary: 'Change your own name and e-mail address',
    audit: 'user.update',
    ...person,
    body: ProfileChange,
    data: User,
    errors: ['AUTH_EMAIL_TAKEN', 'AUTH_PASSWORD_WRONG'],
    example: { body: { full_name: 'Ada Example' }, data: userExample },
  },
  changeMyPassword: {
    method: 'POST',
    path: '/users/me/change-password',
    limit: 'auth',
    tag: 'users',
    summary: 'Change your own password; ends all your other sign-ins',
    audit: 'user.change_password',
    ...person,
    body: PasswordChange,
    data: Type.Object({ ok: Type.Literal(true) }),
    errors: [...passwordErrors, 'AUTH_PASSWORD_WRONG'],
    example: {
      body: { old_password: 'the one until now', new_password: passwordExample },
      data: { ok: true },
    },
  },
  adminListUsers: {
    method: 'GET',
    path: '/users/admin/users',
    tag: 'users',
    summary: 'The users, as at /users',
    access: 'users:admin',
    query: listQuery,
    paginated: true,
    data: userList,
    example: listExample,
  },
  adminSetStatus: {
    method: 'PUT',
    path: '/users/admin/users/{user_id}/status',
    tag: 'users',
    summary: 'Let a user in or keep them out; keeping out ends all their sign-ins',
    access: 'users:admin',
    audit: 'user.update',
    params: userParams,
    body: Type.Object(
      {
        is_active: Type.Optional(Type.Boolean()),
        status: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('inactive')])),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
    data: User,
    errors: [...otherErrors, 'AUTH_LAST_ADMINISTRATOR'],
    example: { body: { is_active: true }, data: userExample },
  },
  adminDeleteUser: {
    method: 'DELETE',
    path: '/users/admin/users/{user_id}',
    tag: 'users',
    summary: 'Delete a user, as at /users/{user_id}',
    access: 'users:admin',
    audit: 'user.delete',
    params: userParams,
    data: deleted,
    errors: [...otherErrors, 'AUTH_LAST_ADMINISTRATOR'],
    example: deletedExample,
  },
  userLogin: {
    method: 'POST',
    path: '/users/auth/login',
    limit: 'auth',
    tag: 'users',
    summary: 'Sign in, as at /auth/login',
    access: 'public',
    audit: 'auth.sign_in',
    body: Credentials,
    data: TokenPair,
    errors: signInErrors,
    example: { body: { email: 'admin@example.com', password: passwordExample }, data: pairExample },
  },
  userRefresh: {
    method: 'POST',
    path: '/users/auth/refresh',
    tag: 'users',
    summary: 'A new pair of tokens, as at /auth/refresh',
    access: 'public',
    unaudited: 'a sign-in that goes on; where it began and ended is told',
    body: Type.Object(
      { refresh_token: Type.String({ minLength: 1, maxLength: 256 }) },
      { additionalProperties: false },
    ),
    data: TokenPair,
    errors: ['AUTH_TOKEN_INVALID', 'RATE_LIMIT_EXCEEDED', 'SECRETS_KEY_MISSING'],
    example: { body: { refresh_token: 'ccr_2f0c…' }, data: pairExample },
  },
  userLogout: {
    method: 'POST',
    path: '/users/auth/logout',
    tag: 'users',
    summary: 'End this sign-in, as at /auth/logout',
    audit: 'auth.sign_out',
    ...person,
    data: Type.Object({ signed_out: Type.Literal(true) }),
    example: { data: { signed_out: true } },
  },
});
