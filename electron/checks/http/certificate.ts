/** The certificates that a server shows: what they say, and whether they are good. */
import type { X509Certificate } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import { isIP, type Socket } from 'node:net';
import { orAborted } from '../reach.ts';

/** One certificate. Times in ms UTC. */
export interface ShownCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly valid_from: number;
  readonly valid_to: number;
  /** Hexadecimal with colons. */
  readonly fingerprint_sha256: string;
}

/** What a server showed. */
export interface Shown {
  /** OpenSSL's or Node's word for what is wrong: `CERT_HAS_EXPIRED`; `null` where nothing is. */
  readonly problem: string | null;
  readonly protocol: string | null;
  /** The server's own first. */
  readonly chain: readonly ShownCertificate[];
}

const LONGEST_CHAIN = 10;
const MOST_NAMES = 50;
const DAY_MS = 86_400_000;

/** The common name, or all of a name that has none. */
function nameOf(distinguished: string): string {
  return /(?:^|\n)CN=(.*)/.exec(distinguished)?.[1] ?? distinguished.replaceAll('\n', ', ');
}

function describe(certificate: X509Certificate): ShownCertificate {
  const names = [...(certificate.subjectAltName ?? '').matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)];
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: names.flatMap(([, name]) => name ?? []).slice(0, MOST_NAMES),
    valid_from: Date.parse(certificate.validFrom),
    valid_to: Date.parse(certificate.validTo),
    fingerprint_sha256: certificate.fingerprint256,
  };
}

function chainOf(socket: TLSSocket): ShownCertificate[] {
  const chain: ShownCertificate[] = [];
  let next = socket.getPeerX509Certificate();
  // A root is its own issuer.
  while (next && chain.length < LONGEST_CHAIN && chain.at(-1)?.fingerprint_sha256 !== next.fingerprint256) {
    chain.push(describe(next));
    next = next.issuerCertificate;
  }
  return chain;
}

/** Whole days until the first of a chain ends, rounded down: negative where one has ended; `null` for no chain. */
export function daysLeft(chain: readonly Pick<ShownCertificate, 'valid_to'>[], now: number): number | null {
  if (chain.length === 0) return null;
  return Math.floor((Math.min(...chain.map(({ valid_to }) => valid_to)) - now) / DAY_MS);
}

/**
 * Speaks TLS over a connection. Whatever the server shows is told and judged by the caller, who must not send anything
 * that matters before. @throws {Error} where the handshake fails
 */
export async function secure(
  socket: Socket,
  {
    host,
    ca,
    signal,
  }: { readonly host: string; readonly ca: string | undefined; readonly signal: AbortSignal },
): Promise<{ readonly socket: TLSSocket; readonly shown: Shown }> {
  const name = host.replace(/\.$/, '');
  const tls = connect({
    socket,
    host: name,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(ca === undefined ? {} : { ca }),
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
  });
  const done = new Promise<void>((resolve, reject) => {
    tls.once('secureConnect', resolve);
    // One that is cut after the handshake is told to whoever reads then.
    tls.on('error', reject);
    tls.once('close', () => {
      reject(new Error('The connection was closed'));
    });
  });
  await orAborted(done, signal);
  // Node declares an error, and gives its code as a text where there is one.
  const wrong: unknown = tls.authorized ? null : tls.authorizationError;
  const problem = wrong === null ? null : typeof wrong === 'string' ? wrong : codeOf(wrong);
  return {
    socket: tls,
    shown: {
      problem,
      protocol: tls.getProtocol(),
      chain: chainOf(tls),
    },
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
