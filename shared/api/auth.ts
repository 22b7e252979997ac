/** The contract of the `auth` area: first start, signing in, staying signed in. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** A user, without what is secret. */
export const User = Type.Object({
  id: Id,
  username: Type.String(),
  email: Nullable(Type.String()),
  full_name: Nullable(Type.String()),
  role: Type.String(),
  permissions: Type.Array(Type.String(), { description: 'What the role may do at this moment' }),
  is_active: Type.Boolean({ description: 'Whether this user may come in' }),
  totp_enabled: Type.Boolean({ description: 'Whether a code is asked for beside the password' }),
  last_login: Nullable(Timestamp),
  password_changed_at: Timestamp,
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link User} as a type. */
export type User = Static<typeof User>;

/** What signing in and refreshing answer. `expires_in` is the access token's life in seconds. */
export const TokenPair = Type.Object({
  access_token: Type.String(),
  refresh_token: Type.String(),
  token_type: Type.Literal('bearer'),
  expires_in: Type.Integer(),
  user: User,
});
/** {@link TokenPair} as a type. */
export type TokenPair = Static<typeof TokenPair>;

/** A name to sign in with. */
export const Username = Type.String({ minLength: 1, maxLength: 64 });
/** A password as it is sent. Longer ones would only cost the hash time. */
export const Password = Type.String({ minLength: 1, maxLength: 256 });
/** An e-mail address (RFC 5321 §4.5.3.1.3: at most 254 characters). */
export const Email = Type.String({ format: 'email', maxLength: 254 });

/** What signing in takes: a name or an e-mail address, the password, and where it is on the second factor. */
export const Credentials = Type.Object(
  {
    username: Type.Optional(Username),
    email: Type.Optional(Email),
    password: Password,
    totp_code: Type.Optional(
      Type.String({
        minLength: 6,
        maxLength: 40,
        description: 'Code of the authenticator, or a recovery code',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Error codes of signing in. */
export const signInErrors = [
  'AUTH_INVALID_CREDENTIALS',
  'AUTH_TOTP_REQUIRED',
  'AUTH_TOTP_INVALID',
  'AUTH_USER_DISABLED',
  'AUTH_SETUP_REQUIRED',
  'RATE_LIMIT_EXCEEDED',
  'SECRETS_KEY_MISSING',
] as const;

/** Error codes of a new password. */
export const passwordErrors = ['AUTH_PASSWORD_TOO_SHORT', 'AUTH_PASSWORD_COMMON'] as const;

/** {@link User} as a reader would meet it; also in the examples of other operations. */
export const userExample = {
  id: '0198f3a0-0000-7000-8000-00000000000a',
  username: 'admin',
  email: 'admin@example.com',
  full_name: 'Ada Example',
  role: 'super_admin',
  permissions: ['*'],
  is_active: true,
  totp_enabled: false,
  last_login: '2026-11-20T08:00:00.000Z',
  password_changed_at: '2026-11-20T07:00:00.000Z',
  created_at: '2026-11-20T07:00:00.000Z',
  updated_at: '2026-11-20T07:00:00.000Z',
};
/** A pair of tokens as examples show it. */
export const pairExample = {
  access_token: 'eyJhbGciOiJSUzI1NiIs…',
  refresh_token: 'ccr_2f0c…',
  token_type: 'bearer',
  expires_in: 3600,
  user: userExample,
};

/** Operations of the `auth` area. */
export const authRoutes = defineRoutes({
  login: {
    method: 'POST',
    path: '/auth/login',
    limit: 'auth',
    tag: 'auth',
    summary: 'Sign in with name (or e-mail address) and password',
    access: 'public',
    audit: 'auth.sign_in',
    body: Credentials,
    data: TokenPair,
    errors: signInErrors,
    example: { body: { username: 'admin', password: 'correct horse battery staple' }, data: pairExample },
  },
  refresh: {
    method: 'POST',
    path: '/auth/refresh',
    tag: 'auth',
    summary: 'A new pair of tokens for a refresh token; the old one ends',
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
  logout: {
    method: 'POST',
    path: '/auth/logout',
    tag: 'auth',
    summary: 'End this sign-in: its access and refresh tokens are refused from now on',
    access: 'signed_in',
    by: ['token', 'session'],
    audit: 'auth.sign_out',
    data: Type.Object({ signed_out: Type.Literal(true) }),
    example: { data: { signed_out: true } },
  },
  me: {
    method: 'GET',
    path: '/auth/me',
    tag: 'auth',
    summary: 'Who is signed in',
    access: 'signed_in',
    data: User,
    example: { data: userExample },
  },
  getSetup: {
    method: 'GET',
    path: '/setup',
    tag: 'auth',
    summary: 'Whether the first administrator is still to be made',
    access: 'public',
    data: Type.Object({ needed: Type.Boolean() }),
    example: { data: { needed: true } },
  },
  setup: {
    method: 'POST',
    path: '/setup',
    limit: 'auth',
    tag: 'auth',
    summary: 'Make the first administrator with the one-time token of the setup address, and sign in',
    access: 'public',
    audit: 'auth.setup',
    body: Type.Object(
      {
        token: Type.String({ minLength: 1, maxLength: 256 }),
        username: Type.Optional(Username),
        password: Password,
      },
      { additionalProperties: false },
    ),
    status: 201,
    showsSecret: true,
    data: TokenPair,
    errors: [
      'AUTH_SETUP_LINK_INVALID',
      'AUTH_SETUP_DONE',
      ...passwordErrors,
      'RATE_LIMIT_EXCEEDED',
      'SECRETS_KEY_MISSING',
    ],
    example: {
      body: { token: 'one-time token', username: 'admin', password: 'correct horse battery staple' },
      data: pairExample,
    },
  },
});
