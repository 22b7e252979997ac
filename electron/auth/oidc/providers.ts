/** Issuers: added and changed by whoever holds all that they could give. */
import type { NewOidcProvider, OidcProvider, OidcProviderChange } from '../../../shared/api/auth-oidc.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import { toTimestamp, type Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { SecretBox, SecretPlace } from '../../kernel/secret-box.ts';
import type { Caller } from '../../server/route.ts';
import { refuseBeyond } from '../beyond.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import { isIssuer } from './rules.ts';
import type { OidcStore, StoredProvider } from './store.ts';

/** The operations. */
export interface OidcProviders {
  list(): Promise<OidcProvider[]>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(id: string): Promise<OidcProvider>;
  /**
   * @throws {UserError} `AUTH_OIDC_EXISTS`, `AUTH_OIDC_ISSUER_INVALID`, `AUTH_ROLE_UNKNOWN`,
   * `AUTH_BEYOND_OWN_PERMISSIONS`
   */
  create(by: Caller, provider: NewOidcProvider): Promise<OidcProvider>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND`, `AUTH_ROLE_UNKNOWN`, `AUTH_BEYOND_OWN_PERMISSIONS` */
  update(by: Caller, id: string, change: OidcProviderChange): Promise<OidcProvider>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND`, `AUTH_BEYOND_OWN_PERMISSIONS` */
  remove(by: Caller, id: string): Promise<void>;
}

/** Where the secret of an issuer belongs. */
export const secretPlaceOf = (id: string): SecretPlace => ({
  table: 'auth_oidc_providers',
  column: 'client_secret',
  row: id,
});

function onWire({ client_secret, created_at, updated_at, ...provider }: StoredProvider): OidcProvider {
  return {
    ...provider,
    scopes: [...provider.scopes],
    role_map: { ...provider.role_map },
    client_secret_set: client_secret !== null,
    created_at: toTimestamp(created_at),
    updated_at: toTimestamp(updated_at),
  };
}

const rolesOf = ({
  role_map,
  standard_role,
}: Pick<StoredProvider, 'role_map' | 'standard_role'>): string[] => [
  ...new Set([...Object.values(role_map), ...(standard_role === null ? [] : [standard_role])]),
];

/** The operations over their parts. */
export function createOidcProviders(deps: {
  database: Database;
  store: OidcStore;
  roles: RoleRegistry;
  secretBox: SecretBox;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): OidcProviders {
  const { database, store, roles, secretBox, audit, clock, logger } = deps;

  async function find(id: string): Promise<StoredProvider> {
    const provider = await store.byId(id);
    if (!provider) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'issuer' } });
    return provider;
  }

  const sealed = (id: string, secret: string | null): Uint8Array | null =>
    secret === null ? null : secretBox.seal(secretPlaceOf(id), Buffer.from(secret));

  /** Who decides whom an issuer lets in gives these roles away. */
  function mayGive(by: Caller, names: readonly string[]): void {
    refuseBeyond(by.permissions, [...new Set(names.flatMap((name) => roles.permissionsOf(name)))]);
  }

  async function keep(by: Caller, provider: StoredProvider, text: string): Promise<OidcProvider> {
    for (const role of rolesOf(provider)) {
      if (!(await roles.has(role))) throw new UserError('AUTH_ROLE_UNKNOWN', { params: { role } });
    }
    mayGive(by, rolesOf(provider));
    await store.put(provider);
    note(by, provider.id, text);
    return onWire(provider);
  }

  function note(by: Caller, provider: string, text: string): void {
    database.afterCommit(() => {
      logger.info({ provider, by: by.user_id, by_key: by.key_id }, text);
    });
  }

  return {
    list: async () => (await store.all()).map(onWire),
    get: async (id) => onWire(await find(id)),
    create: (by, wanted) =>
      audit.with({ action: 'issuer.create', target_id: wanted.id, payload: wanted }, async () => {
        const { client_secret = null, ...given } = wanted;
        if (!isIssuer(given.issuer)) throw new UserError('AUTH_OIDC_ISSUER_INVALID');
        if (await store.byId(given.id))
          throw new UserError('AUTH_OIDC_EXISTS', { params: { name: given.id } });
        const now = clock.now();
        const provider: StoredProvider = {
          scopes: ['profile', 'email'],
          role_claim: null,
          role_map: {},
          standard_role: null,
          enabled: true,
          ...given,
          client_secret: sealed(given.id, client_secret),
          created_at: now,
          updated_at: now,
        };
        return keep(by, provider, 'An issuer was added');
      }),
    update: (by, id, wanted) =>
      audit.with({ action: 'issuer.update', target_id: id, payload: wanted }, async () => {
        const { client_secret, ...change } = wanted;
        const before = await find(id);
        mayGive(by, rolesOf(before));
        const provider: StoredProvider = {
          ...before,
          ...change,
          ...(client_secret === undefined ? {} : { client_secret: sealed(id, client_secret) }),
          updated_at: clock.now(),
        };
        return keep(by, provider, 'An issuer was changed');
      }),
    remove: (by, id) =>
      audit.with({ action: 'issuer.delete', target_id: id }, async () => {
        mayGive(by, rolesOf(await find(id)));
        await store.delete(id);
        note(by, id, 'An issuer was deleted');
      }),
  };
}
