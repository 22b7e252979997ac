/** The fields of a provider's credentials. What is kept is never shown, only that it is. */
import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import type { Account, DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import form from '../../components/form.module.css';
import { useSay } from '../../i18n.ts';
import { isKept } from './account-draft.ts';
import { fieldsOf, type CredentialField } from './credential-fields.ts';

interface CredentialInputsProps {
  readonly provider: DnsProvider;
  /** The account that has some of them already. */
  readonly account: Account | undefined;
  readonly values: Readonly<Record<string, string>>;
  /** Keys of those that are missing. */
  readonly missing: readonly string[];
  readonly onChange: (key: string, value: string) => void;
}

/** A field for each credential, and the way to the key. */
export function CredentialInputs({ provider, account, values, missing, onChange }: CredentialInputsProps) {
  const say = useSay();
  return (
    <fieldset className={form.group}>
      <legend>{say('account.credentials')}</legend>
      {/^https?:/.test(provider.key_url) && (
        <a
          className={form.link}
          href={provider.key_url}
          target="_blank"
          rel="noopener noreferrer"
          title={say('account.new_window')}
        >
          {say('account.where')} <span aria-hidden="true">↗</span>
        </a>
      )}
      {fieldsOf(provider.credentials).map((field) => (
        <Credential
          key={`${provider.provider} ${field.key}`}
          field={field}
          kept={isKept(account, field)}
          value={values[field.key] ?? ''}
          error={missing.includes(`credentials.${field.key}`) ? say('missing_field') : undefined}
          onValue={(value) => {
            onChange(field.key, value);
          }}
        />
      ))}
    </fieldset>
  );
}

interface CredentialProps {
  readonly field: CredentialField;
  readonly kept: boolean;
  readonly value: string;
  readonly error: string | undefined;
  readonly onValue: (value: string) => void;
}

function Credential({ field, kept, value, error, onValue }: CredentialProps) {
  const say = useSay();
  const { title, description, required, secret, options, standard, maxLength } = field;
  const naming = {
    label: required ? title : `${title} (${say('optional')})`,
    description,
    error,
    value,
  };
  const typing = {
    className: form.mono ?? '',
    placeholder: kept ? say('account.kept') : standard,
    autoCapitalize: 'none',
    spellCheck: false,
    maxLength,
  };
  if (options !== null) {
    const isOpen = kept || !required;
    return (
      <NativeSelect
        {...naming}
        data={[
          ...(isOpen
            ? [{ value: '', label: say(kept ? 'account.kept_option' : 'account.standard_option') }]
            : []),
          ...options,
        ]}
        onChange={(event) => {
          onValue(event.currentTarget.value);
        }}
      />
    );
  }
  return secret ? (
    <PasswordInput
      {...naming}
      {...typing}
      // Not a password of this page: the browser must neither fill it in nor keep it.
      autoComplete="new-password"
      data-1p-ignore
      visibilityToggleButtonProps={{ 'aria-label': say('account.reveal') }}
      onChange={(event) => {
        onValue(event.currentTarget.value);
      }}
    />
  ) : (
    <TextInput
      {...naming}
      {...typing}
      autoComplete="off"
      onChange={(event) => {
        onValue(event.currentTarget.value);
      }}
    />
  );
}
