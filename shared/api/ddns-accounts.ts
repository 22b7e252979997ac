/** Accounts at DNS providers: what a provider wants and can do, and what is kept of an account. Secrets only go in. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Reason, Timestamp } from './common.ts';

const quota = Type.Array(
  Type.Object({ calls: Type.Integer(), per: Type.Integer({ description: 'Milliseconds' }) }),
);

/** What a provider can do, and what it wants. */
export const ProviderCapabilities = Type.Object({
  list: Type.Union([Type.Literal('zone'), Type.Literal('name'), Type.Literal('none')], {
    description: 'What one call lists: a zone, one name, or nothing',
  }),
  families: Type.Array(Type.Union([Type.Literal('A'), Type.Literal('AAAA')])),
  ttl: Nullable(
    Type.Object({
      least: Type.Integer(),
      most: Type.Integer(),
      standard: Nullable(Type.Integer({ description: 'Seconds; null where the provider chooses' })),
    }),
  ),
  quota: Type.Object({ read: Type.Optional(quota), write: Type.Optional(quota) }),
  refresh_days: Nullable(Type.Integer({ description: 'An unchanged name is lost after so many days' })),
  no_op_is_abuse: Type.Boolean(),
  families_together: Type.Boolean({ description: 'A family that is left out of a call may be lost' }),
  zones_are_named: Type.Boolean({ description: 'The owner names the zones; they cannot be asked for' }),
});

/** A DNS provider. */
export const DnsProvider = Type.Object({
  provider: Type.String(),
  title: Type.String(),
  key_url: Type.String({ description: 'Where its owner gets the key' }),
  endpoint: Type.String(),
  credentials: Type.Record(Type.String(), Type.Unknown(), {
    description: 'JSON Schema of the credentials; secret ones are writeOnly',
  }),
  capabilities: ProviderCapabilities,
});
/** {@link DnsProvider} as a type. */
export type DnsProvider = Static<typeof DnsProvider>;

const zones = Type.Array(Type.String({ minLength: 1, maxLength: 253 }), { maxItems: 100, uniqueItems: true });
const credentials = Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 4096 }), {
  maxProperties: 16,
});
const accountFields = {
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  endpoint: Nullable(
    Type.String({
      maxLength: 512,
      description: "A private deployment's address; null is the provider's own",
    }),
  ),
  proxy: Nullable(
    Type.String({
      maxLength: 512,
      description:
        'HTTP proxy on the way to this provider (http://user:password@host:port); answers show it without its password',
    }),
  ),
  zones,
};

/**
 * How an account is doing. `waiting`: it is tried again by itself at `next_try`; `stopped`: it is not, until somebody
 * edits it; `unknown`: nothing was asked of it yet.
 */
export const AccountState = Type.Object({
  state: Type.Union([
    Type.Literal('ok'),
    Type.Literal('waiting'),
    Type.Literal('stopped'),
    Type.Literal('unknown'),
  ]),
  next_try: Nullable(Timestamp),
  reason: Nullable(Reason),
});
/** {@link AccountState} as a type. */
export type AccountState = Static<typeof AccountState>;

/** An account. Of its credentials only the names of those that are set are told. */
export const Account = Type.Object({
  account_id: Id,
  ...accountFields,
  provider: Type.String(),
  credentials_set: Type.Array(Type.String()),
  ...AccountState.properties,
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link Account} as a type. */
export type Account = Static<typeof Account>;

/** What is needed to make an account. */
export const NewAccount = Type.Object(
  {
    name: accountFields.name,
    provider: Type.String({ maxLength: 64 }),
    credentials,
    endpoint: Type.Optional(accountFields.endpoint),
    proxy: Type.Optional(accountFields.proxy),
    zones: Type.Optional(zones),
  },
  { additionalProperties: false },
);
/** {@link NewAccount} as a type. */
export type NewAccount = Static<typeof NewAccount>;

/** What is to change in an account; what is left out stays, each credential by itself. */
export const AccountChange = Type.Object(
  {
    name: Type.Optional(accountFields.name),
    credentials: Type.Optional(credentials),
    endpoint: Type.Optional(accountFields.endpoint),
    proxy: Type.Optional(accountFields.proxy),
    zones: Type.Optional(zones),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link AccountChange} as a type. */
export type AccountChange = Static<typeof AccountChange>;

/** What is tried before it is kept. */
export const AccountTrial = Type.Object(
  {
    provider: NewAccount.properties.provider,
    credentials,
    endpoint: Type.Optional(accountFields.endpoint),
    proxy: Type.Optional(accountFields.proxy),
    zones: Type.Optional(zones),
  },
  { additionalProperties: false },
);
/** {@link AccountTrial} as a type. */
export type AccountTrial = Static<typeof AccountTrial>;

/** What an account's provider said when it was asked. */
export const AccountTest = Type.Object({
  zones: Nullable(Type.Array(Type.String(), { description: 'null where a provider cannot be asked' })),
});
/** {@link AccountTest} as a type. */
export type AccountTest = Static<typeof AccountTest>;
