/** The authority and the server's own certificate as they are kept: certificates open, keys sealed. */
import type { Kysely } from 'kysely';
import type { Database, Migrations } from '../../kernel/database.ts';
import type { SecretBox, SecretPlace } from '../../kernel/secret-box.ts';

/** What is kept. */
export type CertificateName = 'authority' | 'server';

/** A certificate with its key. */
export interface KeptCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly key: Uint8Array;
}

interface Tables {
  tls_certificates: { name: CertificateName; certificate: string; private_key: Uint8Array; made_at: number };
}

/** Steps that make the table. */
export const tlsMigrations: Migrations = {
  tls_001_certificates: {
    async up(db) {
      await db.schema
        .createTable('tls_certificates')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('certificate', 'text', (column) => column.notNull())
        .addColumn('private_key', 'blob', (column) => column.notNull())
        .addColumn('made_at', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};

const placeOf = (name: CertificateName): SecretPlace => ({
  table: 'tls_certificates',
  column: 'private_key',
  row: name,
});

/** Reads and writes. Whatever touches keys throws as {@link SecretBox} does while it is locked. */
export type CertificateStore = ReturnType<typeof createCertificateStore>;

/** The store over the state database. */
export function createCertificateStore(database: Database, secretBox: SecretBox) {
  const db = (): Kysely<Tables> => database.query<Tables>();
  return {
    async read(name: CertificateName): Promise<KeptCertificate | null> {
      const row = await db()
        .selectFrom('tls_certificates')
        .select(['certificate', 'private_key'])
        .where('name', '=', name)
        .executeTakeFirst();
      if (!row) return null;
      return { certificate: row.certificate, key: secretBox.open(placeOf(name), row.private_key) };
    },
    async put(name: CertificateName, { certificate, key }: KeptCertificate, madeAt: number): Promise<void> {
      const row = { name, certificate, private_key: secretBox.seal(placeOf(name), key), made_at: madeAt };
      await db().replaceInto('tls_certificates').values(row).execute();
    },
  };
}
