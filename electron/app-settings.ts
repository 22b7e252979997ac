/** Every setting that can be changed while the program runs; the registry of `kernel/settings.ts` is made of these. */
import { Type } from 'typebox';
import { ExposureSettings } from '../shared/api/exposure.ts';
import { defineSetting, type Setting } from './kernel/settings.ts';

const DnsName = Type.String({ pattern: '^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$' });

const exposure = ExposureSettings.properties;

/** Further names under which the server may be called, in lower case. */
export const allowedHosts = defineSetting({
  key: 'server.allowed_hosts',
  schema: exposure.allowed_hosts,
  standard: [],
});

/** Whether the local network may come in, by TLS. `--host` with an address of that network means the same. */
export const lanAccess = defineSetting({
  key: 'server.lan_access',
  schema: exposure.lan_access,
  standard: false,
});

/** The owner's own certificate with its chain, a file in PEM; empty for one of our own authority. */
export const tlsCertificateFile = defineSetting({
  key: 'server.tls_certificate_file',
  schema: exposure.tls_certificate_file,
  standard: '',
});

/** The key of {@link tlsCertificateFile}, a file in PEM. */
export const tlsKeyFile = defineSetting({
  key: 'server.tls_key_file',
  schema: exposure.tls_key_file,
  standard: '',
});

/** Proxies whose `X-Forwarded-For`, `-Host` and `-Proto` are believed: addresses and networks. */
export const trustedProxies = defineSetting({
  key: 'server.trusted_proxies',
  schema: exposure.trusted_proxies,
  standard: [],
});

/** Origins of pages elsewhere that may call the API from a browser. */
export const corsOrigins = defineSetting({
  key: 'server.cors_origins',
  schema: exposure.cors_origins,
  standard: [],
});

/** Port of a plain listener that takes updates of devices alone; 0 for none. */
export const devicePort = defineSetting({
  key: 'server.device_port',
  schema: exposure.device_port,
  standard: 0,
});

/** Those of the settings above that the page changes, by their name there. */
export const exposureSettings = {
  lan_access: lanAccess,
  allowed_hosts: allowedHosts,
  tls_certificate_file: tlsCertificateFile,
  tls_key_file: tlsKeyFile,
  trusted_proxies: trustedProxies,
  cors_origins: corsOrigins,
  device_port: devicePort,
} as const;

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

/** How many requests a limit may let in; whoever wants none sets the most. */
const Requests = Type.Integer({ minimum: 1, maximum: 1_000_000 });

/** Requests in a second from all callers together. */
export const servicePerSecond = defineSetting({
  key: 'limits.service_per_second',
  schema: Requests,
  standard: 1000,
});

/** Requests in a second of one user or one API key. */
export const callerPerSecond = defineSetting({
  key: 'limits.caller_per_second',
  schema: Requests,
  standard: 100,
});

/** Of those, how many may come at once. */
export const callerBurst = defineSetting({ key: 'limits.caller_burst', schema: Requests, standard: 50 });

/** Requests in a minute from one address, of whoever has not come in. */
export const anonymousPerMinute = defineSetting({
  key: 'limits.anonymous_per_minute',
  schema: Requests,
  standard: 50,
});

/** Requests in five minutes from one address that prove, or set, who somebody is. */
export const authPerFiveMinutes = defineSetting({
  key: 'limits.auth_per_five_minutes',
  schema: Requests,
  standard: 10,
});

/** Updates in five minutes that one caller may begin; joining one is free. */
export const ddnsPerFiveMinutes = defineSetting({
  key: 'limits.ddns_per_five_minutes',
  schema: Requests,
  standard: 5,
});

/** Other changes below `/admin` in a minute, by one caller. */
export const adminPerMinute = defineSetting({
  key: 'limits.admin_per_minute',
  schema: Requests,
  standard: 60,
});

/** Days after which entries of the audit log are removed. */
export const auditRetentionDays = defineSetting({
  key: 'audit.retention_days',
  schema: Type.Integer({ minimum: 7, maximum: 3650 }),
  standard: 400,
});

/** All of them. */
export const settingDefinitions: readonly Setting[] = [
  ...Object.values(exposureSettings),
  dnsZones,
  dnsResponsesPerSecond,
  ddnsInterval,
  ddnsHoldDown,
  ddnsChangesPerHour,
  usersRegistration,
  usersPasswordReset,
  signingKeyDays,
  servicePerSecond,
  callerPerSecond,
  callerBurst,
  anonymousPerMinute,
  authPerFiveMinutes,
  ddnsPerFiveMinutes,
  adminPerMinute,
  auditRetentionDays,
];
