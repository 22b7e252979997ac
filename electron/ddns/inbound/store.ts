/** The table of devices' tokens. What they told of themselves stands with the sources. */
import type { Kysely } from 'kysely';
import type { Database } from '../../kernel/database.ts';

/** A device's way in as it is kept. Times in ms UTC. */
export interface StoredToken {
  readonly token_id: string;
  readonly name: string;
  /** SHA-256 of the token, which itself is nowhere. */
  readonly token_hash: string;
  /** Names that the device may speak for. */
  readonly host_ids: readonly string[];
  readonly created_at: number;
  readonly last_used: number | null;
  readonly uses: number;
}

/** How often a token was used, and when last. */
export type TokenUse = Pick<StoredToken, 'token_id' | 'last_used' | 'uses'>;

interface Tables {
  ddns_inbound_tokens: Omit<StoredToken, 'host_ids'> & { host_ids: string };
}

/** Reads and writes; joins the transaction it is called in. */
export type InboundStore = ReturnType<typeof createInboundStore>;

/** The store over the state database. */
export function createInboundStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();
  return {
    async all(): Promise<StoredToken[]> {
      const rows = await db().selectFrom('ddns_inbound_tokens').selectAll().orderBy('token_id').execute();
      return rows.map((row) => ({ ...row, host_ids: JSON.parse(row.host_ids) as string[] }));
    },
    async insert(token: StoredToken): Promise<void> {
      const row = { ...token, host_ids: JSON.stringify(token.host_ids) };
      await db().insertInto('ddns_inbound_tokens').values(row).execute();
    },
    async remove(tokenId: string): Promise<void> {
      await db().deleteFrom('ddns_inbound_tokens').where('token_id', '=', tokenId).execute();
    },
    /** Together or not at all: the disk is woken once. */
    noteUses(uses: readonly TokenUse[]): Promise<void> {
      return database.transact(async () => {
        for (const { token_id: id, last_used, uses: count } of uses) {
          await db()
            .updateTable('ddns_inbound_tokens')
            .set({ last_used, uses: count })
            .where('token_id', '=', id)
            .execute();
        }
      });
    },
  };
}
