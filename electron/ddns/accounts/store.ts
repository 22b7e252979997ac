/** The table of accounts. What is secret is sealed, and leaves it only to open an account. */
import type { Kysely } from 'kysely';
import type { Database } from '../../kernel/database.ts';
import type { SecretBox, SecretPlace } from '../../kernel/secret-box.ts';

/** An account as everybody may see it. Times in ms UTC. */
export interface StoredAccount {
  readonly account_id: string;
  readonly name: string;
  readonly provider: string;
  /** `null`: the provider's own. */
  readonly endpoint: string | null;
  /** The proxy without its password; `null` for none. */
  readonly proxy: string | null;
  /** Zones that the owner named; empty for all. */
  readonly zones: readonly string[];
  /** Names of the credentials that are set, in order. */
  readonly credentials_set: readonly string[];
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Credentials by their names. */
export type Credentials = Readonly<Record<string, string>>;

/** What of an account is sealed. */
export interface AccountSecrets {
  readonly credentials: Credentials;
  /** Whole, with its password; `null` for none. */
  readonly proxy: string | null;
}

interface Tables {
  ddns_accounts: Omit<StoredAccount, 'zones' | 'credentials_set'> & {
    zones: string;
    credentials_set: string;
    credentials: Uint8Array;
  };
}

const placeOf = (accountId: string): SecretPlace => ({
  table: 'ddns_accounts',
  column: 'credentials',
  row: accountId,
});

/** Reads and writes; joins the transaction it is called in. */
export type AccountStore = ReturnType<typeof createAccountStore>;

/** The store over the state database. Whatever touches secrets throws as {@link SecretBox} does while it is locked. */
export function createAccountStore(database: Database, secretBox: SecretBox) {
  const db = (): Kysely<Tables> => database.query<Tables>();

  function toRow(account: StoredAccount, secrets: AccountSecrets): Tables['ddns_accounts'] {
    const sealed = secretBox.seal(placeOf(account.account_id), Buffer.from(JSON.stringify(secrets)));
    return {
      ...account,
      zones: JSON.stringify(account.zones),
      credentials_set: JSON.stringify(account.credentials_set),
      credentials: sealed,
    };
  }

  return {
    async all(): Promise<StoredAccount[]> {
      const rows = await db()
        .selectFrom('ddns_accounts')
        .select(['account_id', 'name', 'provider', 'endpoint', 'proxy', 'zones', 'credentials_set'])
        .select(['revision', 'created_at', 'updated_at'])
        .orderBy('account_id')
        .execute();
      return rows.map((row) => ({
        ...row,
        zones: JSON.parse(row.zones) as string[],
        credentials_set: JSON.parse(row.credentials_set) as string[],
      }));
    },
    async secrets(accountId: string): Promise<AccountSecrets> {
      const { credentials } = await db()
        .selectFrom('ddns_accounts')
        .select('credentials')
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow();
      const opened = Buffer.from(secretBox.open(placeOf(accountId), credentials));
      return JSON.parse(opened.toString()) as AccountSecrets;
    },
    async insert(account: StoredAccount, secrets: AccountSecrets): Promise<void> {
      await db().insertInto('ddns_accounts').values(toRow(account, secrets)).execute();
    },
    async update(account: StoredAccount, secrets: AccountSecrets): Promise<void> {
      await db()
        .updateTable('ddns_accounts')
        .set(toRow(account, secrets))
        .where('account_id', '=', account.account_id)
        .execute();
    },
    async remove(accountId: string): Promise<void> {
      await db().deleteFrom('ddns_accounts').where('account_id', '=', accountId).execute();
    },
  };
}
