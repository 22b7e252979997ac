/**
 * The certificate authority of one installation. It vouches for this machine in its own network, so that a phone that
 * has been told to trust it once can call us by TLS without anybody on the Internet being asked.
 */
import { webcrypto } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { encodeConstraints, permits, type Constraints } from './name-constraints.ts';

/** An authority: its certificate may be given to everybody, its key to nobody. */
export interface Authority {
  /** PEM (RFC 7468). */
  readonly certificate: string;
  /** PKCS #8 (RFC 5958) in DER. */
  readonly key: Uint8Array;
}

/** A certificate of this server with its key, both PEM, and when it ends (ms UTC). */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly not_after: number;
}

const DAY_MS = 24 * 3600_000;
/** Nobody installs a certificate on all phones of a family every year. */
const AUTHORITY_DAYS = 3650;
/** Under Apple's limit of 825 days for authorities that a user adds (https://support.apple.com/103769). */
const SERVER_DAYS = 397;
/** Clocks of a home differ. */
const EARLIER_MS = DAY_MS;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** `id-ce-nameConstraints`. */
const NAME_CONSTRAINTS = '2.5.29.30';

/** Suffixes that no name of the Internet ends with: RFC 6762, RFC 8375, ICANN's `internal`, what routers use. */
const HOME_SUFFIXES = ['localhost', 'local', 'home.arpa', 'internal', 'lan', 'home', 'fritz.box'];
/** RFC 1918, RFC 6598, loopback, link-local, RFC 4193. */
const HOME_NETWORKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];

/** What the authority of a machine may vouch for: the machine's own name, and what is a home's. */
export function constraintsFor(hostname: string): Constraints {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return { names: [...new Set([name, ...HOME_SUFFIXES])], networks: HOME_NETWORKS };
}

/** Those of the names and addresses that an authority with these constraints can vouch for. */
export function withinReach(constraints: Constraints, all: readonly string[]): readonly string[] {
  return [...new Set(all)].filter((one) => permits(constraints, one));
}

/** The library needs metadata of decorators. Both are loaded when a certificate is made, which is rare. */
async function library() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

const subjectOf = (commonName: string) => [{ CN: [commonName] }, { O: ['CloudCube'] }];

/** Makes an authority. `hostname` is the machine's; `now` in ms UTC. */
export async function makeAuthority(hostname: string, now: number): Promise<Authority> {
  const x509 = await library();
  const keys = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const { KeyUsageFlags } = x509;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: subjectOf(`CloudCube on ${hostname}`),
    notBefore: new Date(now - EARLIER_MS),
    notAfter: new Date(now + AUTHORITY_DAYS * DAY_MS),
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new x509.Extension(NAME_CONSTRAINTS, true, encodeConstraints(constraintsFor(hostname))),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: certificate.toString('pem'),
    key: new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
  };
}

/** A certificate for this server under the authority, for names and addresses that it may vouch for; `now` in ms UTC. */
export async function issueCertificate(
  authority: Authority,
  subjects: readonly string[],
  now: number,
): Promise<ServerCertificate> {
  const x509 = await library();
  const issuer = new x509.X509Certificate(authority.certificate);
  const signingKey = await webcrypto.subtle.importKey('pkcs8', Buffer.from(authority.key), CURVE, false, [
    'sign',
  ]);
  const keys = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  // Never beyond its issuer: some who check refuse that, others only then notice that the issuer has ended.
  const notAfter = Math.min(now + SERVER_DAYS * DAY_MS, issuer.notAfter.getTime());
  const certificate = await x509.X509CertificateGenerator.create({
    subject: subjectOf('CloudCube'),
    issuer: issuer.subjectName,
    notBefore: new Date(now - EARLIER_MS),
    notAfter: new Date(notAfter),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        subjects.map((value) => ({ type: ipaddr.isValid(value) ? 'ip' : 'dns', value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    certificate: certificate.toString('pem'),
    key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
    not_after: notAfter,
  };
}
