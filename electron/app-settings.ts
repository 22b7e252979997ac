/** Every setting that can be changed while the program runs; the registry of `kernel/settings.ts` is made of these. */
import { Type } from 'typebox';
import { defineSetting, type Setting } from './kernel/settings.ts';

const DnsName = Type.String({ pattern: '^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$' });

/** Further names under which the server may be called, in lower case. */
export const allowedHosts = defineSetting({
  key: 'server.allowed_hosts',
  schema: Type.Array(DnsName, { maxItems: 100, uniqueItems: true }),
  standard: [],
});

/** Whether the local network may come in, by TLS. `--host` with an address of that network means the same. */
export const lanAccess = defineSetting({
  key: 'server.lan_access',
  schema: Type.Boolean(),
  standard: false,
});

const FilePath = Type.String({ maxLength: 1024 });

/** The owner's own certificate with its chain, a file in PEM; empty for one of our own authority. */
export const tlsCertificateFile = defineSetting({
  key: 'server.tls_certificate_file',
  schema: FilePath,
  standard: '',
});

/** The key of {@link tlsCertificateFile}, a file in PEM. */
export const tlsKeyFile = defineSetting({ key: 'server.tls_key_file', schema: FilePath, standard: '' });

/** Zones that the embedded name server answers for. Takes effect at once. */
export const dnsZones = defineSetting({
  key: 'dns.zones',
  schema: Type.Array(DnsName, { minItems: 1, maxItems: 20, uniqueItems: true }),
  standard: ['home.arpa'],
});

/** Answers per second to one network over UDP; 0 means no limit. */
export const dnsResponsesPerSecond = defineSetting({
  key: 'dns.responses_per_second',
  schema: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  standard: 100,
});

/** Seconds between two checks of the names. */
export const ddnsInterval = defineSetting({
  key: 'ddns.interval_seconds',
  schema: Type.Integer({ minimum: 30, maximum: 86_400 }),
  standard: 300,
});

/** Seconds that a changed public address must last before it is published. Update now does not wait. */
export const ddnsHoldDown = defineSetting({
  key: 'ddns.hold_down_seconds',
  schema: Type.Integer({ minimum: 0, maximum: 3600 }),
  standard: 60,
});

/** Changes of a public address that are followed in an hour; more are held back, and told. */
export const ddnsChangesPerHour = defineSetting({
  key: 'ddns.max_changes_per_hour',
  schema: Type.Integer({ minimum: 1, maximum: 60 }),
  standard: 6,
});

/** Whether people may make a user of their own, with a code that comes by e-mail. */
export const usersRegistration = defineSetting({
  key: 'users.registration',
  schema: Type.Boolean(),
  standard: false,
});

/** Whether a forgotten password may be set anew with a code that comes by e-mail. */
export const usersPasswordReset = defineSetting({
  key: 'users.password_reset',
  schema: Type.Boolean(),
  standard: false,
});

/** Days after which a new key signs access tokens. */
export const signingKeyDays = defineSetting({
  key: 'auth.signing_key_days',
  schema: Type.Integer({ minimum: 1, maximum: 3650 }),
  standard: 90,
});

/** Days after which entries of the audit log are removed. */
export const auditRetentionDays = defineSetting({
  key: 'audit.retention_days',
  schema: Type.Integer({ minimum: 7, maximum: 3650 }),
  standard: 400,
});

/** All of them. */
export const settingDefinitions: readonly Setting[] = [
  allowedHosts,
  lanAccess,
  tlsCertificateFile,
  tlsKeyFile,
  dnsZones,
  dnsResponsesPerSecond,
  ddnsInterval,
  ddnsHoldDown,
  ddnsChangesPerHour,
  usersRegistration,
  usersPasswordReset,
  signingKeyDays,
  auditRetentionDays,
];
