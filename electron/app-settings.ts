/** Every setting that can be changed while the program runs; the registry of `kernel/settings.ts` is made of these. */
import { Type, type Static } from 'typebox';
import { ExposureSettings } from '../shared/api/exposure.ts';
import { defineSetting, type AnySetting } from './kernel/settings.ts';

const DnsName = Type.String({ pattern: '^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$' });

const exposure = ExposureSettings.properties;

/** One that the page changes: it has the name and the shape that it has there. */
function exposed<K extends keyof typeof exposure>(name: K, standard: Static<(typeof exposure)[K]>) {
  return defineSetting({ key: `server.${name}`, schema: exposure[name], standard });
}

/** A number of something, or how long. */
function whole(
  key: string,
  standard: number,
  limits: { readonly minimum: number; readonly maximum: number },
) {
  return defineSetting({ key, schema: Type.Integer(limits), standard });
}

/** Something that is off unless it was switched on. */
function switchable(key: string) {
  return defineSetting({ key, schema: Type.Boolean(), standard: false });
}

/** How many requests a limit may let in; whoever wants none sets the most. */
function requests(name: string, standard: number) {
  return whole(`limits.${name}`, standard, { minimum: 1, maximum: 1_000_000 });
}

/** Further names under which the server may be called, in lower case. */
export const allowedHosts = exposed('allowed_hosts', []);

/** Whether the local network may come in, by TLS. `--host` with an address of that network means the same. */
export const lanAccess = exposed('lan_access', false);

/** The owner's own certificate with its chain, a file in PEM; empty for one of our own authority. */
export const tlsCertificateFile = exposed('tls_certificate_file', '');

/** The key of {@link tlsCertificateFile}, a file in PEM. */
export const tlsKeyFile = exposed('tls_key_file', '');

/** Proxies whose `X-Forwarded-For`, `-Host` and `-Proto` are believed: addresses and networks. */
export const trustedProxies = exposed('trusted_proxies', []);

/** Origins of pages elsewhere that may call the API from a browser. */
export const corsOrigins = exposed('cors_origins', []);

/** Port of a plain listener that takes updates of devices alone; 0 for none. */
export const devicePort = exposed('device_port', 0);

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
export const dnsResponsesPerSecond = whole('dns.responses_per_second', 100, {
  minimum: 0,
  maximum: 1_000_000,
});

/** Seconds between two looks at this machine; whole parts of a minute, so that no minute has more of them than another. */
export const metricsInterval = defineSetting({
  key: 'metrics.interval_seconds',
  schema: Type.Enum([1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60]),
  standard: 5,
});

/** Seconds between two writes of what was measured: disks may sleep in between. */
export const metricsFlush = defineSetting({
  key: 'metrics.flush_seconds',
  schema: Type.Integer({ minimum: 10, maximum: 900 }),
  standard: 60,
});

/** Whether requests to the API and SQL statements are measured. */
export const performanceEnabled = defineSetting({
  key: 'performance.enabled',
  schema: Type.Boolean(),
  standard: true,
});

/** Milliseconds after which a SQL statement counts as slow. */
export const slowQueryMs = whole('performance.slow_query_ms', 20, { minimum: 1, maximum: 60_000 });

/** From which level on lines go into the log's store and files. */
export const logsLevel = defineSetting({
  key: 'logs.level',
  schema: Type.Enum(['error', 'warn', 'info', 'debug']),
  standard: 'info',
});

/** Days that lines and files of the log are kept. */
export const logsKeepDays = whole('logs.keep_days', 14, { minimum: 1, maximum: 365 });

/** Megabytes of a log file after which the next is begun. */
export const logsFileMb = whole('logs.file_mb', 10, { minimum: 1, maximum: 100 });

/** Whether file systems of other machines (NFS, SMB) that are mounted here are measured, too. */
export const metricsNetworkFilesystems = switchable('metrics.network_filesystems');

/** The socket of the container engine that is asked; empty to look where Docker and Podman have theirs. */
export const metricsContainerSocket = defineSetting({
  key: 'metrics.container_socket',
  // A path of a Unix socket has no more than 107 bytes (unix(7)).
  schema: Type.String({ pattern: '^(/[\\x21-\\x7e]{1,106})?$' }),
  standard: '',
});

/** Where it is looked whether this machine has a way out: addresses with ports, one of which is enough. */
export const checkUplinkTargets = defineSetting({
  key: 'checks.uplink_targets',
  schema: Type.Array(Type.String({ maxLength: 64, pattern: '^([0-9.]+|\\[[0-9a-fA-F:.]+\\]):[0-9]{1,5}$' }), {
    maxItems: 20,
    uniqueItems: true,
  }),
  // Resolvers of different operators, also such as answer in mainland China, over both families.
  standard: [
    '1.1.1.1:53',
    '9.9.9.9:53',
    '223.5.5.5:53',
    '119.29.29.29:53',
    '[2606:4700:4700::1111]:53',
    '[2400:3200::1]:53',
  ],
});

/** Resolvers whose answers checks of names compare. */
export const checkResolvers = defineSetting({
  key: 'checks.resolvers',
  schema: Type.Array(Type.String({ maxLength: 64, pattern: '^[0-9a-fA-F:.\\[\\]]+$' }), {
    maxItems: 8,
    uniqueItems: true,
  }),
  standard: ['1.1.1.1', '9.9.9.9', '223.5.5.5'],
});

/** Seconds after a start in which alerts are not told: what is only starting up as well has time to come. */
export const alertsGrace = whole('alerts.grace_seconds', 120, { minimum: 0, maximum: 3600 });

/** Seconds between two checks of the names. */
export const ddnsInterval = whole('ddns.interval_seconds', 300, { minimum: 30, maximum: 86_400 });

/** Seconds that a changed public address must last before it is published. Update now does not wait. */
export const ddnsHoldDown = whole('ddns.hold_down_seconds', 60, { minimum: 0, maximum: 3600 });

/** Changes of a public address that are followed in an hour; more are held back, and told. */
export const ddnsChangesPerHour = whole('ddns.max_changes_per_hour', 6, { minimum: 1, maximum: 60 });

/** Whether people may make a user of their own, with a code that comes by e-mail. */
export const usersRegistration = switchable('users.registration');

/** Whether a forgotten password may be set anew with a code that comes by e-mail. */
export const usersPasswordReset = switchable('users.password_reset');

/** Days after which a new key signs access tokens. */
export const signingKeyDays = whole('auth.signing_key_days', 90, { minimum: 1, maximum: 3650 });

/** Whether it is looked once a day for a newer version of CloudCube. */
export const updatesCheck = defineSetting({ key: 'updates.check', schema: Type.Boolean(), standard: true });

/** The limits on how often anybody may ask. */
export const limitSettings = {
  /** Requests in a second from all callers together. */
  servicePerSecond: requests('service_per_second', 1000),
  /** Requests in a second of one user or one API key. */
  callerPerSecond: requests('caller_per_second', 100),
  /** Of those, how many may come at once. */
  callerBurst: requests('caller_burst', 50),
  /** Requests in a minute from one address, of whoever has not come in. */
  anonymousPerMinute: requests('anonymous_per_minute', 50),
  /** Requests in five minutes from one address that prove, or set, who somebody is. */
  authPerFiveMinutes: requests('auth_per_five_minutes', 10),
  /** Updates in five minutes that one caller may begin; joining one is free. */
  ddnsPerFiveMinutes: requests('ddns_per_five_minutes', 5),
  /** Other changes below `/admin` in a minute, by one caller. */
  adminPerMinute: requests('admin_per_minute', 60),
} as const;

/** Days after which entries of the audit log are removed. */
export const auditRetentionDays = whole('audit.retention_days', 400, { minimum: 7, maximum: 3650 });

/** All of them. */
export const settingDefinitions: readonly AnySetting[] = [
  ...Object.values(exposureSettings),
  dnsZones,
  dnsResponsesPerSecond,
  metricsInterval,
  metricsFlush,
  metricsNetworkFilesystems,
  metricsContainerSocket,
  checkUplinkTargets,
  checkResolvers,
  alertsGrace,
  logsLevel,
  logsKeepDays,
  logsFileMb,
  performanceEnabled,
  slowQueryMs,
  ddnsInterval,
  ddnsHoldDown,
  ddnsChangesPerHour,
  usersRegistration,
  usersPasswordReset,
  signingKeyDays,
  updatesCheck,
  ...Object.values(limitSettings),
  auditRetentionDays,
];
