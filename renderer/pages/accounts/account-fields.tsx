/** The fields of an account at a provider; what stands in them is tried before it is kept, where that is asked for. */
import '../../theme/fields.css';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Account, DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import { useAddAccount, useChangeAccount, useProviders, useTestAccount } from '../../api/account-queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Form } from '../../components/form.tsx';
import { fieldsOf } from '../../components/schema-fields.ts';
import { SettingInputs } from '../../components/setting-inputs.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import {
  accountChangeOf,
  draftFor,
  draftOfAccount,
  isKept,
  missingCredentials,
  missingIn,
  newAccountOf,
  trialOf,
  zonesOf,
  type AccountDraft,
} from './account-draft.ts';
import { TestResult } from './test-result.tsx';

interface AccountFieldsProps {
  /** The account to change; without it a new one is made. */
  readonly account: Account | undefined;
  /** Words of the button that keeps it. */
  readonly action: string;
  /** What its provider refuses is not kept; without it a button of its own tries it. */
  readonly triesFirst?: boolean;
  /** Below the provider: what helps to get its key. */
  readonly help?: (provider: DnsProvider) => ReactNode;
  readonly onSaved: (account: Account | undefined) => void;
  readonly onCancel: () => void;
}

/** The form, once it is known which providers there are. */
export function AccountFields(props: AccountFieldsProps) {
  const { account } = props;
  const { data: providers, error } = useProviders();
  const first = providers?.find(({ provider }) => account === undefined || provider === account.provider);
  if (providers === undefined || first === undefined) {
    return error === null ? <Bones rows={6} /> : <ErrorNotice error={error} />;
  }
  return <Fields {...props} providers={providers} first={first} />;
}

interface FieldsProps extends AccountFieldsProps {
  readonly providers: readonly DnsProvider[];
  readonly first: DnsProvider;
}

function Fields({ account, providers, first, ...props }: FieldsProps) {
  const { action, triesFirst = false, help, onSaved, onCancel } = props;
  const say = useSay();
  const add = useAddAccount();
  const change = useChangeAccount();
  const test = useTestAccount();
  const [draft, setDraft] = useState(() =>
    account === undefined ? draftFor(first) : draftOfAccount(account),
  );
  const [asked, setAsked] = useState(false);
  const provider = providers.find((one) => one.provider === draft.provider) ?? first;
  const missing = missingIn(draft, provider);
  const problems = missingCredentials(draft, provider, account);
  const shown = asked ? missing : [];
  const edit = (part: Partial<AccountDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    // What was tried is not what stands there now.
    test.reset();
  };
  const isPending = add.isPending || change.isPending;
  const error = add.error ?? change.error;

  function keep(): void {
    if (account === undefined) {
      add.mutate(newAccountOf(draft), { onSuccess: onSaved });
      return;
    }
    const body = accountChangeOf(account, draft);
    if (Object.keys(body).length === 0) onSaved(account);
    else change.mutate({ id: account.account_id, body }, { onSuccess: onSaved });
  }

  function tryIt(then?: () => void): void {
    setAsked(true);
    if (problems.size > 0 || missing.includes('zones') || test.isPending) return;
    test.mutate(
      account === undefined
        ? { id: undefined, body: trialOf(draft) }
        : { id: account.account_id, body: accountChangeOf(account, draft) },
      then === undefined ? {} : { onSuccess: then },
    );
  }

  function save(): void {
    setAsked(true);
    if (missing.length > 0 || problems.size > 0) return;
    // What was tried well and not edited since need not be tried again.
    if (triesFirst && test.data === undefined) tryIt(keep);
    else keep();
  }

  return (
    <Form
      action={action}
      aside={
        !triesFirst && (
          <Button
            variant="default"
            className={form.apart ?? ''}
            loading={test.isPending}
            onClick={() => {
              tryIt();
            }}
          >
            {say('account.test')}
          </Button>
        )
      }
      error={error}
      pending={isPending || (triesFirst && test.isPending)}
      onSubmit={save}
      onCancel={onCancel}
    >
      {account === undefined && (
        <NativeSelect
          label={say('account.provider')}
          data-autofocus
          data={providers.map(({ provider: value, title: label }) => ({ value, label }))}
          value={draft.provider}
          onChange={(event) => {
            const next = providers.find((one) => one.provider === event.currentTarget.value);
            if (next) edit(draftFor(next, draft, provider));
            setAsked(false);
          }}
        />
      )}
      {help?.(provider)}
      <TextInput
        label={say('account.name')}
        description={say('account.name_hint')}
        error={shown.includes('name') ? say('missing_field') : undefined}
        autoComplete="off"
        maxLength={64}
        value={draft.name}
        onChange={(event) => {
          setDraft({ ...draft, name: event.currentTarget.value });
        }}
      />
      <SettingInputs
        // The fields of one provider are not those of another, though they be called the same.
        key={provider.provider}
        legend={say('account.credentials')}
        keyUrl={provider.key_url}
        fields={fieldsOf(provider.credentials)}
        isKept={(field) => isKept(account, field)}
        values={draft.credentials}
        problems={asked ? problems : new Map()}
        onChange={(key, value) => {
          // Credentials are texts, all of them.
          edit({ credentials: { ...draft.credentials, [key]: String(value) } });
        }}
      />
      {provider.capabilities.zones_are_named && (
        <Zones provider={provider} draft={draft} isMissing={shown.includes('zones')} onEdit={edit} />
      )}
      <details className={form.more} open={account?.endpoint != null || account?.proxy != null}>
        <summary>{say('account.more')}</summary>
        <div className={form.form}>
          <Address field="endpoint" standard={provider.endpoint} value={draft.endpoint} onEdit={edit} />
          <Address field="proxy" standard="" value={draft.proxy} onEdit={edit} />
          {!provider.capabilities.zones_are_named && (
            <Zones provider={provider} draft={draft} isMissing={false} onEdit={edit} />
          )}
        </div>
      </details>
      <TestResult provider={provider.title} result={test.data} error={test.error} />
    </Form>
  );
}

interface ZonesProps {
  readonly provider: DnsProvider;
  readonly draft: AccountDraft;
  readonly isMissing: boolean;
  readonly onEdit: (part: Partial<AccountDraft>) => void;
}

function Zones({ provider, draft, isMissing, onEdit }: ZonesProps) {
  const say = useSay();
  return (
    <Textarea
      className={form.mono ?? ''}
      label={say('account.zones_label')}
      description={
        provider.capabilities.zones_are_named
          ? say('account.zones_wanted', { provider: provider.title })
          : say('account.zones_hint')
      }
      error={isMissing ? say('missing_field') : undefined}
      rows={Math.min(Math.max(zonesOf(draft).length, 2), 6)}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      value={draft.zones}
      onChange={(event) => {
        onEdit({ zones: event.currentTarget.value });
      }}
    />
  );
}

interface AddressProps {
  readonly field: 'endpoint' | 'proxy';
  /** The provider's own. */
  readonly standard: string;
  readonly value: string;
  readonly onEdit: (part: Partial<AccountDraft>) => void;
}

function Address({ field, standard, value, onEdit }: AddressProps) {
  const say = useSay();
  return (
    <TextInput
      className={form.mono ?? ''}
      label={say(`account.${field}`)}
      description={say(`account.${field}_hint`, { standard })}
      inputMode="url"
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      maxLength={512}
      value={value}
      onChange={(event) => {
        onEdit({ [field]: event.currentTarget.value });
      }}
    />
  );
}
