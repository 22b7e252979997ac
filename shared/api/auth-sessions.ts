/**
 * The contract of sign-ins: the cookie sessions of the page, and what somebody sees and does about sign-ins of either
 * kind (a session in a browser, a pair of tokens in a program).
 */
import { Type, type Static } from 'typebox';
import { passwordErrors, signInErrors, User, userExample } from './auth.ts';
import { Id, IpAddress, Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** One sign-in. */
export const SignIn = Type.Object({
  session_id: Id,
  kind: Type.Union([Type.Literal('token'), Type.Literal('session')], {
    description: '`session`: a browser with a cookie; `token`: a program with a pair of tokens',
  }),
  created_at: Timestamp,
  last_seen_at: Type.String({
    format: 'date-time',
    description: 'Of its last request, to the minute',
  }),
  expires_at: Timestamp,
  /** Where it was begun. */
  ip: IpAddress,
  last_ip: IpAddress,
  user_agent: Type.String({ description: 'The program, as it calls itself; empty where it said nothing' }),
  /** The one that asks. */
  current: Type.Boolean(),
});
/** {@link SignIn} as a type. */
export type SignIn = Static<typeof SignIn>;

/** What a cookie session begins with. Its cookie comes beside it. */
export const SessionBegun = Type.Object({
  success: Type.Literal(true),
  message: Type.String(),
  csrf_token: Type.String({ description: 'To be sent as `X-CSRF-Token` with all that changes something' }),
  expires_at: Timestamp,
  user: User,
});
/** {@link SessionBegun} as a type. */
export type SessionBegun = Static<typeof SessionBegun>;

const Password = Type.String({ minLength: 1, maxLength: 256 });
const Revoked = Type.Object({ revoked: Type.Integer({ description: 'How many ended' }) });

const ofSession = Type.Object({ session_id: Id });
const ofUser = Type.Object({ user_id: Id });
const ofUserSession = Type.Object({ user_id: Id, session_id: Id });
const SignIns = Type.Object({ sessions: Type.Array(SignIn) });

const person = { access: 'signed_in', by: ['token', 'session'] } as const;

const signInExample = {
  session_id: '0198f3a0-0000-7000-8000-000000000031',
  kind: 'session',
  created_at: '2026-11-20T08:00:00.000Z',
  last_seen_at: '2026-11-20T08:10:00.000Z',
  expires_at: '2026-11-21T08:00:00.000Z',
  ip: '192.168.1.20',
  last_ip: '192.168.1.20',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0',
  current: true,
};
const begunExample = {
  success: true,
  message: 'Signed in.',
  csrf_token: 'V2hhdCBhIHBhZ2Uga25vd3MgYW5kIGFub3RoZXIgc2l0ZQ',
  expires_at: '2026-11-21T08:00:00.000Z',
  user: userExample,
};

/** Operations on sign-ins. */
export const authSessionRoutes = defineRoutes({
  adminLogin: {
    method: 'POST',
    path: '/admin/login',
    limit: 'auth',
    tag: 'auth',
    summary: 'Sign in for the page: sets the session cookie. Without a name, as the first administrator',
    access: 'public',
    audit: 'auth.sign_in',
    recognises: true,
    body: Type.Object(
      {
        password: Password,
        username: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
        totp_code: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 64,
            description: 'Where a second factor is set up: a code of the app, or a recovery code',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    data: SessionBegun,
    errors: signInErrors,
    example: { body: { username: 'admin', password: 'correct horse battery staple' }, data: begunExample },
  },
  adminLogout: {
    method: 'POST',
    path: '/admin/logout',
    tag: 'auth',
    summary: 'End this sign-in; takes the cookie away',
    audit: 'auth.sign_out',
    ...person,
    data: Type.Object({ success: Type.Literal(true), message: Type.String() }),
    example: { data: { success: true, message: 'Signed out.' } },
  },
  adminLogoutAll: {
    method: 'POST',
    path: '/admin/logout-all',
    tag: 'auth',
    summary: 'End all your cookie sessions, this one too',
    audit: 'session.end_all',
    ...person,
    data: Type.Object({ success: Type.Literal(true), message: Type.String(), revoked: Type.Integer() }),
    example: { data: { success: true, message: 'Sessions ended: 3.', revoked: 3 } },
  },
  adminMe: {
    method: 'GET',
    path: '/admin/me',
    tag: 'auth',
    summary: 'Whether somebody is signed in, and who',
    access: 'public',
    recognises: true,
    data: Type.Object({
      authenticated: Type.Boolean(),
      user: Nullable(User),
      expires_at: Nullable(
        Type.String({ format: 'date-time', description: 'When the sign-in ends; `null` for a key' }),
      ),
    }),
    example: {
      data: { authenticated: true, user: userExample, expires_at: '2026-11-21T08:00:00.000Z' },
    },
  },
  csrfToken: {
    method: 'GET',
    path: '/admin/csrf-token',
    tag: 'auth',
    summary: 'What this session sends as X-CSRF-Token',
    access: 'signed_in',
    by: ['session'],
    data: Type.Object({ csrf_token: Type.String() }),
    example: { data: { csrf_token: begunExample.csrf_token } },
  },
  adminChangePassword: {
    method: 'POST',
    path: '/admin/change-password',
    limit: 'auth',
    tag: 'auth',
    summary: 'Change your own password; every other sign-in of yours ends',
    audit: 'user.change_password',
    ...person,
    body: Type.Object({ old_password: Password, new_password: Password }, { additionalProperties: false }),
    data: Type.Object({ ok: Type.Literal(true) }),
    errors: [...passwordErrors, 'AUTH_PASSWORD_WRONG', 'RATE_LIMIT_EXCEEDED'],
    example: {
      body: {
        old_password: 'correct horse battery staple',
        new_password: 'another horse with a new battery',
      },
      data: { ok: true },
    },
  },
  redeemTicket: {
    method: 'POST',
    path: '/auth/ticket',
    tag: 'auth',
    summary: 'Sign in with the one-time ticket of this machine’s own shell or command line',
    access: 'public',
    audit: 'auth.sign_in',
    recognises: true,
    body: Type.Object(
      { ticket: Type.String({ minLength: 1, maxLength: 256 }) },
      { additionalProperties: false },
    ),
    data: SessionBegun,
    errors: ['AUTH_TICKET_INVALID', 'AUTH_SETUP_REQUIRED', 'RATE_LIMIT_EXCEEDED'],
    example: { body: { ticket: 'ccT_2f0c…' }, data: begunExample },
  },
  logoutAll: {
    method: 'POST',
    path: '/auth/logout-all',
    tag: 'auth',
    summary: 'End every sign-in of yours, this one too, on all devices',
    audit: 'session.end_all',
    ...person,
    data: Revoked,
    example: { data: { revoked: 3 } },
  },
  listSessions: {
    method: 'GET',
    path: '/auth/sessions',
    tag: 'auth',
    summary: 'Your own sign-ins, the latest used first',
    ...person,
    data: SignIns,
    example: { data: { sessions: [signInExample] } },
  },
  extendSession: {
    method: 'POST',
    path: '/auth/sessions/{session_id}/extend',
    tag: 'auth',
    summary: 'Let a sign-in of yours last longer: up to 24 hours from now, 30 days in all',
    audit: 'session.extend',
    ...person,
    params: ofSession,
    body: Type.Optional(
      Type.Union([
        Type.Object(
          {
            seconds: Type.Optional(
              Type.Integer({ minimum: 60, maximum: 86_400, description: 'From now; 24 hours unless told' }),
            ),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
    data: SignIn,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { body: { seconds: 3600 }, data: signInExample },
  },
  deleteSession: {
    method: 'DELETE',
    path: '/auth/sessions/{session_id}',
    tag: 'auth',
    summary: 'End a sign-in of yours',
    audit: 'session.end',
    ...person,
    params: ofSession,
    data: Revoked,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { revoked: 1 } },
  },
  cleanUpSessions: {
    method: 'POST',
    path: '/auth/sessions/cleanup',
    tag: 'auth',
    summary: 'Delete what is left of sign-ins that have expired; it also happens by itself',
    access: 'users:admin',
    unaudited: 'clears away what has ended by itself',
    data: Type.Object({ deleted: Type.Integer() }),
    example: { data: { deleted: 2 } },
  },
  listUserSessions: {
    method: 'GET',
    path: '/users/{user_id}/sessions',
    tag: 'auth',
    summary: 'The sign-ins of a user, the latest used first',
    access: 'users:read',
    params: ofUser,
    data: SignIns,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { sessions: [{ ...signInExample, current: false }] } },
  },
  deleteUserSessions: {
    method: 'DELETE',
    path: '/users/{user_id}/sessions',
    tag: 'auth',
    summary: 'End every sign-in of a user',
    access: 'users:admin',
    audit: 'session.end_all',
    params: ofUser,
    data: Revoked,
    errors: ['RESOURCE_NOT_FOUND', 'AUTH_BEYOND_OWN_PERMISSIONS'],
    example: { data: { revoked: 3 } },
  },
  deleteUserSession: {
    method: 'DELETE',
    path: '/users/{user_id}/sessions/{session_id}',
    tag: 'auth',
    summary: 'End one sign-in of a user',
    access: 'users:admin',
    audit: 'session.end',
    params: ofUserSession,
    data: Revoked,
    errors: ['RESOURCE_NOT_FOUND', 'AUTH_BEYOND_OWN_PERMISSIONS'],
    example: { data: { revoked: 1 } },
  },
});
