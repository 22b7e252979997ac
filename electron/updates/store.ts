/** The last finding, kept in `state.db`: a start anew asks nobody before it is time. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Database, Migrations } from '../kernel/database.ts';
import { nothingFound, type Finding } from './model.ts';

interface UpdateTables {
  updates: {
    id: number;
    repository: string;
    version: string | null;
    tag: string | null;
    published_at: number | null;
    etag: string | null;
    asked_at: number | null;
    next_at: number | null;
    held_until: number | null;
    reason: string | null;
  };
}

/** Steps that make its table. */
export const updateMigrations: Migrations = {
  updates_001_finding: {
    async up(db) {
      await db.schema
        .createTable('updates')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('repository', 'text', (column) => column.notNull())
        .addColumn('version', 'text')
        .addColumn('tag', 'text')
        .addColumn('published_at', 'integer')
        .addColumn('etag', 'text')
        .addColumn('asked_at', 'integer')
        .addColumn('next_at', 'integer')
        .addColumn('held_until', 'integer')
        .addColumn('reason', 'text')
        .execute();
    },
  },
};

const THE_ROW = 1;

/** Over a migrated `state.db`. */
export function createUpdateStore(database: Database) {
  const db = () => database.query<UpdateTables>();
  return {
    /** What was found of this repository. */
    async get(repository: string): Promise<Finding> {
      const row = await db().selectFrom('updates').selectAll().executeTakeFirst();
      if (row?.repository !== repository) return nothingFound(repository);
      const { version, tag, published_at, etag, asked_at, next_at, held_until, reason } = row;
      return {
        ...{ repository, etag, asked_at, next_at, held_until },
        release: version === null || tag === null ? null : { version, tag, published_at },
        reason: reason === null ? null : (JSON.parse(reason) as StoredReason),
      };
    },
    async put({ release, reason, ...rest }: Finding): Promise<void> {
      const values = {
        ...rest,
        version: release?.version ?? null,
        tag: release?.tag ?? null,
        published_at: release?.published_at ?? null,
        reason: reason && JSON.stringify(reason),
      };
      await db()
        .insertInto('updates')
        .values({ id: THE_ROW, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
  };
}
