/** Issuers and the people who came from them, as they are stored. */
import type { Database } from '../../kernel/database.ts';
import type { AuthTables } from '../migrations.ts';
import type { OidcIdentityRow, OidcProviderRow } from './migrations.ts';

/** Somebody at an issuer (OpenID Connect Core 1.0 §5.7: issuer and subject together, nothing else). */
export type Identity = Pick<OidcIdentityRow, 'issuer' | 'subject'>;

/** An issuer with its lists read; the secret sealed. */
export interface StoredProvider extends Omit<OidcProviderRow, 'scopes' | 'role_map' | 'enabled'> {
  readonly scopes: readonly string[];
  readonly role_map: Readonly<Record<string, string>>;
  readonly enabled: boolean;
}

/** Reads and writes them. */
export interface OidcStore {
  all(): Promise<StoredProvider[]>;
  byId(id: string): Promise<StoredProvider | undefined>;
  put(provider: StoredProvider): Promise<void>;
  delete(id: string): Promise<void>;
  userOf(identity: Identity): Promise<string | undefined>;
  link(row: OidcIdentityRow): Promise<void>;
}

const fromRow = ({ scopes, role_map, enabled, ...row }: OidcProviderRow): StoredProvider => ({
  ...row,
  scopes: JSON.parse(scopes) as string[],
  role_map: JSON.parse(role_map) as Record<string, string>,
  enabled: enabled === 1,
});

const toRow = ({ scopes, role_map, enabled, ...provider }: StoredProvider): OidcProviderRow => ({
  ...provider,
  scopes: JSON.stringify(scopes),
  role_map: JSON.stringify(role_map),
  enabled: enabled ? 1 : 0,
});

/** The store over the state database. */
export function createOidcStore(database: Database): OidcStore {
  const tables = () => database.query<AuthTables>();
  return {
    async all() {
      return (await tables().selectFrom('auth_oidc_providers').selectAll().orderBy('id').execute()).map(
        fromRow,
      );
    },
    async byId(id) {
      const row = await tables()
        .selectFrom('auth_oidc_providers')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && fromRow(row);
    },
    async put(provider) {
      const row = toRow(provider);
      await tables()
        .insertInto('auth_oidc_providers')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
    async delete(id) {
      await tables().deleteFrom('auth_oidc_providers').where('id', '=', id).execute();
    },
    async userOf({ issuer, subject }) {
      const row = await tables()
        .selectFrom('auth_oidc_identities')
        .select('user_id')
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst();
      return row?.user_id;
    },
    async link(row) {
      await tables().insertInto('auth_oidc_identities').values(row).execute();
    },
  };
}
