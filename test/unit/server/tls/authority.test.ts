import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  constraintsFor,
  issueCertificate,
  makeAuthority,
  withinReach,
  type Authority,
  type ServerCertificate,
} from '../../../../electron/server/tls/authority.ts';

const NOW = Date.now();
const DAY_MS = 24 * 3600_000;
const subjects = ['nas.local', 'nas.home.arpa', '192.168.1.20', 'fd00::20', '127.0.0.1'];

let authority: Authority;
let issued: ServerCertificate;
const folders: string[] = [];

beforeAll(async () => {
  authority = await makeAuthority('nas', NOW);
  issued = await issueCertificate(authority, subjects, NOW);
});
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What OpenSSL says of a certificate under the authority, checked as strictly as it can. */
function verify(leaf: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-tls-'));
  folders.push(folder);
  writeFileSync(join(folder, 'ca.pem'), authority.certificate);
  writeFileSync(join(folder, 'leaf.pem'), leaf);
  try {
    const purpose = ['-x509_strict', '-purpose', 'sslserver'];
    return execFileSync('openssl', ['verify', ...purpose, '-CAfile', 'ca.pem', 'leaf.pem'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

describe('a certificate of this server', () => {
  it('passes the strictest check there is', () => {
    expect(verify(issued.certificate)).toContain('leaf.pem: OK');
  });

  it('is for the names and addresses it was made for', () => {
    const certificate = new X509Certificate(issued.certificate);
    expect(certificate.checkHost('nas.local')).toBe('nas.local');
    expect(certificate.checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect(certificate.checkIP('fd00::20')).toBe('fd00::20');
    expect(certificate.checkHost('other.local')).toBeUndefined();
    expect(certificate.ca).toBe(false);
  });

  it('lasts no longer than Apple takes it, nor than its authority', async () => {
    expect(issued.not_after - NOW).toBeLessThan(825 * DAY_MS);
    expect(new X509Certificate(issued.certificate).validToDate.getTime()).toBe(
      Math.floor(issued.not_after / 1000) * 1000,
    );
    const late = await issueCertificate(authority, subjects, NOW + 3600 * DAY_MS);
    expect(late.not_after).toBe(new X509Certificate(authority.certificate).validToDate.getTime());
  });

  it.each([['www.example.com'], ['8.8.8.8'], ['2606:4700::1']])(
    'for %s is refused by whoever trusts the authority',
    async (outside) => {
      const { certificate } = await issueCertificate(authority, [outside], NOW);
      expect(verify(certificate)).toContain('permitted subtree violation');
    },
  );

  it('is taken over TLS by whoever trusts the authority, and by nobody else', async () => {
    const server = createServer({ cert: issued.certificate, key: issued.key }, (socket) => socket.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const call = async (ca: string[], servername?: string): Promise<string> => {
      const socket = connect({ host: '127.0.0.1', port, ca, ...(servername ? { servername } : {}) });
      try {
        await once(socket, 'secureConnect');
        return 'taken';
      } catch (error) {
        return String((error as NodeJS.ErrnoException).code);
      } finally {
        socket.destroy();
      }
    };
    expect(await call([authority.certificate], 'nas.home.arpa')).toBe('taken');
    expect(await call([authority.certificate])).toBe('taken');
    expect(await call([authority.certificate], 'evil.local')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await call([])).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    const other = await makeAuthority('nas', NOW);
    expect(await call([other.certificate])).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });
});

describe('the authority', () => {
  it('may make no further authorities', () => {
    const certificate = new X509Certificate(authority.certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.subject).toContain('CloudCube on nas');
    expect(certificate.validToDate.getTime() - NOW).toBeGreaterThan(9 * 365 * DAY_MS);
  });

  it('vouches for what is a home’s, and tells what it cannot', () => {
    const all = [
      'nas',
      'NAS.example.com',
      'nas.local',
      '192.168.1.20',
      '8.8.8.8',
      'fe80::1',
      '2001:db8::1',
      'nas',
    ];
    expect(withinReach(constraintsFor('nas'), all)).toEqual(['nas', 'nas.local', '192.168.1.20', 'fe80::1']);
  });
});
