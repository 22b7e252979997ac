/** The first run after the administrator is made: addresses, provider, name, done. The address holds how far it is. */
import '../../theme/fields.css';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSay } from '../../i18n.ts';
import { AddressesStep } from './addresses-step.tsx';
import { DoneStep } from './done-step.tsx';
import { NameStep } from './name-step.tsx';
import { ProviderStep } from './provider-step.tsx';
import { Stepper } from './stepper.tsx';
import type { WelcomeSearch } from './steps.ts';
import { useWelcomeWords } from './words.ts';
import style from './welcome.module.css';

const route = getRouteApi('/welcome');

/** The page. Each step can be gone back to, and the rest left for another day. */
export function WelcomePage() {
  useWelcomeWords();
  const say = useSay();
  const { step = 'addresses', account, host } = route.useSearch();
  const navigate = useNavigate();
  const go = (search: WelcomeSearch): void => {
    void navigate({ to: '/welcome', search });
  };
  const end = (): void => {
    void navigate({ to: '/' });
  };
  const kept = { ...(account === undefined ? {} : { account }), ...(host === undefined ? {} : { host }) };

  useEffect(() => {
    document.title = `${say(`welcome.name_of.${step}`)} · ${say('welcome.title')} · CloudCube`;
  }, [say, step]);

  return (
    <div className={style.page}>
      <Stepper at={step} />
      {step === 'addresses' && (
        <AddressesStep
          onLater={end}
          onNext={() => {
            go({ ...kept, step: 'provider' });
          }}
        />
      )}
      {step === 'provider' && (
        <ProviderStep
          onLater={end}
          onBack={() => {
            go({ ...kept, step: 'addresses' });
          }}
          onNext={(made) => {
            go({ step: 'name', ...(made === undefined ? {} : { account: made.account_id }) });
          }}
        />
      )}
      {step === 'name' && (
        <NameStep
          account={account}
          host={host}
          onLater={end}
          onBack={() => {
            go({ ...kept, step: 'provider' });
          }}
          onKept={(made) => {
            go({
              step: 'name',
              ...(account === undefined ? {} : { account }),
              ...(made === undefined ? {} : { host: made }),
            });
          }}
          onNext={() => {
            go({ ...kept, step: 'done' });
          }}
        />
      )}
      {step === 'done' && <DoneStep host={host} onEnd={end} />}
    </div>
  );
}
