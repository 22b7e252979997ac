/** The contract of what is open to whom: sockets, certificate, names, and where the master key is kept. */
import { Type, type Static } from 'typebox';
import { IpAddress, Nullable, Reason, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/**
 * A way in. `loopback`: page and API for this machine. `tls`: the same for the local network. `plain`: leads to TLS and
 * gives out the authority's certificate. `device`: `/nic/update` alone, for routers. `dns`: the embedded zone.
 */
export const SocketKind = Type.Union([
  Type.Literal('loopback'),
  Type.Literal('tls'),
  Type.Literal('plain'),
  Type.Literal('device'),
  Type.Literal('dns'),
]);
/** {@link SocketKind} as a type. */
export type SocketKind = Static<typeof SocketKind>;

const Port = Type.Integer({ minimum: 0, maximum: 65_535 });

/** One socket as it stands. */
export const ExposedSocket = Type.Object({
  kind: SocketKind,
  /** As it is bound: `0.0.0.0` and `::` are all addresses. */
  address: IpAddress,
  port: Port,
  listening: Type.Boolean(),
  /** Why it does not listen. */
  reason: Nullable(Reason),
});
/** {@link ExposedSocket} as a type. */
export type ExposedSocket = Static<typeof ExposedSocket>;

const Name = Type.String({ maxLength: 253, pattern: '^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$' });
const FilePath = Type.String({ maxLength: 1024 });
/** An address, or a network in CIDR notation (RFC 4632, RFC 4291 §2.3). */
const Network = Type.String({ maxLength: 49, pattern: '^[0-9a-fA-F:.]{2,45}(/\\d{1,3})?$' });
/** Scheme, host and port as a browser sends it (RFC 6454 §6.1). */
const Origin = Type.String({ maxLength: 300, pattern: '^https?://[a-z0-9.\\[\\]:_-]+$' });

/** What an owner decides. */
export const ExposureSettings = Type.Object({
  lan_access: Type.Boolean(),
  allowed_hosts: Type.Array(Name, { maxItems: 100, uniqueItems: true }),
  /** PEM with its chain; empty for a certificate of our own authority. */
  tls_certificate_file: FilePath,
  tls_key_file: FilePath,
  /** Whose `X-Forwarded-*` is believed. */
  trusted_proxies: Type.Array(Network, { maxItems: 50, uniqueItems: true }),
  /** Pages elsewhere that may call the API from a browser, with a key or a token. */
  cors_origins: Type.Array(Origin, { maxItems: 50, uniqueItems: true }),
  /** Port of the plain listener for routers; 0 for none. */
  device_port: Port,
});
/** {@link ExposureSettings} as a type. */
export type ExposureSettings = Static<typeof ExposureSettings>;

/** A change of some of them. */
export const ExposureChange = Type.Partial(ExposureSettings, {
  additionalProperties: false,
  minProperties: 1,
});
/** {@link ExposureChange} as a type. */
export type ExposureChange = Static<typeof ExposureChange>;

/** Everything about it. */
export const Exposure = Type.Object({
  lan: Type.Object({
    open: Type.Boolean(),
    /** `--host` names an address of the local network: the setting cannot shut it. */
    by_host: Type.Boolean(),
    /** Nobody but the setup page answers the local network before there is an administrator. */
    setup_needed: Type.Boolean(),
  }),
  sockets: Type.Array(ExposedSocket),
  /** Where the page is opened from the local network. */
  urls: Type.Array(Type.String()),
  /** What TLS callers are shown; `null` while the local network is shut. */
  certificate: Nullable(
    Type.Object({
      source: Type.Union([Type.Literal('authority'), Type.Literal('owner')]),
      subjects: Type.Array(Type.String()),
      not_after: Timestamp,
      /** SHA-256 of the certificate, in hexadecimal with colons. */
      fingerprint: Type.String(),
    }),
  ),
  /** Why the owner's certificate is not in use. */
  certificate_reason: Nullable(Reason),
  /** What phones are told to trust; `null` where nothing needs it. */
  authority: Nullable(
    Type.Object({
      fingerprint: Type.String(),
      not_after: Timestamp,
      /** Where it is downloaded, by an address for each network. */
      urls: Type.Array(Type.String()),
    }),
  ),
  master_key: Type.Object({
    source: Type.String(),
    state: Type.Union([Type.Literal('open'), Type.Literal('locked')]),
    /** Why it cannot be read, and what to do. */
    reason: Nullable(Reason),
  }),
  settings: ExposureSettings,
});
/** {@link Exposure} as a type. */
export type Exposure = Static<typeof Exposure>;

const settingsExample = {
  lan_access: true,
  allowed_hosts: ['nas.example.com'],
  tls_certificate_file: '',
  tls_key_file: '',
  trusted_proxies: [],
  cors_origins: ['https://dash.home.arpa'],
  device_port: 0,
};

const example = {
  lan: { open: true, by_host: false, setup_needed: false },
  sockets: [
    { kind: 'loopback', address: '127.0.0.1', port: 8080, listening: true, reason: null },
    { kind: 'tls', address: '192.168.1.10', port: 8443, listening: true, reason: null },
    { kind: 'plain', address: '192.168.1.10', port: 8080, listening: true, reason: null },
    { kind: 'dns', address: '127.0.0.1', port: 5300, listening: true, reason: null },
  ],
  urls: ['https://nas.local:8443/', 'https://192.168.1.10:8443/'],
  certificate: {
    source: 'authority',
    subjects: ['nas.local', '192.168.1.10'],
    not_after: '2027-12-22T08:00:00.000Z',
    fingerprint: 'B1:4F:09:7C',
  },
  certificate_reason: null,
  authority: {
    fingerprint: '7A:22:5E:90',
    not_after: '2036-11-18T08:00:00.000Z',
    urls: ['http://192.168.1.10:8080/cloudcube-ca.crt'],
  },
  master_key: { source: 'keychain', state: 'open', reason: null },
  settings: settingsExample,
};

/** Operations on it. */
export const exposureRoutes = defineRoutes({
  getExposure: {
    method: 'GET',
    path: '/exposure',
    tag: 'exposure',
    summary: 'What listens where and who may call it, the certificate, and where the master key is kept',
    access: 'exposure:read',
    data: Exposure,
    example: { data: example },
  },
  changeExposure: {
    method: 'PUT',
    path: '/exposure',
    tag: 'exposure',
    summary: 'Open or shut the local network, and what belongs to it; what is left out stays',
    access: 'exposure:admin',
    audit: 'setting.change',
    body: ExposureChange,
    data: Exposure,
    errors: [
      'EXPOSURE_FILES_INCOMPLETE',
      'EXPOSURE_NETWORK_INVALID',
      'TLS_FILE_UNREADABLE',
      'TLS_FILE_TOO_LARGE',
      'TLS_FILE_NOT_PEM',
      'TLS_KEY_MISMATCH',
      'TLS_CERTIFICATE_EXPIRED',
    ],
    example: { body: { lan_access: true }, data: example },
  },
});
