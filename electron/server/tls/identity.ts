/**
 * What this server shows to those who call it by TLS: the owner's certificate where there is one, else one of our own
 * authority. It is made when TLS is first wanted, renewed by itself, and made anew when the machine's names change.
 */
import { X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import { createLock } from '../../kernel/lock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { constraintsFor, issueCertificate, makeAuthority, withinReach, type Authority } from './authority.ts';
import type { CertificateStore } from './certificate-store.ts';
import { readFiles, stampOf, type CertificateFiles } from './owners-files.ts';

/** A certificate with its key, both PEM, as TLS takes them. */
export interface TlsIdentity {
  readonly source: 'owner' | 'authority';
  readonly certificate: string;
  readonly key: string;
  /** Names and addresses it is good for. */
  readonly subjects: readonly string[];
  /** ms UTC. */
  readonly not_after: number;
}

/** What it stands on. */
export interface IdentityDeps {
  readonly store: CertificateStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly hostname: string;
  /** Names and addresses under which this machine is called, asked anew each time. */
  readonly subjects: () => readonly string[];
  /** The owner's files; `null` where there are none. */
  readonly files: () => CertificateFiles | null;
}

/** The server's identity. */
export interface Identity {
  /** As it stands now. @throws {OperationalError} while the secret box is locked and nothing was made before. */
  current(): Promise<TlsIdentity>;
  /** Looks whether it is still right, and answers it anew: `changed` where it is another one now. */
  refresh(): Promise<{ readonly identity: TlsIdentity; readonly changed: boolean }>;
  /** The certificate (PEM) that a phone is told to trust. */
  authority(): Promise<string>;
  /** Why the owner's files are not in use; `null` where they are, or there are none. */
  reason(): StoredReason | null;
}

/** The part of a life that must be left. */
const RENEW_AT = 1 / 3;

/** IPv6 addresses are written long in a certificate's text; here as in RFC 5952. */
const canonical = (one: string): string => (ipaddr.isValid(one) ? ipaddr.parse(one).toString() : one);

/** Names and addresses in a certificate. */
function subjectsOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .map((entry) => canonical(entry.replace(/^(?:DNS|IP Address):/, '')))
    .filter((entry) => entry !== '');
}

/** Makes it; nothing is read or made before it is first asked. */
export function createIdentity(deps: IdentityDeps): Identity {
  const { store, clock, logger, hostname } = deps;
  // Two at once would make two authorities.
  const inTurn = createLock();
  let identity: TlsIdentity | null = null;
  let stamp: string | null = null;
  let reason: StoredReason | null = null;

  async function authority(): Promise<Authority> {
    const kept = await store.read('authority');
    if (kept && new X509Certificate(kept.certificate).validToDate.getTime() > clock.now()) return kept;
    const made = await makeAuthority(hostname, clock.now());
    await store.put('authority', made, clock.now());
    logger.info({ hostname }, 'A certificate authority for this network was made');
    return made;
  }

  function isGood(
    certificate: X509Certificate,
    issuer: X509Certificate,
    subjects: readonly string[],
  ): boolean {
    const [from, to] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
    const left = (to - clock.now()) / (to - from);
    const has = new Set(subjectsOf(certificate));
    const isOurs = certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
    return isOurs && left > RENEW_AT && left <= 1 && subjects.every((one) => has.has(one));
  }

  async function ownIdentity(): Promise<TlsIdentity> {
    const issuer = await authority();
    const subjects = withinReach(constraintsFor(hostname), deps.subjects().map(canonical));
    const kept = await store.read('server');
    if (kept) {
      const certificate = new X509Certificate(kept.certificate);
      if (isGood(certificate, new X509Certificate(issuer.certificate), subjects)) {
        return {
          source: 'authority',
          certificate: kept.certificate,
          key: Buffer.from(kept.key).toString(),
          subjects: subjectsOf(certificate),
          not_after: certificate.validToDate.getTime(),
        };
      }
    }
    const { certificate, key, not_after } = await issueCertificate(issuer, subjects, clock.now());
    await store.put('server', { certificate, key: Buffer.from(key) }, clock.now());
    logger.info({ subjects, not_after }, 'A certificate for this network was made');
    return { source: 'authority', certificate, key, subjects, not_after };
  }

  async function look(): Promise<TlsIdentity> {
    const files = deps.files();
    if (files === null) {
      stamp = null;
      reason = null;
      return ownIdentity();
    }
    const now = await stampOf(files);
    if (identity?.source === 'owner' && stamp === now) return identity;
    stamp = now;
    try {
      const { certificate, key, first } = await readFiles(files);
      reason = null;
      return {
        source: 'owner',
        certificate,
        key,
        subjects: subjectsOf(first),
        not_after: first.validToDate.getTime(),
      };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (reason?.code !== error.code) logger.warn({ error }, 'The owner’s certificate cannot be used');
      ({ reason } = error);
    }
    // What was good is kept: half of a renewal may be written.
    return identity?.source === 'owner' ? identity : ownIdentity();
  }

  const refresh = (): Promise<{ identity: TlsIdentity; changed: boolean }> =>
    inTurn(async () => {
      const before = identity;
      identity = await look();
      return {
        identity,
        changed: identity.certificate !== before?.certificate || identity.key !== before.key,
      };
    });

  return {
    current: async () => identity ?? (await refresh()).identity,
    refresh,
    authority: () => inTurn(async () => (await authority()).certificate),
    reason: () => reason,
  };
}
