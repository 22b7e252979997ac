/** API keys: made, shown, changed, rotated, revoked. */
import type { ApiKey, authKeyRoutes } from '../../../shared/api/auth-keys.ts';
import type { BodyOf } from '../../../shared/api/contract.ts';
import { holds, isKnown } from '../../../shared/permissions.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import type { EventBus } from '../../kernel/events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Caller } from '../../server/route.ts';
import { refuseBeyond } from '../beyond.ts';
import type { Live, LiveUser } from '../live.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import { hashOfSecret, keyText, newKeyId, newSecret } from './format.ts';
import { cleanNetwork } from '../../kernel/networks.ts';
import { keyOnWire } from './on-wire.ts';
import type { KeyRegister, LiveKey } from './register.ts';
import { selectKeys, type KeyQuery } from './select.ts';
import type { KeyStore, StoredKey } from './store.ts';

type NewKey = BodyOf<typeof authKeyRoutes.createKey>;
type KeyChange = BodyOf<typeof authKeyRoutes.updateKey>;

/** A key and what its owner has to keep. */
export interface MadeKey {
  readonly key: ApiKey;
  readonly api_key: string;
}

/** The operations. A key of somebody else does not exist for who does not hold `keys:admin`. */
export interface ApiKeys {
  list(caller: Caller, query: KeyQuery): ApiKey[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(caller: Caller, keyId: string): ApiKey;
  /** @throws {UserError} `AUTH_PERMISSION_UNKNOWN`, `AUTH_BEYOND_OWN_PERMISSIONS`, `RESOURCE_NOT_FOUND`, `VALIDATION_ERROR` */
  create(caller: Caller, wanted: NewKey): Promise<MadeKey>;
  /** @throws {UserError} as `create` does, and `AUTH_KEY_REVOKED` */
  update(caller: Caller, keyId: string, change: KeyChange): Promise<ApiKey>;
  /** A new secret; the old one is good for so many seconds more. @throws {UserError} as `update` does */
  rotate(caller: Caller, keyId: string, overlapSeconds: number): Promise<MadeKey>;
  /** @throws {UserError} as `update` does */
  setDisabled(caller: Caller, keyId: string, disabled: boolean): Promise<ApiKey>;
  /** For good. @throws {UserError} `RESOURCE_NOT_FOUND`, `AUTH_BEYOND_OWN_PERMISSIONS` */
  revoke(caller: Caller, keyId: string): Promise<ApiKey>;
}

const DAY_MS = 24 * 3600_000;
const STANDARD_DAYS = 365;

/** What is done to a key, as the log says it. */
const inThePast = {
  update: 'changed',
  rotate: 'rotated',
  disable: 'disabled',
  enable: 'enabled',
  revoke: 'revoked',
} as const;

const notThere = (kind: string): UserError => new UserError('RESOURCE_NOT_FOUND', { params: { kind } });

/** Networks in their canonical form. @throws {UserError} `VALIDATION_ERROR` */
function readNetworks(texts: readonly string[]): string[] {
  const networks = texts.map((text) => {
    const network = cleanNetwork(text);
    if (network !== null) return network;
    const params = { path: 'networks', keyword: 'network', member: text, limit: '' };
    throw new UserError('VALIDATION_ERROR', { params });
  });
  return [...new Set(networks)];
}

/** The operations over their parts. `known` are the permissions there are. */
export function createApiKeys(deps: {
  database: Database;
  store: KeyStore;
  register: KeyRegister;
  live: Live;
  roles: Pick<RoleRegistry, 'permissionsOf'>;
  known: readonly string[];
  audit: AuditTrail;
  events: Pick<EventBus, 'emit'>;
  clock: Clock;
  logger: Logger;
}): ApiKeys {
  const { database, store, register, live, roles, known, audit, events, clock, logger } = deps;

  const onWire = (key: LiveKey): ApiKey =>
    keyOnWire(key, live.user(key.stored.user_id)?.username ?? '', clock.now());
  const isVisible = (caller: Caller, { stored }: LiveKey): boolean =>
    stored.user_id === caller.user_id || holds(caller.permissions, 'keys:admin');

  function find(caller: Caller, keyId: string): LiveKey {
    const key = register.get(keyId);
    if (!key || !isVisible(caller, key)) throw notThere('key');
    return key;
  }

  function checkScopes(caller: Caller, scopes: readonly string[]): void {
    const unknown = scopes.find((scope) => !isKnown(scope, known));
    if (unknown !== undefined) {
      throw new UserError('AUTH_PERMISSION_UNKNOWN', { params: { permission: unknown } });
    }
    refuseBeyond(caller.permissions, scopes);
  }

  /** Whoever has a key acts in its owner's name. */
  const checkOwner = (caller: Caller, owner: LiveUser): void => {
    if (owner.id !== caller.user_id) refuseBeyond(caller.permissions, roles.permissionsOf(owner.role));
  };

  /** A key that this caller may change. */
  function findToChange(caller: Caller, keyId: string): StoredKey {
    const { stored } = find(caller, keyId);
    const owner = live.user(stored.user_id);
    if (!owner) throw notThere('key');
    checkOwner(caller, owner);
    refuseBeyond(caller.permissions, stored.scopes);
    return stored;
  }

  function findLiving(caller: Caller, keyId: string): StoredKey {
    const stored = findToChange(caller, keyId);
    if (stored.revoked_at !== null) throw new UserError('AUTH_KEY_REVOKED');
    return stored;
  }

  function shown(keyId: string): ApiKey {
    const key = register.get(keyId);
    if (!key) throw notThere('key');
    return onWire(key);
  }

  async function save(
    key: StoredKey,
    verb: keyof typeof inThePast,
    caller: Caller,
    payload?: object,
  ): Promise<ApiKey> {
    await audit.with({ action: `key.${verb}`, target_id: key.key_id, payload }, async () => {
      await store.update(key);
      database.afterCommit(() => {
        register.put(key);
      });
      events.emit('auth.access_changed', { user_id: key.user_id });
    });
    logger.info({ key_id: key.key_id, by: caller.user_id }, `An API key was ${inThePast[verb]}`);
    return shown(key.key_id);
  }

  const endIn = (days: number | null): number | null => (days === null ? null : clock.now() + days * DAY_MS);

  return {
    list: (caller, query) => {
      const visible = register.all().filter((key) => isVisible(caller, key));
      return selectKeys(visible, query, clock.now()).map(onWire);
    },
    get: (caller, keyId) => onWire(find(caller, keyId)),
    async create(caller, wanted) {
      const owner = live.user(wanted.user_id ?? caller.user_id);
      if (!owner) throw notThere('user');
      checkScopes(caller, wanted.scopes);
      checkOwner(caller, owner);
      const key_id = newKeyId();
      const secret = newSecret(key_id);
      const now = clock.now();
      const { expires_in = STANDARD_DAYS } = wanted;
      const key: StoredKey = {
        key_id,
        user_id: owner.id,
        name: wanted.name,
        description: wanted.description ?? null,
        tags: wanted.tags ?? [],
        scopes: wanted.scopes,
        networks: readNetworks(wanted.networks ?? []),
        secret_hash: hashOfSecret(secret),
        old_secret_hash: null,
        old_secret_until: null,
        rotated_at: null,
        created_at: now,
        updated_at: now,
        expires_at: endIn(expires_in),
        disabled_at: null,
        revoked_at: null,
        rate_limit: wanted.rate_limit ?? null,
        concurrency_limit: wanted.concurrency_limit ?? null,
        last_used: null,
        last_used_ip: null,
        usage_count: 0,
      };
      await audit.with({ action: 'key.create', target_id: key_id, payload: wanted }, () => store.insert(key));
      register.put(key);
      logger.info({ key_id, by: caller.user_id, owner: owner.id }, 'An API key was made');
      return { key: shown(key_id), api_key: keyText({ key_id, secret }) };
    },
    async update(caller, keyId, wanted) {
      const { expires_in, networks, ...change } = wanted;
      const stored = findLiving(caller, keyId);
      if (change.scopes) checkScopes(caller, change.scopes);
      const next = {
        ...stored,
        ...change,
        ...(expires_in === undefined ? {} : { expires_at: endIn(expires_in) }),
        ...(networks === undefined ? {} : { networks: readNetworks(networks) }),
        updated_at: clock.now(),
      };
      return save(next, 'update', caller, wanted);
    },
    async rotate(caller, keyId, overlapSeconds) {
      const stored = findLiving(caller, keyId);
      const secret = newSecret(keyId);
      const now = clock.now();
      const overlaps = overlapSeconds > 0;
      const next = {
        ...stored,
        secret_hash: hashOfSecret(secret),
        old_secret_hash: overlaps ? stored.secret_hash : null,
        old_secret_until: overlaps ? now + overlapSeconds * 1000 : null,
        rotated_at: now,
        updated_at: now,
      };
      const key = await save(next, 'rotate', caller, { overlap_seconds: overlapSeconds });
      return { key, api_key: keyText({ key_id: keyId, secret }) };
    },
    async setDisabled(caller, keyId, disabled) {
      const stored = findLiving(caller, keyId);
      const now = clock.now();
      const disabled_at = disabled ? (stored.disabled_at ?? now) : null;
      return save({ ...stored, disabled_at, updated_at: now }, disabled ? 'disable' : 'enable', caller);
    },
    async revoke(caller, keyId) {
      const stored = findToChange(caller, keyId);
      const now = clock.now();
      return save({ ...stored, revoked_at: stored.revoked_at ?? now, updated_at: now }, 'revoke', caller);
    },
  };
}
