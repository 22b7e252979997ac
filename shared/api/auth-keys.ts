/** The contract of API keys: what programs come in with. */
import { Type, type Static } from 'typebox';
import { Id, IpAddress, Nullable, Timestamp, pageQuery } from './common.ts';
import { defineRoutes } from './contract.ts';

/** A permission as it may be given: `ddns:read`, all of an area (`ddns:*`), or everything (`*`). */
export const Permission = Type.String({
  pattern: '^(\\*|[a-z][a-z0-9_]{0,31}:(\\*|[a-z][a-z0-9_]{0,31}))$',
});

const KeyId = Type.String({ pattern: '^[0-9A-Za-z]{16}$' });
const Name = Type.String({ minLength: 1, maxLength: 100 });
const Description = Type.String({ maxLength: 1000 });
const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 20, uniqueItems: true });
const Scopes = Type.Array(Permission, {
  minItems: 1,
  maxItems: 100,
  uniqueItems: true,
  description: 'What it may do at most; its owner must hold it too, at the moment of each call',
});
const Networks = Type.Array(Type.String({ minLength: 2, maxLength: 50 }), {
  maxItems: 50,
  description: 'Addresses and networks (CIDR) it may be used from; empty: all',
});

/** How often a key may call: so many requests in any so many seconds. */
export const KeyRateLimit = Type.Object(
  {
    requests: Type.Integer({ minimum: 1, maximum: 10_000 }),
    seconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
  },
  { additionalProperties: false },
);
/** {@link KeyRateLimit} as a type. */
export type KeyRateLimit = Static<typeof KeyRateLimit>;

const Concurrency = Type.Integer({ minimum: 1, maximum: 1000, description: 'Requests at the same time' });

/** Where a key stands. Only an active one lets anybody in. */
export const ApiKeyState = Type.Union([
  Type.Literal('active'),
  Type.Literal('disabled'),
  Type.Literal('expired'),
  Type.Literal('revoked'),
]);

/** A key, without its secret. */
export const ApiKey = Type.Object({
  key_id: KeyId,
  name: Type.String(),
  description: Nullable(Type.String()),
  tags: Type.Array(Type.String()),
  scopes: Type.Array(Type.String()),
  /** The owner. */
  user_id: Id,
  username: Type.String(),
  state: ApiKeyState,
  is_active: Type.Boolean(),
  created_at: Timestamp,
  updated_at: Timestamp,
  expires_at: Nullable(Type.String({ format: 'date-time', description: '`null`: never' })),
  revoked_at: Nullable(Timestamp),
  rotated_at: Nullable(Timestamp),
  old_secret_until: Nullable(
    Type.String({ format: 'date-time', description: 'Until when the secret before the last rotation works' }),
  ),
  networks: Type.Array(Type.String()),
  rate_limit: Nullable(KeyRateLimit),
  concurrency_limit: Nullable(Type.Integer()),
  last_used: Nullable(Timestamp),
  last_used_ip: Nullable(IpAddress),
  usage_count: Type.Integer(),
});
/** {@link ApiKey} as a type. */
export type ApiKey = Static<typeof ApiKey>;

/** A key with its secret, which is shown this once. */
export const ApiKeyMade = Type.Object({
  ...ApiKey.properties,
  api_key: Type.String({ description: 'Shown this once' }),
  warning: Type.String(),
});
/** {@link ApiKeyMade} as a type. */
export type ApiKeyMade = Static<typeof ApiKeyMade>;

/** What a key is ordered by in a list. */
export const ApiKeyOrder = Type.Union([
  Type.Literal('name'),
  Type.Literal('created_at'),
  Type.Literal('last_used'),
  Type.Literal('expires_at'),
  Type.Literal('usage_count'),
]);
/** {@link ApiKeyOrder} as a type. */
export type ApiKeyOrder = Static<typeof ApiKeyOrder>;

const change = { tag: 'keys', access: 'keys:admin', params: Type.Object({ key_id: KeyId }) } as const;

const keyExample = {
  key_id: '4fQ9sX2mLbTz81Ka',
  name: 'Prometheus',
  description: 'Reads the state of the names',
  tags: ['monitoring'],
  scopes: ['ddns:read'],
  user_id: '0198f3a0-0000-7000-8000-00000000000a',
  username: 'admin',
  state: 'active',
  is_active: true,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
  expires_at: '2027-11-20T08:00:00.000Z',
  revoked_at: null,
  rotated_at: null,
  old_secret_until: null,
  networks: ['192.168.1.0/24'],
  rate_limit: { requests: 60, seconds: 60 },
  concurrency_limit: 4,
  last_used: '2026-11-20T08:10:00.000Z',
  last_used_ip: '192.168.1.20',
  usage_count: 42,
};
const madeExample = {
  ...keyExample,
  last_used: null,
  last_used_ip: null,
  usage_count: 0,
  api_key: 'ccb_4fQ9sX2mLbTz81Ka.…',
  warning: 'Store this key now: it is not shown again.',
};
const unknownKey = ['RESOURCE_NOT_FOUND', 'AUTH_BEYOND_OWN_PERMISSIONS'] as const;

/** Operations on keys. */
export const authKeyRoutes = defineRoutes({
  listKeys: {
    method: 'GET',
    path: '/auth/keys',
    tag: 'keys',
    summary: 'API keys: all of them with keys:admin, otherwise your own',
    access: 'keys:read',
    query: Type.Object({
      ...pageQuery,
      is_active: Type.Optional(Type.Boolean()),
      scope: Type.Optional(Type.String({ maxLength: 100, description: 'Keys that hold this permission' })),
      tag: Type.Optional(Type.String({ maxLength: 50 })),
      search: Type.Optional(Type.String({ maxLength: 100, description: 'In name, description and id' })),
      user_id: Type.Optional(Id),
      sort_by: Type.Optional(ApiKeyOrder),
      sort_order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
    }),
    paginated: true,
    data: Type.Object({ keys: Type.Array(ApiKey) }),
    example: { data: { keys: [keyExample] } },
  },
  createKey: {
    method: 'POST',
    path: '/auth/keys',
    tag: 'keys',
    summary: 'Make an API key; its secret is shown in this answer and never again',
    access: 'keys:admin',
    audit: 'key.create',
    status: 201,
    showsSecret: true,
    body: Type.Object(
      {
        name: Name,
        scopes: Scopes,
        description: Type.Optional(Nullable(Description)),
        tags: Type.Optional(Tags),
        expires_in: Type.Optional(
          Nullable(
            Type.Integer({ minimum: 1, maximum: 3650, description: 'Days; 365 unless told, `null`: never' }),
          ),
        ),
        networks: Type.Optional(Networks),
        rate_limit: Type.Optional(Nullable(KeyRateLimit)),
        concurrency_limit: Type.Optional(Nullable(Concurrency)),
        user_id: Type.Optional(
          Type.String({ format: 'uuid', description: 'The owner; you yourself unless told' }),
        ),
      },
      { additionalProperties: false },
    ),
    data: ApiKeyMade,
    errors: ['RESOURCE_NOT_FOUND', 'AUTH_PERMISSION_UNKNOWN', 'AUTH_BEYOND_OWN_PERMISSIONS'],
    example: {
      body: {
        name: 'Prometheus',
        scopes: ['ddns:read'],
        description: 'Reads the state of the names',
        tags: ['monitoring'],
        networks: ['192.168.1.0/24'],
        rate_limit: { requests: 60, seconds: 60 },
        concurrency_limit: 4,
      },
      data: madeExample,
    },
  },
  getKey: {
    ...change,
    method: 'GET',
    path: '/auth/keys/{key_id}',
    summary: 'One API key',
    access: 'keys:read',
    data: ApiKey,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: keyExample },
  },
  updateKey: {
    ...change,
    method: 'PUT',
    path: '/auth/keys/{key_id}',
    summary: 'Change an API key; what is left out stays',
    audit: 'key.update',
    body: Type.Object(
      {
        name: Type.Optional(Name),
        scopes: Type.Optional(Scopes),
        description: Type.Optional(Nullable(Description)),
        tags: Type.Optional(Tags),
        expires_in: Type.Optional(
          Nullable(Type.Integer({ minimum: 1, maximum: 3650, description: 'Days from now; `null`: never' })),
        ),
        networks: Type.Optional(Networks),
        rate_limit: Type.Optional(Nullable(KeyRateLimit)),
        concurrency_limit: Type.Optional(Nullable(Concurrency)),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
    data: ApiKey,
    errors: [...unknownKey, 'AUTH_PERMISSION_UNKNOWN', 'AUTH_KEY_REVOKED'],
    example: { body: { scopes: ['ddns:read'], concurrency_limit: null }, data: keyExample },
  },
  revokeKey: {
    ...change,
    method: 'DELETE',
    path: '/auth/keys/{key_id}',
    summary: 'Revoke an API key for good; it stays in the list, and tokens made with it end',
    audit: 'key.revoke',
    data: ApiKey,
    errors: unknownKey,
    example: {
      data: { ...keyExample, state: 'revoked', is_active: false, revoked_at: '2026-11-20T09:00:00.000Z' },
    },
  },
  rotateKey: {
    ...change,
    method: 'POST',
    path: '/auth/keys/{key_id}/rotate',
    summary: 'Give an API key a new secret, shown in this answer and never again',
    audit: 'key.rotate',
    body: Type.Optional(
      Type.Union([
        Type.Object(
          {
            overlap_seconds: Type.Optional(
              Type.Integer({
                minimum: 0,
                maximum: 86_400,
                description: 'For how long the old secret works beside the new one; not at all unless told',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
    data: ApiKeyMade,
    errors: [...unknownKey, 'AUTH_KEY_REVOKED'],
    example: { body: { overlap_seconds: 3600 }, data: madeExample },
  },
  disableKey: {
    ...change,
    method: 'POST',
    path: '/auth/keys/{key_id}/disable',
    summary: 'Let nobody in with an API key until it is enabled again',
    audit: 'key.disable',
    data: ApiKey,
    errors: [...unknownKey, 'AUTH_KEY_REVOKED'],
    example: { data: { ...keyExample, state: 'disabled', is_active: false } },
  },
  enableKey: {
    ...change,
    method: 'POST',
    path: '/auth/keys/{key_id}/enable',
    summary: 'Let an API key in again',
    audit: 'key.enable',
    data: ApiKey,
    errors: [...unknownKey, 'AUTH_KEY_REVOKED'],
    example: { data: keyExample },
  },
});
