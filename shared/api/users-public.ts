/** The contract of what may be asked without signing in: registration and reset by a code that comes by e-mail. */
import { Type, type Static } from 'typebox';
import { Email, Password, passwordErrors, User, userExample, Username } from './auth.ts';
import { defineRoutes } from './contract.ts';

/** What a code that comes by e-mail is for. */
export const CodePurpose = Type.Union([Type.Literal('register'), Type.Literal('reset_password')]);
/** {@link CodePurpose} as a type. */
export type CodePurpose = Static<typeof CodePurpose>;

const Code = Type.String({ pattern: '^[0-9]{6}$', description: 'From the e-mail; 10 minutes, 5 tries' });

/** What registering takes. */
export const Registration = Type.Object(
  {
    username: Username,
    email: Email,
    password: Password,
    full_name: Type.Optional(Type.String({ maxLength: 128 })),
    verification_code: Code,
  },
  { additionalProperties: false },
);
/** {@link Registration} as a type. */
export type Registration = Static<typeof Registration>;

/** What a forgotten password is set anew with. */
export const PasswordReset = Type.Object(
  { email: Email, verification_code: Code, new_password: Password },
  { additionalProperties: false },
);
/** {@link PasswordReset} as a type. */
export type PasswordReset = Static<typeof PasswordReset>;

const codeRequest = Type.Object(
  { email: Email, purpose: Type.Optional(CodePurpose) },
  { additionalProperties: false },
);
const codeSent = Type.Object({
  accepted: Type.Literal(true, { description: 'Says nothing of whether there is a user with this address' }),
  expires_in: Type.Integer({ description: 'Seconds' }),
});
const codeExample = {
  body: { email: 'ben@example.com', purpose: 'register' },
  data: { accepted: true, expires_in: 600 },
};
const codeErrors = ['AUTH_REGISTRATION_OFF', 'AUTH_RESET_OFF', 'MAIL_UNAVAILABLE'] as const;
const passwordExample = 'correct horse battery staple';

/** Operations for those who are not signed in. All but signing out are refused while their setting is off. */
export const userPublicRoutes = defineRoutes({
  sendCode: {
    method: 'POST',
    path: '/users/auth/send-verification-code',
    limit: 'auth',
    tag: 'users',
    summary: 'Send a code by e-mail for registering (unless told) or for resetting a password',
    access: 'public',
    unaudited: 'sends a code that changes nothing until it is used',
    body: codeRequest,
    data: codeSent,
    errors: codeErrors,
    example: codeExample,
  },
  sendCodePublic: {
    method: 'POST',
    path: '/users/public/send-verification-code',
    limit: 'auth',
    tag: 'users',
    summary: 'Send a code, as at /users/auth/send-verification-code',
    access: 'public',
    unaudited: 'sends a code that changes nothing until it is used',
    body: codeRequest,
    data: codeSent,
    errors: codeErrors,
    example: codeExample,
  },
  register: {
    method: 'POST',
    path: '/users/auth/register',
    limit: 'auth',
    tag: 'users',
    summary: 'Make a user of one’s own, with the role user',
    access: 'public',
    audit: 'user.register',
    body: Registration,
    status: 201,
    showsSecret: true,
    data: User,
    errors: [...passwordErrors, 'AUTH_REGISTRATION_OFF', 'AUTH_CODE_INVALID', 'AUTH_USERNAME_TAKEN'],
    example: {
      body: {
        username: 'ben',
        email: 'ben@example.com',
        password: passwordExample,
        verification_code: '492039',
      },
      data: {
        ...userExample,
        username: 'ben',
        email: 'ben@example.com',
        role: 'user',
        permissions: ['ddns:read'],
      },
    },
  },
  resetPassword: {
    method: 'POST',
    path: '/users/auth/reset-password',
    limit: 'auth',
    tag: 'users',
    summary: 'Set a forgotten password anew; ends all sign-ins of the user',
    access: 'public',
    audit: 'user.reset_password',
    body: PasswordReset,
    data: Type.Object({ ok: Type.Literal(true) }),
    errors: [...passwordErrors, 'AUTH_RESET_OFF', 'AUTH_CODE_INVALID'],
    example: {
      body: { email: 'ben@example.com', verification_code: '492039', new_password: passwordExample },
      data: { ok: true },
    },
  },
  checkUsername: {
    method: 'GET',
    path: '/users/auth/check-username',
    tag: 'users',
    summary: 'Whether a name can still be registered',
    access: 'public',
    query: Type.Object({ username: Username }),
    data: Type.Object({ username: Type.String(), available: Type.Boolean() }),
    errors: ['AUTH_REGISTRATION_OFF'],
    example: { data: { username: 'ben', available: true } },
  },
  checkEmail: {
    method: 'GET',
    path: '/users/auth/check-email',
    tag: 'users',
    summary: 'Whether an e-mail address can still be registered',
    access: 'public',
    query: Type.Object({ email: Email }),
    data: Type.Object({ email: Type.String(), available: Type.Boolean() }),
    errors: ['AUTH_REGISTRATION_OFF'],
    example: { data: { email: 'ben@example.com', available: true } },
  },
  publicLogout: {
    method: 'POST',
    path: '/users/public/logout',
    tag: 'users',
    summary: 'End the sign-in of a refresh token; answers the same for any',
    access: 'public',
    audit: 'auth.sign_out',
    body: Type.Object(
      { refresh_token: Type.String({ minLength: 1, maxLength: 256 }) },
      { additionalProperties: false },
    ),
    data: Type.Object({ signed_out: Type.Literal(true) }),
    example: { body: { refresh_token: 'ccr_2f0c…' }, data: { signed_out: true } },
  },
});
