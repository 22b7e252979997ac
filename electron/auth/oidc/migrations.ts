/** Tables of signing in at other issuers. Moments are milliseconds UTC. */
import type { Migrations } from '../../kernel/database.ts';

/** An issuer. */
export interface OidcProviderRow {
  id: string;
  title: string;
  issuer: string;
  client_id: string;
  /** Sealed by the secret box; `null` for a public client. */
  client_secret: Uint8Array | null;
  /** JSON list. */
  scopes: string;
  role_claim: string | null;
  /** JSON object: role by word of the claim. */
  role_map: string;
  standard_role: string | null;
  enabled: 0 | 1;
  created_at: number;
  updated_at: number;
}

/** Somebody at an issuer, and who that is here. */
export interface OidcIdentityRow {
  issuer: string;
  subject: string;
  user_id: string;
  created_at: number;
}

/** These tables. */
export interface OidcTables {
  auth_oidc_providers: OidcProviderRow;
  auth_oidc_identities: OidcIdentityRow;
}

/** Steps that make them. */
export const oidcMigrations: Migrations = {
  auth_008_oidc: {
    async up(db) {
      await db.schema
        .createTable('auth_oidc_providers')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('issuer', 'text', (column) => column.notNull())
        .addColumn('client_id', 'text', (column) => column.notNull())
        .addColumn('client_secret', 'blob')
        .addColumn('scopes', 'text', (column) => column.notNull())
        .addColumn('role_claim', 'text')
        .addColumn('role_map', 'text', (column) => column.notNull())
        .addColumn('standard_role', 'text')
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('auth_oidc_identities')
        .addColumn('issuer', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('auth_oidc_identities_key', ['issuer', 'subject'])
        .execute();
      await db.schema
        .createIndex('auth_oidc_identities_by_user')
        .on('auth_oidc_identities')
        .column('user_id')
        .execute();
    },
  },
};
