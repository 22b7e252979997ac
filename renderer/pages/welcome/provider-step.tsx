/** Connects an account at the provider of the domain, tried at once; or goes on without one. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Account, DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import { useAccounts } from '../../api/account-queries.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';
import { AccountFields } from '../accounts/account-fields.tsx';
import { StepCard } from './step-card.tsx';
import style from './welcome.module.css';

interface ProviderStepProps {
  /** `undefined`: without one. */
  readonly onNext: (account: Account | undefined) => void;
  readonly onBack: () => void;
  readonly onLater: () => void;
}

/** The step. */
export function ProviderStep({ onNext, onBack, onLater }: ProviderStepProps) {
  const say = useSay();
  const accounts = useAccounts();
  const [more, setMore] = useState(false);
  const kept = accounts.data?.at(-1);
  return (
    <StepCard
      title={say('welcome.provider.title')}
      onLater={onLater}
      action={
        <Button
          variant="default"
          onClick={() => {
            onNext(undefined);
          }}
        >
          {say('welcome.provider.without')}
        </Button>
      }
    >
      <p className={style.muted}>{say('welcome.provider.what')}</p>
      {kept !== undefined && !more ? (
        <>
          <p>
            <StateMark state="ok" silent /> {say('welcome.provider.kept', { name: kept.name })}
          </p>
          <div className={style.ends}>
            <Button
              variant="default"
              onClick={() => {
                setMore(true);
              }}
            >
              {say('welcome.provider.kept_more')}
            </Button>
            <Button
              onClick={() => {
                onNext(kept);
              }}
            >
              {say('welcome.next')}
            </Button>
          </div>
        </>
      ) : (
        <AccountFields
          account={undefined}
          action={say('welcome.provider.keep')}
          triesFirst
          help={(provider) => <KeyHelp provider={provider} />}
          onSaved={onNext}
          onCancel={onBack}
        />
      )}
      <p className={style.muted}>{say('welcome.provider.without_what')}</p>
    </StepCard>
  );
}

/** Providers whose way to a key is told step by step: their own documentation, read in November 2026. */
const told = ['cloudflare', 'aliyun', 'tencent', 'desec', 'duckdns', 'rfc2136'] as const;
const parts = ['first', 'second', 'third'] as const;

function KeyHelp({ provider: { provider } }: { readonly provider: DnsProvider }) {
  const say = useSay();
  const known = told.find((one) => one === provider);
  return (
    <div>
      <h2>{say('welcome.provider.help')}</h2>
      {known === undefined ? (
        <p className={style.muted}>{say('welcome.provider.other')}</p>
      ) : (
        <ol className={style.help}>
          {parts.map((part) => (
            <li key={part}>{say(`welcome.provider.${known}.${part}`)}</li>
          ))}
        </ol>
      )}
    </div>
  );
}
