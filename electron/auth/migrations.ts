/** Tables of the `auth` area. Moments are milliseconds UTC since 1970. */
import type { Migrations } from '../kernel/database.ts';
import { userMigrations, type UserTables } from './users/migrations.ts';

/** A person who may sign in. */
export interface UserRow {
  id: string;
  /** As it is shown. */
  username: string;
  /** The name as it is compared: see `foldUsername`. */
  username_key: string;
  /** PHC string of argon2id. */
  password_hash: string;
  role: string;
  /** Rises when password, role or state change; tokens of an older epoch are refused. */
  epoch: number;
  created_at: number;
  updated_at: number;
  last_login: number | null;
  /** As it is shown. */
  email: string | null;
  /** The address as it is compared: see `foldEmail`. */
  email_key: string | null;
  full_name: string | null;
  /** SQLite has no booleans. */
  is_active: 0 | 1;
  /** Sealed by the secret box; there from the beginning of setting it up. */
  totp_secret: Uint8Array | null;
  /** Since when codes are asked for. */
  totp_enabled_at: number | null;
  /** Time step (RFC 6238 §4.2) of the last code that was taken: none is taken twice. */
  totp_last_step: number | null;
  password_changed_at: number;
}

/** One sign-in, for as long as it is kept up. */
export interface SessionRow {
  session_id: string;
  user_id: string;
  /** SHA-256 of the one refresh token that is good now. */
  refresh_hash: string;
  created_at: number;
  refreshed_at: number;
  expires_at: number;
  ip: string;
}

/** A key pair that signs access tokens. */
export interface SigningKeyRow {
  kid: string;
  /** PKCS #8 (RFC 5958) in DER, sealed by the secret box. */
  private_key: Uint8Array;
  /** SubjectPublicKeyInfo in PEM. */
  public_key: string;
  created_at: number;
  /** Since when it signs nothing new; `null` for the one in use. */
  retired_at: number | null;
}

/** The setup token that is good now. One row at most. */
export interface SetupLinkRow {
  token_hash: string;
  created_at: number;
  expires_at: number;
}

/** Tables of this area. */
export interface AuthTables extends UserTables {
  users: UserRow;
  auth_sessions: SessionRow;
  auth_signing_keys: SigningKeyRow;
  auth_setup_links: SetupLinkRow;
}

/** Steps that make them. */
export const authMigrations: Migrations = {
  auth_001_users: {
    async up(db) {
      await db.schema
        .createTable('users')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('username', 'text', (column) => column.notNull())
        .addColumn('username_key', 'text', (column) => column.notNull().unique())
        .addColumn('password_hash', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('epoch', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .addColumn('last_login', 'integer')
        .execute();
    },
  },
  auth_002_sessions: {
    async up(db) {
      await db.schema
        .createTable('auth_sessions')
        .addColumn('session_id', 'text', (column) => column.primaryKey())
        .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
        .addColumn('refresh_hash', 'text', (column) => column.notNull().unique())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('refreshed_at', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'integer', (column) => column.notNull())
        .addColumn('ip', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('auth_sessions_by_user')
        .on('auth_sessions')
        .columns(['user_id', 'refreshed_at'])
        .execute();
      await db.schema
        .createIndex('auth_sessions_by_expiry')
        .on('auth_sessions')
        .column('expires_at')
        .execute();
    },
  },
  auth_003_signing_keys: {
    async up(db) {
      await db.schema
        .createTable('auth_signing_keys')
        .addColumn('kid', 'text', (column) => column.primaryKey())
        .addColumn('private_key', 'blob', (column) => column.notNull())
        .addColumn('public_key', 'text', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('retired_at', 'integer')
        .execute();
    },
  },
  auth_004_setup_links: {
    async up(db) {
      await db.schema
        .createTable('auth_setup_links')
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'integer', (column) => column.notNull())
        .execute();
    },
  },
  ...userMigrations,
};
