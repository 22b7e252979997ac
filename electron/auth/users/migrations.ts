/** What users got beyond name and password: tables and columns. Moments are milliseconds UTC. */
import { sql } from 'kysely';
import type { Migrations } from '../../kernel/database.ts';

/** Failures of a key (an address, an account) that are not forgotten yet. */
export interface TriesRow {
  key: string;
  /** Whose account it is, where there is one: to find it by name. */
  user_id: string | null;
  /** Since the last lock, or since the last time that was quiet for long enough. */
  failures: number;
  last_failed_at: number;
  /** How often it was locked. */
  locks: number;
  /** 0 where it never was. */
  locked_until: number;
}

/** A recovery code that was not used yet. */
export interface RecoveryCodeRow {
  code_hash: string;
  user_id: string;
  created_at: number;
}

/** A code that was sent by e-mail. One for each address and purpose. */
export interface MailCodeRow {
  email_key: string;
  purpose: string;
  /** PHC string of argon2id: six digits are too few for a plain hash (OWASP ASVS 5.0, 6.5.2). */
  code_hash: string;
  tries_left: number;
  created_at: number;
  expires_at: number;
}

/** An own role. */
export interface RoleRow {
  name: string;
  description: string;
  /** JSON list. */
  permissions: string;
  created_at: number;
  updated_at: number;
}

/** Tables of users, beside `users` itself. */
export interface UserTables {
  auth_tries: TriesRow;
  auth_recovery_codes: RecoveryCodeRow;
  auth_mail_codes: MailCodeRow;
  auth_roles: RoleRow;
}

/** Steps that make them. */
export const userMigrations: Migrations = {
  auth_007_users: {
    async up(db) {
      // SQLite adds one column at a time.
      const add = (name: string, type: 'text' | 'integer' | 'blob') =>
        db.schema.alterTable('users').addColumn(name, type).execute();
      await add('email', 'text');
      await add('email_key', 'text');
      await add('full_name', 'text');
      await db.schema
        .alterTable('users')
        .addColumn('is_active', 'integer', (column) => column.notNull().defaultTo(1))
        .execute();
      await add('totp_secret', 'blob');
      await add('totp_enabled_at', 'integer');
      await add('totp_last_step', 'integer');
      await db.schema
        .alterTable('users')
        .addColumn('password_changed_at', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await sql`update users set password_changed_at = created_at`.execute(db);
      await db.schema.createIndex('users_by_email').unique().on('users').column('email_key').execute();

      await db.schema
        .createTable('auth_tries')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('user_id', 'text')
        .addColumn('failures', 'integer', (column) => column.notNull())
        .addColumn('last_failed_at', 'integer', (column) => column.notNull())
        .addColumn('locks', 'integer', (column) => column.notNull())
        .addColumn('locked_until', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('auth_recovery_codes')
        .addColumn('code_hash', 'text', (column) => column.primaryKey())
        .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('auth_recovery_codes_by_user')
        .on('auth_recovery_codes')
        .column('user_id')
        .execute();
      await db.schema
        .createTable('auth_mail_codes')
        .addColumn('email_key', 'text', (column) => column.notNull())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('code_hash', 'text', (column) => column.notNull())
        .addColumn('tries_left', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('auth_mail_codes_key', ['email_key', 'purpose'])
        .execute();
    },
  },
  auth_009_roles: {
    async up(db) {
      await db.schema
        .createTable('auth_roles')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('description', 'text', (column) => column.notNull())
        .addColumn('permissions', 'text', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};
