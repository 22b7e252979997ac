/** The contract of signing in at another issuer (OpenID Connect Core 1.0, authorization code flow). */
import { Type, type Static } from 'typebox';
import { Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { RoleName } from './users.ts';

const ProviderId = Type.String({ pattern: '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$' });
const Secret = Type.String({ minLength: 1, maxLength: 1024 });

const fields = {
  title: Type.String({
    minLength: 1,
    maxLength: 64,
    pattern: '\\S',
    description: 'As the sign-in page offers it',
  }),
  issuer: Type.String({ maxLength: 512, description: 'Its address, as its own metadata has it' }),
  client_id: Type.String({ minLength: 1, maxLength: 256 }),
  scopes: Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,64}$' }), {
    maxItems: 20,
    uniqueItems: true,
    description: 'Beside openid, which is always asked for',
  }),
  role_claim: Nullable(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'Claim whose words decide on the role, such as groups',
    }),
  ),
  role_map: Type.Record(Type.String({ maxLength: 128 }), RoleName, {
    maxProperties: 50,
    description: 'Role by word of that claim; the first that fits counts',
  }),
  standard_role: Nullable(
    Type.String({ maxLength: 64, description: 'Role where no word fits; null lets nobody in' }),
  ),
  enabled: Type.Boolean(),
};

/** An issuer that people may sign in at. Its secret only goes in. */
export const OidcProvider = Type.Object({
  id: Type.String(),
  ...fields,
  client_secret_set: Type.Boolean(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link OidcProvider} as a type. */
export type OidcProvider = Static<typeof OidcProvider>;

/** What is needed to add one. */
export const NewOidcProvider = Type.Object(
  {
    id: ProviderId,
    title: fields.title,
    issuer: fields.issuer,
    client_id: fields.client_id,
    client_secret: Type.Optional(Nullable(Secret)),
    scopes: Type.Optional(fields.scopes),
    role_claim: Type.Optional(fields.role_claim),
    role_map: Type.Optional(fields.role_map),
    standard_role: Type.Optional(fields.standard_role),
    enabled: Type.Optional(fields.enabled),
  },
  { additionalProperties: false },
);
/** {@link NewOidcProvider} as a type. */
export type NewOidcProvider = Static<typeof NewOidcProvider>;

/** What is to change in one; what is left out stays. */
export const OidcProviderChange = Type.Object(
  {
    title: Type.Optional(fields.title),
    client_id: Type.Optional(fields.client_id),
    client_secret: Type.Optional(Nullable(Secret)),
    scopes: Type.Optional(fields.scopes),
    role_claim: Type.Optional(fields.role_claim),
    role_map: Type.Optional(fields.role_map),
    standard_role: Type.Optional(fields.standard_role),
    enabled: Type.Optional(fields.enabled),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link OidcProviderChange} as a type. */
export type OidcProviderChange = Static<typeof OidcProviderChange>;

const providerParams = Type.Object({ provider_id: ProviderId });
const goesOn = Type.Object({
  location: Type.String({ description: 'Where the browser goes, as the header Location' }),
});
const providerExample = {
  id: 'home',
  title: 'Home accounts',
  issuer: 'https://auth.example.com',
  client_id: 'cloudcube',
  scopes: ['profile', 'email', 'groups'],
  role_claim: 'groups',
  role_map: { admins: 'admin', family: 'user' },
  standard_role: null,
  enabled: true,
  client_secret_set: true,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};
const { client_secret_set: _set, created_at: _made, updated_at: _changed, ...bodyExample } = providerExample;

const manage = { tag: 'auth', access: 'users:admin' } as const;
const ruleErrors = ['AUTH_ROLE_UNKNOWN', 'AUTH_BEYOND_OWN_PERMISSIONS', 'SECRETS_KEY_MISSING'] as const;

/** Operations on issuers, and the way through one. */
export const oidcRoutes = defineRoutes({
  listOidc: {
    method: 'GET',
    path: '/auth/oidc',
    tag: 'auth',
    summary: 'The issuers that the sign-in page offers',
    access: 'public',
    data: Type.Object({
      providers: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })),
    }),
    example: { data: { providers: [{ id: 'home', title: 'Home accounts' }] } },
  },
  startOidc: {
    method: 'GET',
    path: '/auth/oidc/start/{provider_id}',
    limit: 'auth',
    tag: 'auth',
    summary: 'Go to an issuer to sign in there',
    access: 'public',
    raw: 'a browser is sent on',
    status: 302,
    params: providerParams,
    data: goesOn,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { location: 'https://auth.example.com/authorize?client_id=cloudcube&state=…' } },
  },
  finishOidc: {
    method: 'GET',
    path: '/auth/oidc/callback',
    tag: 'auth',
    summary:
      'Come back from an issuer: sets the session cookie, or says at /sign-in#problem=… what went wrong',
    access: 'public',
    audit: 'auth.sign_in',
    raw: 'a browser is sent on',
    status: 302,
    query: Type.Object({
      state: Type.Optional(Type.String({ maxLength: 256 })),
      code: Type.Optional(Type.String({ maxLength: 4096 })),
      iss: Type.Optional(Type.String({ maxLength: 512 })),
      error: Type.Optional(Type.String({ maxLength: 256 })),
      error_description: Type.Optional(Type.String({ maxLength: 2048 })),
    }),
    data: goesOn,
    example: { data: { location: '/' } },
  },
  listOidcProviders: {
    ...manage,
    method: 'GET',
    path: '/auth/oidc/providers',
    summary: 'All issuers, with their rules',
    data: Type.Object({ providers: Type.Array(OidcProvider), count: Type.Integer() }),
    example: { data: { providers: [providerExample], count: 1 } },
  },
  createOidcProvider: {
    ...manage,
    method: 'POST',
    path: '/auth/oidc/providers',
    summary: 'Add an issuer; it gives no role that goes beyond your own permissions',
    audit: 'issuer.create',
    body: NewOidcProvider,
    status: 201,
    data: OidcProvider,
    errors: ['AUTH_OIDC_EXISTS', 'AUTH_OIDC_ISSUER_INVALID', ...ruleErrors],
    example: { body: { ...bodyExample, client_secret: 'what the issuer gave' }, data: providerExample },
  },
  getOidcProvider: {
    ...manage,
    method: 'GET',
    path: '/auth/oidc/providers/{provider_id}',
    summary: 'One issuer',
    params: providerParams,
    data: OidcProvider,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: providerExample },
  },
  updateOidcProvider: {
    ...manage,
    method: 'PUT',
    path: '/auth/oidc/providers/{provider_id}',
    summary: 'Change an issuer; its address stays, because that is who its people are',
    audit: 'issuer.update',
    params: providerParams,
    body: OidcProviderChange,
    data: OidcProvider,
    errors: ['RESOURCE_NOT_FOUND', ...ruleErrors],
    example: { body: { enabled: true }, data: providerExample },
  },
  deleteOidcProvider: {
    ...manage,
    method: 'DELETE',
    path: '/auth/oidc/providers/{provider_id}',
    summary: 'Delete an issuer; the users that came from it stay',
    audit: 'issuer.delete',
    params: providerParams,
    data: Type.Object({ id: Type.String(), deleted: Type.Literal(true) }),
    errors: ['RESOURCE_NOT_FOUND', 'AUTH_BEYOND_OWN_PERMISSIONS'],
    example: { data: { id: 'home', deleted: true } },
  },
});
