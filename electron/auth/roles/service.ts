/** Own roles: made and changed by whoever holds all that is in them. */
import type { NewRole, Role, RoleChange } from '../../../shared/api/roles.ts';
import { isKnown } from '../../../shared/permissions.ts';
import { builtInRoles } from '../../../shared/roles.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import { toTimestamp, type Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import type { EventBus } from '../../kernel/events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Caller } from '../../server/route.ts';
import type { AccessChanges } from '../access-changes.ts';
import { refuseBeyond } from '../beyond.ts';
import type { UserStore } from '../user-store.ts';
import type { OwnRole, RoleRegistry } from './registry.ts';

/** The operations. Roles that are built in are described in the reader's words. */
export interface Roles {
  list(words: Words): Promise<Role[]>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(name: string, words: Words): Promise<Role>;
  /** @throws {UserError} `AUTH_ROLE_EXISTS`, `AUTH_PERMISSION_UNKNOWN`, `AUTH_BEYOND_OWN_PERMISSIONS` */
  create(by: Caller, role: NewRole): Promise<Role>;
  /**
   * Other permissions end all sign-ins of the role's users.
   * @throws {UserError} `RESOURCE_NOT_FOUND`, `AUTH_ROLE_BUILT_IN`, `AUTH_PERMISSION_UNKNOWN`,
   * `AUTH_BEYOND_OWN_PERMISSIONS`
   */
  update(by: Caller, name: string, change: RoleChange): Promise<Role>;
  /**
   * @throws {UserError} `RESOURCE_NOT_FOUND`, `AUTH_ROLE_BUILT_IN`, `AUTH_ROLE_IN_USE`, `AUTH_BEYOND_OWN_PERMISSIONS`
   */
  remove(by: Caller, name: string): Promise<void>;
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((permission) => other.includes(permission));

/** The operations over their parts. `known` are the permissions that operations ask for. */
export function createRoles(deps: {
  database: Database;
  registry: RoleRegistry;
  users: UserStore;
  access: AccessChanges;
  known: readonly string[];
  audit: AuditTrail;
  events: Pick<EventBus, 'emit'>;
  clock: Clock;
  logger: Logger;
}): Roles {
  const { database, registry, users, access, known, audit, events, clock, logger } = deps;

  function builtIn(name: string, words: Words, counts: ReadonlyMap<string, number>): Role {
    return {
      name,
      description: words.say(`roles.${name}`),
      permissions: [...(builtInRoles.get(name) ?? [])],
      built_in: true,
      users: counts.get(name) ?? 0,
      created_at: null,
      updated_at: null,
    };
  }

  function own(role: OwnRole, counts: ReadonlyMap<string, number>): Role {
    return {
      name: role.name,
      description: role.description,
      permissions: [...role.permissions],
      built_in: false,
      users: counts.get(role.name) ?? 0,
      created_at: toTimestamp(role.created_at),
      updated_at: toTimestamp(role.updated_at),
    };
  }

  /** @throws {UserError} `RESOURCE_NOT_FOUND`, `AUTH_ROLE_BUILT_IN` */
  function changeable(name: string): OwnRole {
    if (builtInRoles.has(name)) throw new UserError('AUTH_ROLE_BUILT_IN', { params: { role: name } });
    const role = registry.own(name);
    if (!role) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'role' } });
    return role;
  }

  function mayPutIn(by: Caller, permissions: readonly string[]): void {
    const stranger = permissions.find((permission) => !isKnown(permission, known));
    if (stranger !== undefined) {
      throw new UserError('AUTH_PERMISSION_UNKNOWN', { params: { permission: stranger } });
    }
    refuseBeyond(by.permissions, permissions);
  }

  const note = (by: Caller, role: string, text: string): void => {
    database.afterCommit(() => {
      logger.info({ role, by: by.user_id, by_key: by.key_id }, text);
    });
  };

  return {
    async list(words) {
      const counts = await users.countByRole();
      return [
        ...[...builtInRoles.keys()].map((name) => builtIn(name, words, counts)),
        ...registry.allOwn().map((role) => own(role, counts)),
      ];
    },
    async get(name, words) {
      const counts = await users.countByRole();
      return builtInRoles.has(name) ? builtIn(name, words, counts) : own(changeable(name), counts);
    },
    create: (by, { name, description = '', permissions }) =>
      database.transact(async () => {
        if (await registry.has(name)) throw new UserError('AUTH_ROLE_EXISTS', { params: { role: name } });
        mayPutIn(by, permissions);
        const now = clock.now();
        const role = { name, description, permissions, created_at: now, updated_at: now };
        await registry.put(role);
        await audit.record({ action: 'role.create', target_id: name, payload: { description, permissions } });
        note(by, name, 'A role was made');
        return own(role, new Map());
      }),
    update: (by, name, change) =>
      database.transact(async () => {
        const before = changeable(name);
        refuseBeyond(by.permissions, before.permissions);
        const { description = before.description, permissions = before.permissions } = change;
        const isOther = !sameSet(permissions, before.permissions);
        if (isOther) mayPutIn(by, permissions);
        const role = { ...before, description, permissions, updated_at: clock.now() };
        await registry.put(role);
        if (isOther) {
          const those = (await users.all()).filter((user) => user.role === name);
          for (const user of those) await access.changed(user.id);
          events.emit('auth.access_changed', { user_id: null });
        }
        await audit.record({ action: 'role.update', target_id: name, payload: change });
        note(by, name, 'A role was changed');
        return own(role, await users.countByRole());
      }),
    remove: (by, name) =>
      database.transact(async () => {
        const role = changeable(name);
        refuseBeyond(by.permissions, role.permissions);
        const count = (await users.countByRole()).get(name) ?? 0;
        if (count > 0) throw new UserError('AUTH_ROLE_IN_USE', { params: { role: name, count } });
        await registry.delete(name);
        events.emit('auth.access_changed', { user_id: null });
        await audit.record({ action: 'role.delete', target_id: name });
        note(by, name, 'A role was deleted');
      }),
  };
}
