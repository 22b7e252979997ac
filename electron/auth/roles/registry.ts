/** Every role with its permissions, in memory: asked for at each request. Own ones are rows of `auth_roles`. */
import { builtInRoles } from '../../../shared/roles.ts';
import type { Database } from '../../kernel/database.ts';
import type { AuthTables } from '../migrations.ts';
import type { RoleRow } from '../users/migrations.ts';

/** An own role as it is kept. */
export interface OwnRole extends Omit<RoleRow, 'permissions'> {
  readonly permissions: readonly string[];
}

/** Tells what a role may do. */
export interface RoleRegistry {
  /**
   * Permissions of a role; none for one that is not known. The same list for as long as the role is the same, so that
   * what follows from it can be remembered by it.
   */
  permissionsOf(role: string): readonly string[];
  /** Asks the table, so that inside a transaction the answer holds until its end. */
  has(role: string): Promise<boolean>;
  /** An own role; `undefined` for one that is built in or not there. */
  own(role: string): OwnRole | undefined;
  /** All own ones, by name. */
  allOwn(): OwnRole[];
  /** Writes an own role. */
  put(role: OwnRole): Promise<void>;
  delete(name: string): Promise<void>;
}

const NONE: readonly string[] = [];

/** Reads the own roles. Memory follows the table after the commit. */
export async function createRoleRegistry(database: Database): Promise<RoleRegistry> {
  const tables = () => database.query<AuthTables>();
  const rows = await tables().selectFrom('auth_roles').selectAll().execute();
  const ownRoles = new Map<string, OwnRole>(
    rows.map((row) => [row.name, { ...row, permissions: JSON.parse(row.permissions) as string[] }]),
  );
  return {
    permissionsOf: (role) => builtInRoles.get(role) ?? ownRoles.get(role)?.permissions ?? NONE,
    async has(role) {
      if (builtInRoles.has(role)) return true;
      const row = await tables()
        .selectFrom('auth_roles')
        .select('name')
        .where('name', '=', role)
        .executeTakeFirst();
      return row !== undefined;
    },
    own: (role) => ownRoles.get(role),
    allOwn: () => [...ownRoles.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    async put(role) {
      const row = { ...role, permissions: JSON.stringify(role.permissions) };
      await tables()
        .insertInto('auth_roles')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
      database.afterCommit(() => ownRoles.set(role.name, role));
    },
    async delete(name) {
      await tables().deleteFrom('auth_roles').where('name', '=', name).execute();
      database.afterCommit(() => ownRoles.delete(name));
    },
  };
}
