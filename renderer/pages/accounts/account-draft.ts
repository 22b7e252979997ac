/** What stands in the form of an account, and what of it is sent. */
import type {
  Account,
  AccountChange,
  AccountTrial,
  DnsProvider,
  NewAccount,
} from '../../../shared/api/ddns-accounts.ts';
import { fieldsOf, type FieldProblem, type SchemaField } from '../../components/schema-fields.ts';

/** The form's fields as they are typed. */
export interface AccountDraft {
  readonly provider: string;
  readonly name: string;
  /** By field; empty: kept as it is, or the provider's standard. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly endpoint: string;
  readonly proxy: string;
  /** One on each line. */
  readonly zones: string;
}

/** The fields for an account that exists. Its credentials are empty: they never come out. */
export function draftOfAccount(account: Account): AccountDraft {
  const { provider, name, endpoint, proxy, zones } = account;
  return {
    provider,
    name,
    credentials: {},
    endpoint: endpoint ?? '',
    proxy: proxy ?? '',
    zones: zones.join('\n'),
  };
}

/** The fields for a new account at a provider; what does not depend on the provider stays as typed. */
export function draftFor(provider: DnsProvider, typed?: AccountDraft, former?: DnsProvider): AccountDraft {
  const isUntouched = typed === undefined || typed.name === '' || typed.name === former?.title;
  return {
    provider: provider.provider,
    name: isUntouched ? provider.title : typed.name,
    credentials: Object.fromEntries(
      fieldsOf(provider.credentials).flatMap(({ key, options, standard, isRequired }) => {
        const first = standard ?? (isRequired ? options[0] : undefined);
        return typeof first === 'string' ? [[key, first]] : [];
      }),
    ),
    endpoint: '',
    proxy: typed?.proxy ?? '',
    zones: typed?.zones ?? '',
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The domains that were typed, each once. */
export function zonesOf({ zones }: AccountDraft): string[] {
  return [...new Set(zones.split(/[\s,;，；]+/).filter((zone) => zone !== ''))];
}

/** Those that hold something. Secrets are sent as typed; a space may belong to a password. */
function credentialsOf({ credentials }: AccountDraft): Record<string, string> {
  return Object.fromEntries(Object.entries(credentials).filter(([, value]) => value !== ''));
}

/** What is tried for a new account. */
export function trialOf(draft: AccountDraft): AccountTrial {
  return {
    provider: draft.provider,
    credentials: credentialsOf(draft),
    endpoint: orNull(draft.endpoint),
    proxy: orNull(draft.proxy),
    zones: zonesOf(draft),
  };
}

/** A new account from what was typed. */
export function newAccountOf(draft: AccountDraft): NewAccount {
  return { ...trialOf(draft), name: draft.name.trim() };
}

/** Only what differs from the account as it is; every credential that was typed. */
export function accountChangeOf(account: Account, draft: AccountDraft): AccountChange {
  const next: AccountChange = {
    name: draft.name.trim(),
    endpoint: orNull(draft.endpoint),
    proxy: orNull(draft.proxy),
    zones: zonesOf(draft),
  };
  const credentials = credentialsOf(draft);
  const now: AccountChange = account;
  const differing = (Object.keys(next) as (keyof AccountChange)[]).filter(
    (field) => JSON.stringify(next[field]) !== JSON.stringify(now[field]),
  );
  return {
    ...Object.fromEntries(differing.map((field) => [field, next[field]])),
    ...(Object.keys(credentials).length === 0 ? {} : { credentials }),
  };
}

/** Whether the account has this credential already. */
export function isKept(account: Account | undefined, { key }: SchemaField): boolean {
  return account?.credentials_set.includes(key) ?? false;
}

/** What cannot be left empty and is: `name`, `zones`. */
export function missingIn(draft: AccountDraft, provider: DnsProvider): readonly string[] {
  return [
    ...(draft.name.trim() === '' ? ['name'] : []),
    ...(provider.capabilities.zones_are_named && zonesOf(draft).length === 0 ? ['zones'] : []),
  ];
}

/** The credentials that cannot be left empty and are. */
export const missingCredentials = (
  draft: AccountDraft,
  provider: DnsProvider,
  account: Account | undefined,
): ReadonlyMap<string, FieldProblem> =>
  new Map(
    fieldsOf(provider.credentials)
      .filter((field) => field.isRequired && !isKept(account, field) && !draft.credentials[field.key])
      .map(({ key }) => [key, 'missing']),
  );
