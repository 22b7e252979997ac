/** Tables of the `auth` area. Moments are milliseconds UTC since 1970. */
import { sql } from 'kysely';
import type { Migrations } from '../kernel/database.ts';
import { oidcMigrations, type OidcTables } from './oidc/migrations.ts';
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

/** How a sign-in shows itself: with tokens (a program), or with a cookie (the page). */
export type SignInKind = 'token' | 'session';

/** One sign-in, for as long as it is kept up. */
export interface SessionRow {
  session_id: string;
  user_id: string;
  kind: SignInKind;
  /** SHA-256 of the session token in the cookie; `null` for a sign-in with tokens. */
  token_hash: string | null;
  created_at: number;
  expires_at: number;
  ip: string;
  user_agent: string;
  /** Written once a minute. */
  last_seen_at: number;
  last_ip: string;
}

/** A refresh token that was given out. The sign-in is its family. */
export interface RefreshTokenRow {
  /** SHA-256. */
  token_hash: string;
  session_id: string;
  /** Counts from 0 in its family; the highest is the one that is good now. */
  generation: number;
  /** When its successor was given out. */
  replaced_at: number | null;
}

/** 32 random bytes of this installation, from which successors of refresh tokens are derived. One row. */
export interface ServerKeyRow {
  id: string;
  /** Sealed by the secret box. */
  secret: Uint8Array;
  created_at: number;
}

/** An API key. Lists are JSON. */
export interface KeyRow {
  key_id: string;
  user_id: string;
  name: string;
  description: string | null;
  tags: string;
  scopes: string;
  networks: string;
  /** SHA-256 of the secret. */
  secret_hash: string;
  /** The same of the secret before the last rotation, good until `old_secret_until`. */
  old_secret_hash: string | null;
  old_secret_until: number | null;
  rotated_at: number | null;
  created_at: number;
  updated_at: number;
  expires_at: number | null;
  disabled_at: number | null;
  revoked_at: number | null;
  rate_requests: number | null;
  rate_seconds: number | null;
  concurrency_limit: number | null;
  last_used: number | null;
  last_used_ip: string | null;
  usage_count: number;
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
export interface AuthTables extends UserTables, OidcTables {
  users: UserRow;
  auth_sessions: SessionRow;
  auth_refresh_tokens: RefreshTokenRow;
  auth_server_keys: ServerKeyRow;
  auth_keys: KeyRow;
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
  auth_005_sign_ins: {
    async up(db) {
      // SQLite drops no column that is unique, so the table is made anew. Sign-ins of before go on: their refresh
      // tokens become the first of their families.
      await db.schema.dropIndex('auth_sessions_by_user').execute();
      await db.schema.dropIndex('auth_sessions_by_expiry').execute();
      await db.schema.alterTable('auth_sessions').renameTo('auth_sessions_before').execute();
      await db.schema
        .createTable('auth_sessions')
        .addColumn('session_id', 'text', (column) => column.primaryKey())
        .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('token_hash', 'text', (column) => column.unique())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'integer', (column) => column.notNull())
        .addColumn('ip', 'text', (column) => column.notNull())
        .addColumn('user_agent', 'text', (column) => column.notNull())
        .addColumn('last_seen_at', 'integer', (column) => column.notNull())
        .addColumn('last_ip', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('auth_refresh_tokens')
        .addColumn('token_hash', 'text', (column) => column.primaryKey())
        .addColumn('session_id', 'text', (column) =>
          column.notNull().references('auth_sessions.session_id').onDelete('cascade'),
        )
        .addColumn('generation', 'integer', (column) => column.notNull())
        .addColumn('replaced_at', 'integer')
        .execute();
      await sql`
        insert into auth_sessions
        select session_id, user_id, 'token', null, created_at, expires_at, ip, '', refreshed_at, ip
        from auth_sessions_before`.execute(db);
      await sql`
        insert into auth_refresh_tokens select refresh_hash, session_id, 0, null from auth_sessions_before
      `.execute(db);
      await db.schema.dropTable('auth_sessions_before').execute();
      await db.schema
        .createIndex('auth_sessions_by_user')
        .on('auth_sessions')
        .columns(['user_id', 'last_seen_at'])
        .execute();
      await db.schema
        .createIndex('auth_sessions_by_expiry')
        .on('auth_sessions')
        .column('expires_at')
        .execute();
      await db.schema
        .createIndex('auth_refresh_tokens_by_session')
        .on('auth_refresh_tokens')
        .columns(['session_id', 'generation'])
        .execute();
      await db.schema
        .createTable('auth_server_keys')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('secret', 'blob', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .execute();
    },
  },
  auth_006_keys: {
    async up(db) {
      await db.schema
        .createTable('auth_keys')
        .addColumn('key_id', 'text', (column) => column.primaryKey())
        .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('description', 'text')
        .addColumn('tags', 'text', (column) => column.notNull())
        .addColumn('scopes', 'text', (column) => column.notNull())
        .addColumn('networks', 'text', (column) => column.notNull())
        .addColumn('secret_hash', 'text', (column) => column.notNull())
        .addColumn('old_secret_hash', 'text')
        .addColumn('old_secret_until', 'integer')
        .addColumn('rotated_at', 'integer')
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'integer')
        .addColumn('disabled_at', 'integer')
        .addColumn('revoked_at', 'integer')
        .addColumn('rate_requests', 'integer')
        .addColumn('rate_seconds', 'integer')
        .addColumn('concurrency_limit', 'integer')
        .addColumn('last_used', 'integer')
        .addColumn('last_used_ip', 'text')
        .addColumn('usage_count', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('auth_keys_by_user').on('auth_keys').column('user_id').execute();
    },
  },
  ...userMigrations,
  ...oidcMigrations,
};
