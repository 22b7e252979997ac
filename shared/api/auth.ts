/** The contract of the `auth` area: first start, signing in, staying signed in. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** Who is signed in. */
export const User = Type.Object({
  id: Id,
  username: Type.String(),
  role: Type.String(),
  permissions: Type.Array(Type.String()),
  last_login: Nullable(Timestamp),
  created_at: Timestamp,
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

const Username = Type.String({ minLength: 1, maxLength: 64 });
/** Longer ones would only cost the hash time. */
const Password = Type.String({ minLength: 1, maxLength: 256 });

/** {@link User} as a reader would meet it; also in the examples of other operations. */
export const userExample = {
  id: '0198f3a0-0000-7000-8000-00000000000a',
  username: 'admin',
  role: 'super_admin',
  permissions: ['*'],
  last_login: '2026-11-20T08:00:00.000Z',
  created_at: '2026-11-20T07:00:00.000Z',
};
const pairExample = {
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
    tag: 'auth',
    summary: 'Sign in with name and password',
    access: 'public',
    body: Type.Object({ username: Username, password: Password }, { additionalProperties: false }),
    data: TokenPair,
    errors: ['AUTH_INVALID_CREDENTIALS', 'AUTH_SETUP_REQUIRED', 'RATE_LIMIT_EXCEEDED', 'SECRETS_KEY_MISSING'],
    example: { body: { username: 'admin', password: 'correct horse battery staple' }, data: pairExample },
  },
  refresh: {
    method: 'POST',
    path: '/auth/refresh',
    tag: 'auth',
    summary: 'A new pair of tokens for a refresh token; the old one ends',
    access: 'public',
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
    tag: 'auth',
    summary: 'Make the first administrator with the one-time token of the setup address, and sign in',
    access: 'public',
    body: Type.Object(
      {
        token: Type.String({ minLength: 1, maxLength: 256 }),
        username: Type.Optional(Username),
        password: Password,
      },
      { additionalProperties: false },
    ),
    status: 201,
    data: TokenPair,
    errors: [
      'AUTH_SETUP_LINK_INVALID',
      'AUTH_SETUP_DONE',
      'AUTH_PASSWORD_TOO_SHORT',
      'RATE_LIMIT_EXCEEDED',
      'SECRETS_KEY_MISSING',
    ],
    example: {
      body: { token: 'one-time token', username: 'admin', password: 'correct horse battery staple' },
      data: pairExample,
    },
  },
});
