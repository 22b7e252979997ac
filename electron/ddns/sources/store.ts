/** The table of sources. */
import type { Kysely } from 'kysely';
import type { SourceKind } from '../../../shared/api/ddns-sources.ts';
import type { Database } from '../../kernel/database.ts';

/** A source as it is kept. Times in ms UTC. */
export interface StoredSource {
  readonly source_id: string;
  readonly name: string;
  readonly kind: SourceKind;
  /** By kind; checked before they are kept, see `members.ts`. */
  readonly members: readonly string[];
  /** Independent members that must say the same; 1 for interface and static. */
  readonly quorum: number;
  /** Comes with CloudCube: changed, never deleted. */
  readonly built_in: boolean;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

interface Tables {
  ddns_sources: Omit<StoredSource, 'members' | 'built_in'> & { members: string; built_in: number };
}

function toRow(source: StoredSource): Tables['ddns_sources'] {
  return { ...source, members: JSON.stringify(source.members), built_in: source.built_in ? 1 : 0 };
}

/** Reads and writes; joins the transaction it is called in. */
export type SourceStore = ReturnType<typeof createSourceStore>;

/** The store over the state database. */
export function createSourceStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();
  return {
    async all(): Promise<StoredSource[]> {
      const rows = await db().selectFrom('ddns_sources').selectAll().orderBy('source_id').execute();
      return rows.map((row) => ({
        ...row,
        members: JSON.parse(row.members) as string[],
        built_in: row.built_in === 1,
      }));
    },
    async insert(sources: readonly StoredSource[]): Promise<void> {
      await db().insertInto('ddns_sources').values(sources.map(toRow)).execute();
    },
    async update(source: StoredSource): Promise<void> {
      await db()
        .updateTable('ddns_sources')
        .set(toRow(source))
        .where('source_id', '=', source.source_id)
        .execute();
    },
    async remove(sourceId: string): Promise<void> {
      await db().deleteFrom('ddns_sources').where('source_id', '=', sourceId).execute();
    },
  };
}
