/** Limits against slow and large requests. Fastify's own are off or generous. */

/** Times in ms, sizes in bytes. */
export const standardLimits = {
  bodyLimit: 64 * 1024,
  requestTimeout: 15_000,
  connectionTimeout: 60_000,
  keepAliveTimeout: 30_000,
  headersTimeout: 10_000,
  /** How often Node looks for connections that are over these times; its default is half a minute. */
  connectionsCheckingInterval: 5_000,
  maxHeaderBytes: 16 * 1024,
  maxParamLength: 255,
  /** Of an address with its query: a device may name twenty names in it. */
  maxUrlLength: 8192,
  /** On loopback, at one time: more would take the files that the rest of the program needs. */
  maxConnections: 500,
} as const;

/** {@link standardLimits}, or others. */
export type Limits = Readonly<Record<keyof typeof standardLimits, number>>;

/** The part of them that a socket of its own needs, too. */
export const connectionLimits = {
  headersTimeout: standardLimits.headersTimeout,
  requestTimeout: standardLimits.requestTimeout,
  keepAliveTimeout: standardLimits.keepAliveTimeout,
  maxHeaderSize: standardLimits.maxHeaderBytes,
  connectionsCheckingInterval: standardLimits.connectionsCheckingInterval,
} as const;
