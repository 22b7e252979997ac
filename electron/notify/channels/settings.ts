/** Parts of settings that several kinds ask for. */
import { Type } from 'typebox';

const MOST_OF_AN_ADDRESS = 2000;

/** An address that is itself a secret, of a service on the internet. */
export const SecretAddress = Type.String({
  pattern: '^https://[^\\s/?#@]+[/?][^\\s#]*$',
  maxLength: MOST_OF_AN_ADDRESS,
  writeOnly: true,
});

/** An address of the owner's own, which may hold a secret; in the own networks it may do without TLS. */
export const OwnAddress = Type.String({
  pattern: '^https?://[^\\s/?#@]+([/?][^\\s#]*)?$',
  maxLength: MOST_OF_AN_ADDRESS,
  writeOnly: true,
});

/** Where a server is whose paths are known: no secret, no query. */
export const Endpoint = Type.String({ pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$', maxLength: 500 });

/** Without the slash that its end may have. */
export const endpointOf = (endpoint: string): string => endpoint.replace(/\/+$/, '');

/** What goes into a header, an address or a form: visible ASCII. */
export const Key = Type.String({ pattern: '^[\\x21-\\x7e]+$', maxLength: 500, writeOnly: true });

/** A host by name or address, without scheme and port. */
export const Host = Type.String({ pattern: '^[A-Za-z0-9._:-]+$', maxLength: 253 });

/** A TCP port. */
export const Port = Type.Integer({ minimum: 1, maximum: 65_535 });

/** Certificates of an authority of the owner's own, PEM. */
export const Authority = Type.String({
  pattern: '^\\s*-----BEGIN CERTIFICATE-----[\\s\\S]+-----END CERTIFICATE-----\\s*$',
  maxLength: 20_000,
});

/** `host:port` of an address, with the brackets that IPv6 needs. */
export const hostAndPort = (host: string, port: number): string =>
  `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
