import { X509Certificate } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileKeyStore } from '../../../../electron/kernel/key-store.ts';
import { createSecretBox, secretMigrations } from '../../../../electron/kernel/secret-box.ts';
import { issueCertificate, makeAuthority } from '../../../../electron/server/tls/authority.ts';
import { createCertificateStore, tlsMigrations } from '../../../../electron/server/tls/certificate-store.ts';
import { createIdentity } from '../../../../electron/server/tls/identity.ts';
import type { CertificateFiles } from '../../../../electron/server/tls/owners-files.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder } from '../../kernel/folder.ts';

const DAY_MS = 24 * 3600_000;

async function open() {
  const folder = newFolder();
  const database = await newDatabase({ ...secretMigrations, ...tlsMigrations }, folder);
  const clock = createVirtualClock();
  const logger = listen();
  const secretBox = await createSecretBox({
    database,
    stores: [createFileKeyStore(folder, logger)],
    clock,
    logger,
  });
  const world = {
    subjects: ['nas', 'nas.local', '192.168.1.20', 'fd00::20', 'nas.example.com'] as readonly string[],
    files: null as CertificateFiles | null,
  };
  const store = createCertificateStore(database, secretBox);
  const start = () =>
    createIdentity({
      store,
      clock,
      logger,
      hostname: 'nas',
      subjects: () => world.subjects,
      files: () => world.files,
    });
  return { folder, database, clock, logger, world, start, identity: start() };
}

describe('the identity of our own authority', () => {
  it('is made when it is first asked for, for what the authority can vouch for', async () => {
    const { identity, database } = await open();
    const { source, subjects, certificate } = await identity.current();
    expect(source).toBe('authority');
    expect(subjects).toEqual(['nas', 'nas.local', '192.168.1.20', 'fd00::20']);
    const authority = new X509Certificate(await identity.authority());
    expect(new X509Certificate(certificate).verify(authority.publicKey)).toBe(true);
    const rows = await database
      .query<{ tls_certificates: { private_key: Uint8Array } }>()
      .selectFrom('tls_certificates')
      .selectAll()
      .execute();
    expect(rows).toHaveLength(2);
    for (const { private_key: sealed } of rows)
      expect(Buffer.from(sealed).toString('latin1')).not.toContain('PRIVATE');
  });

  it('is the same after a restart, and while nothing changes', async () => {
    const { identity, start, clock } = await open();
    const first = await identity.current();
    await clock.advance(100 * DAY_MS);
    expect(await identity.refresh()).toEqual({ identity: first, changed: false });
    const again = start();
    const later = await again.current();
    expect(later.certificate).toBe(first.certificate);
    expect(later.key).toBe(first.key);
    expect((await again.refresh()).changed).toBe(false);
  });

  it('is renewed in time, under the same authority', async () => {
    const { identity, clock } = await open();
    const before = await identity.current();
    const authority = await identity.authority();
    await clock.advance(300 * DAY_MS);
    const { identity: after, changed } = await identity.refresh();
    expect(changed).toBe(true);
    expect(after.not_after).toBeGreaterThan(before.not_after);
    expect(await identity.authority()).toBe(authority);
  });

  it('is made anew when the machine gets another name or address, and not when one goes', async () => {
    const { identity, world } = await open();
    await identity.current();
    world.subjects = [...world.subjects, '192.168.7.7'];
    expect(await identity.refresh()).toMatchObject({
      changed: true,
      identity: { subjects: expect.arrayContaining(['192.168.7.7']) as unknown },
    });
    world.subjects = ['nas'];
    expect((await identity.refresh()).changed).toBe(false);
  });

  it('is made once, whoever asks at the same time', async () => {
    const { identity } = await open();
    const all = await Promise.all([identity.current(), identity.authority(), identity.refresh()]);
    expect(new X509Certificate(all[0].certificate).checkIssued(new X509Certificate(all[1]))).toBe(true);
    expect(all[2].identity.certificate).toBe(all[0].certificate);
  });

  it('gets another authority when that has ended', async () => {
    const { identity, clock } = await open();
    const before = await identity.authority();
    await identity.current();
    await clock.advance(3651 * DAY_MS);
    const { identity: after } = await identity.refresh();
    expect(await identity.authority()).not.toBe(before);
    expect(
      new X509Certificate(after.certificate).checkIssued(new X509Certificate(await identity.authority())),
    ).toBe(true);
  });
});

describe('the owner’s own certificate', () => {
  async function withFiles() {
    const opened = await open();
    const files = { certificate: join(opened.folder, 'cert.pem'), key: join(opened.folder, 'key.pem') };
    const authority = await makeAuthority('elsewhere', opened.clock.now());
    const write = async (name: string): Promise<string> => {
      const { certificate, key } = await issueCertificate(authority, [name], opened.clock.now());
      writeFileSync(`${files.certificate}.new`, certificate);
      renameSync(`${files.certificate}.new`, files.certificate);
      writeFileSync(files.key, key);
      return certificate;
    };
    return { ...opened, files, write };
  }

  it('is used as it is, and again when its files are written anew', async () => {
    const { identity, world, files, write } = await withFiles();
    const first = await write('nas.example.com');
    world.files = files;
    expect(await identity.current()).toMatchObject({
      source: 'owner',
      certificate: first,
      subjects: ['nas.example.com'],
    });
    expect((await identity.refresh()).changed).toBe(false);
    const second = await write('nas.example.org');
    expect(await identity.refresh()).toMatchObject({ changed: true, identity: { certificate: second } });
  });

  it('that is half written leaves the one before in use, and is told', async () => {
    const { identity, world, files, write, logger } = await withFiles();
    await write('nas.example.com');
    world.files = files;
    const before = await identity.current();
    const { key } = await issueCertificate(await makeAuthority('x', Date.now()), ['other'], Date.now());
    writeFileSync(files.key, key);
    expect(await identity.refresh()).toEqual({ identity: before, changed: false });
    expect(identity.reason()).toEqual({ code: 'TLS_KEY_MISMATCH', params: { path: files.key } });
    writeFileSync(files.key, 'rubbish');
    await identity.refresh();
    expect(identity.reason()).toEqual({ code: 'TLS_FILE_NOT_PEM', params: { path: files.key } });
    expect(logger.lines.filter((line) => line.includes('cannot be used'))).toHaveLength(2);
  });

  it('that is not there leaves TLS to our own authority, and says why', async () => {
    const { identity, world, files, write } = await withFiles();
    world.files = files;
    expect((await identity.current()).source).toBe('authority');
    expect(identity.reason()).toMatchObject({ code: 'TLS_FILE_UNREADABLE', params: { problem: 'ENOENT' } });
    await write('nas.example.com');
    expect(await identity.refresh()).toMatchObject({ changed: true, identity: { source: 'owner' } });
    expect(identity.reason()).toBeNull();
    rmSync(files.certificate);
    world.files = null;
    expect((await identity.refresh()).identity.source).toBe('authority');
  });
});
