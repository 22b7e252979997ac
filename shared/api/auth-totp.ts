/** The contract of two-step sign-in: codes of an authenticator (RFC 6238) beside the password. */
import { Type, type Static } from 'typebox';
import { Password } from './auth.ts';
import { Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** How one's own second factor stands. */
export const TotpState = Type.Object({
  totp_enabled: Type.Boolean(),
  enabled_at: Nullable(Timestamp),
  recovery_codes_left: Type.Integer(),
});
/** {@link TotpState} as a type. */
export type TotpState = Static<typeof TotpState>;

/** No key, however mighty, touches how its owner comes in. */
const person = { access: 'signed_in', by: ['token', 'session'] } as const;
const withPassword = Type.Object({ password: Password }, { additionalProperties: false });
const recoveryCodes = Type.Object({
  recovery_codes: Type.Array(Type.String(), { description: 'Shown once; each works once' }),
});
const codesExample = { recovery_codes: ['k3wd-9x2m-7qfa-p4hn-r8tz-c5yv'] };
const passwordExample = { password: 'correct horse battery staple' };

/** Operations on one's own second factor. */
export const totpRoutes = defineRoutes({
  getTotp: {
    method: 'GET',
    path: '/auth/totp',
    tag: 'auth',
    summary: 'Whether your own two-step sign-in is on, and how many recovery codes are left',
    ...person,
    data: TotpState,
    example: {
      data: { totp_enabled: true, enabled_at: '2026-11-20T08:00:00.000Z', recovery_codes_left: 10 },
    },
  },
  beginTotp: {
    method: 'POST',
    path: '/auth/totp',
    limit: 'auth',
    tag: 'auth',
    summary: 'Begin: a new secret for the authenticator. It counts once a code of it has been confirmed',
    audit: 'totp.begin',
    ...person,
    body: withPassword,
    status: 201,
    showsSecret: true,
    data: Type.Object({
      secret: Type.String({ description: 'Base32 (RFC 4648 §6), to be typed in' }),
      otpauth_uri: Type.String({ description: 'The same for a QR code' }),
    }),
    errors: ['AUTH_PASSWORD_WRONG', 'AUTH_TOTP_ON', 'SECRETS_KEY_MISSING'],
    example: {
      body: passwordExample,
      data: {
        secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        otpauth_uri:
          'otpauth://totp/CloudCube:admin?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=CloudCube&algorithm=SHA1&digits=6&period=30',
      },
    },
  },
  confirmTotp: {
    method: 'POST',
    path: '/auth/totp/confirm',
    limit: 'auth',
    tag: 'auth',
    summary: 'Turn two-step sign-in on with a code of the new secret; answers the recovery codes, once',
    audit: 'totp.enable',
    ...person,
    body: Type.Object(
      { code: Type.String({ minLength: 6, maxLength: 12 }) },
      { additionalProperties: false },
    ),
    data: recoveryCodes,
    errors: ['AUTH_TOTP_INVALID', 'AUTH_TOTP_ON', 'AUTH_TOTP_OFF', 'SECRETS_KEY_MISSING'],
    example: { body: { code: '492039' }, data: codesExample },
  },
  removeTotp: {
    method: 'DELETE',
    path: '/auth/totp',
    limit: 'auth',
    tag: 'auth',
    summary: 'Turn your own two-step sign-in off',
    audit: 'totp.disable',
    ...person,
    body: withPassword,
    data: Type.Object({ totp_enabled: Type.Literal(false) }),
    errors: ['AUTH_PASSWORD_WRONG', 'AUTH_TOTP_OFF'],
    example: { body: passwordExample, data: { totp_enabled: false } },
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: '/auth/totp/recovery-codes',
    limit: 'auth',
    tag: 'auth',
    summary: 'New recovery codes, shown once; the ones before end',
    audit: 'totp.renew_codes',
    ...person,
    body: withPassword,
    data: recoveryCodes,
    errors: ['AUTH_PASSWORD_WRONG', 'AUTH_TOTP_OFF'],
    example: { body: passwordExample, data: codesExample },
  },
});
