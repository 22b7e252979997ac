/** The fields of a name. */
import '../../theme/fields.css';
import { Checkbox, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Account, DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import type { Family, Scope } from '../../../shared/api/ddns.ts';
import type { Host } from '../../../shared/api/ddns-hosts.ts';
import { useAccounts, useProviders } from '../../api/account-queries.ts';
import { hasCode } from '../../api/errors.ts';
import { useSources } from '../../api/source-queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Form } from '../../components/form.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { Explained } from '../../components/term.tsx';
import { useSay } from '../../i18n.ts';
import { draftOf, familiesOf, fitFamilies, scopeOf, sourceOf, type Draft } from './host-draft.ts';
import { AccountField, NameField } from './host-place.tsx';
import { Ipv6HostField, SourceFields } from './host-source.tsx';

interface HostFieldsProps {
  readonly host: Host | undefined;
  /** Of a new name: the account that it is kept in unless told. */
  readonly account?: string | undefined;
  readonly action: string;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly onSave: (draft: Draft) => void;
  readonly onCancel: () => void;
  /** Goes on to the password of the device that tells this name. */
  readonly onLetIn?: () => void;
}

/** The form, once it is known what can be chosen from. */
export function HostFields(props: HostFieldsProps) {
  const accounts = useAccounts();
  const providers = useProviders();
  const sources = useSources();
  const error = accounts.error ?? providers.error ?? sources.error;
  if (accounts.data === undefined || providers.data === undefined || sources.data === undefined) {
    return error === null ? <Bones rows={6} /> : <ErrorNotice error={error} />;
  }
  return (
    <Fields {...props} accounts={accounts.data} providers={providers.data} sources={sources.data.sources} />
  );
}

interface FieldsProps extends HostFieldsProps {
  readonly accounts: readonly Account[];
  readonly providers: readonly DnsProvider[];
  readonly sources: readonly AddressSource[];
}

const families: readonly Family[] = ['A', 'AAAA'];
const scopes: readonly Scope[] = ['public', 'lan'];
const nameErrors = ['DDNS_NAME_INVALID', 'DDNS_NAME_NOT_IN_ZONE', 'DDNS_HOST_EXISTS'] as const;

function Fields({ host, account: first, accounts, providers, sources, ...props }: FieldsProps) {
  const { action, error, pending, onSave, onCancel, onLetIn } = props;
  const say = useSay();
  const [draft, setDraft] = useState(() => {
    const standing = draftOf(host);
    return first === undefined ? standing : { ...standing, account: first };
  });
  const [asked, setAsked] = useState(false);
  const change = (part: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...part }));
  };
  const providerOf = (account: string) => {
    const { provider } = accounts.find(({ account_id: id }) => id === account) ?? {};
    return providers.find((one) => one.provider === provider);
  };
  const provider = providerOf(draft.account);
  const possible = familiesOf(provider);
  const ttl = provider === undefined ? undefined : provider.capabilities.ttl;
  const source = sourceOf(draft, sources);
  const aboutName = hasCode(error, ...nameErrors);
  const aboutIpv6Host = hasCode(error, 'DDNS_IPV6_HOST_INVALID');
  const missing = asked && draft.name.trim() === '' ? say('missing_field') : undefined;

  return (
    <Form
      action={action}
      error={aboutName || aboutIpv6Host ? null : error}
      pending={pending}
      onSubmit={() => {
        setAsked(true);
        if (draft.name.trim() !== '') onSave(draft);
      }}
      onCancel={onCancel}
    >
      {(accounts.length > 0 || draft.account !== '') && (
        <AccountField
          accounts={accounts}
          providers={providers}
          chosen={draft.account}
          moves={host !== undefined && draft.account !== (host.account_id ?? '')}
          onChoose={(account) => {
            change({ account, families: fitFamilies(draft.families, familiesOf(providerOf(account))) });
          }}
        />
      )}
      <NameField
        account={accounts.find(({ account_id: id }) => id === draft.account)}
        name={draft.name}
        error={missing ?? (aboutName ? error?.message : undefined)}
        onName={(name) => {
          change({ name });
        }}
      />
      <Explained term="record" of={say('host.families')}>
        <fieldset className={form.group}>
          <legend>{say('host.families')}</legend>
          <div className={form.row}>
            {families
              .filter((family) => possible.includes(family))
              .map((family) => (
                <Checkbox
                  key={family}
                  label={say(`host.${family}`)}
                  checked={draft.families.includes(family)}
                  // One must remain: a name without addresses is a name switched off.
                  disabled={draft.families.length === 1 && draft.families[0] === family}
                  onChange={(event) => {
                    const { checked } = event.currentTarget;
                    change({
                      families: possible.filter((one) =>
                        one === family ? checked : draft.families.includes(one),
                      ),
                    });
                  }}
                />
              ))}
          </div>
          {provider !== undefined && possible.length === 1 && (
            <p className={form.hint}>
              {say('host.only_family', {
                provider: provider.title,
                family: say(`host.${possible[0] ?? 'A'}`),
              })}
            </p>
          )}
        </fieldset>
      </Explained>
      <SourceFields
        draft={draft}
        source={source}
        sources={sources}
        saved={host?.source.kind === 'inbound' ? host : undefined}
        onChange={change}
        onLetIn={onLetIn}
      />
      <details className={form.more} open={host?.ipv6_host != null || aboutIpv6Host}>
        <summary>{say('host.more')}</summary>
        <div className={form.form}>
          <fieldset className={form.group}>
            <legend>{say('host.scope')}</legend>
            {scopes.map((scope) => (
              <Radio
                key={scope}
                name="scope"
                label={say(`host.scope_${scope}`)}
                description={say(`host.scope_${scope}_hint`)}
                checked={scopeOf(draft) === scope}
                onChange={() => {
                  change({ scope });
                }}
              />
            ))}
          </fieldset>
          {source !== 'inbound' && draft.families.includes('AAAA') && (
            <Ipv6HostField
              value={draft.ipv6Host}
              error={aboutIpv6Host ? error?.message : undefined}
              onChange={change}
            />
          )}
          {ttl !== null && (
            <Explained term="ttl" of={say('host.ttl')}>
              <TextInput
                label={say('host.ttl')}
                description={
                  ttl === undefined || provider === undefined
                    ? say('host.ttl_hint')
                    : `${say('host.ttl_hint')} ${say('host.ttl_bounds', { provider: provider.title, least: ttl.least, most: ttl.most })}`
                }
                placeholder={String(ttl === undefined ? 60 : (ttl.standard ?? ''))}
                inputMode="numeric"
                maxLength={6}
                value={draft.ttl}
                onChange={(event) => {
                  change({ ttl: event.currentTarget.value.replace(/\D/g, '') });
                }}
              />
            </Explained>
          )}
        </div>
      </details>
    </Form>
  );
}
