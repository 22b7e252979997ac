/** Where telemetry goes, kept in `state.db`; what is sent in headers is sealed. */
import type { Database, Migrations } from '../../kernel/database.ts';
import type { SecretBox, SecretPlace } from '../../kernel/secret-box.ts';

interface TelemetryTables {
  telemetry: { id: number; endpoint: string; header_names: string; headers: Uint8Array | null };
}

/** What is kept, without its secrets. */
export interface KeptTelemetry {
  readonly endpoint: string;
  readonly header_names: readonly string[];
}

/** Steps that make its table. */
export const telemetryMigrations: Migrations = {
  telemetry_001_destination: {
    async up(db) {
      await db.schema
        .createTable('telemetry')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('endpoint', 'text', (column) => column.notNull())
        .addColumn('header_names', 'text', (column) => column.notNull())
        .addColumn('headers', 'blob')
        .execute();
    },
  },
};

const PLACE: SecretPlace = { table: 'telemetry', column: 'headers', row: '1' };
const nothing: KeptTelemetry = { endpoint: '', header_names: [] };

/** Over a migrated `state.db`. */
export function createTelemetryStore(deps: {
  readonly database: Database;
  readonly secretBox: Pick<SecretBox, 'seal' | 'open'>;
}) {
  const { database, secretBox } = deps;
  const db = () => database.query<TelemetryTables>();
  const row = () => db().selectFrom('telemetry').selectAll().executeTakeFirst();

  return {
    async get(): Promise<KeptTelemetry> {
      const kept = await row();
      if (!kept) return nothing;
      return { endpoint: kept.endpoint, header_names: JSON.parse(kept.header_names) as string[] };
    },
    /** @throws {OperationalError} `SECRETS_KEY_MISSING`, `SECRETS_KEY_WRONG` */
    async headers(): Promise<Record<string, string>> {
      const sealed = (await row())?.headers;
      if (!sealed) return {};
      return JSON.parse(new TextDecoder().decode(secretBox.open(PLACE, sealed))) as Record<string, string>;
    },
    /** Headers stay where none are given. @throws as {@link headers} does */
    async put(endpoint: string, headers: Readonly<Record<string, string>> | undefined): Promise<void> {
      const names = headers && Object.keys(headers);
      const change = names && {
        header_names: JSON.stringify(names),
        headers:
          names.length === 0
            ? null
            : secretBox.seal(PLACE, new TextEncoder().encode(JSON.stringify(headers))),
      };
      await db()
        .insertInto('telemetry')
        .values({ id: 1, endpoint, header_names: '[]', headers: null, ...change })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ endpoint, ...change }))
        .execute();
    },
  };
}
