/** Keeps a name, then watches it until it is right: in the zone, proven at its servers, or told why not. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useAddHost, useStatus } from '../../api/queries.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { Term } from '../../components/term.tsx';
import { useSay } from '../../i18n.ts';
import { AdoptionButtons } from '../names/adoption-buttons.tsx';
import { waitingOf } from '../names/adoption.ts';
import { newHostOf } from '../names/host-draft.ts';
import { HostFields } from '../names/host-fields.tsx';
import { StepCard } from './step-card.tsx';
import style from './welcome.module.css';

const AdoptDialog = lazy(() => import('../names/adopt-dialog.tsx'));

interface NameStepProps {
  /** The account that was connected on the way here. */
  readonly account: string | undefined;
  /** The name that was kept on the way here. */
  readonly host: string | undefined;
  readonly onKept: (host: string | undefined) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
  readonly onLater: () => void;
}

/** The step. */
export function NameStep({ account, host, onKept, onNext, onBack, onLater }: NameStepProps) {
  return host === undefined ? (
    <Choose account={account} onKept={onKept} onBack={onBack} onLater={onLater} />
  ) : (
    <Watch
      host={host}
      onOther={() => {
        onKept(undefined);
      }}
      onNext={onNext}
      onLater={onLater}
    />
  );
}

function Choose({
  account,
  onKept,
  onBack,
  onLater,
}: Pick<NameStepProps, 'account' | 'onKept' | 'onBack' | 'onLater'>) {
  const say = useSay();
  const add = useAddHost();
  const status = useStatus();
  const own =
    account === undefined ? status.data?.hosts.find(({ account_id: id }) => id === null) : undefined;
  return (
    <StepCard
      title={say('welcome.name.title')}
      onLater={onLater}
      action={
        own !== undefined && (
          <Button
            variant="default"
            onClick={() => {
              onKept(own.host_id);
            }}
          >
            {say('welcome.name.goes_on', { name: own.name })}
          </Button>
        )
      }
    >
      <p className={style.muted}>
        {own === undefined
          ? say('welcome.name.what_account')
          : say('welcome.name.what_own', { name: own.name })}
      </p>
      <HostFields
        host={undefined}
        account={account}
        action={say('welcome.name.keep')}
        error={add.error}
        pending={add.isPending}
        onCancel={onBack}
        onSave={(draft) => {
          add.mutate(newHostOf(draft), {
            onSuccess: (made) => {
              onKept(made.host_id);
            },
          });
        }}
      />
    </StepCard>
  );
}

interface WatchProps {
  readonly host: string;
  readonly onOther: () => void;
  readonly onNext: () => void;
  readonly onLater: () => void;
}

function Watch({ host: id, onOther, onNext, onLater }: WatchProps) {
  const say = useSay();
  const status = useStatus();
  const [asks, setAsks] = useState(false);
  const host = status.data?.hosts.find(({ host_id: one }) => one === id);
  const isWaiting = host !== undefined && waitingOf(host).length > 0;
  const is = isWaiting
    ? 'wait'
    : host?.state === 'ok'
      ? 'ok'
      : host?.state === 'error' || host?.state === 'warning'
        ? 'wrong'
        : 'working';
  return (
    <StepCard
      key={is}
      title={say(`welcome.check.${is}`, { name: host?.name ?? '' })}
      onLater={onLater}
      action={
        <>
          <Button variant="default" onClick={onOther}>
            {say('welcome.name.other')}
          </Button>
          <Button onClick={onNext}>{say('welcome.next')}</Button>
        </>
      }
    >
      {is === 'working' && (
        <p className={style.muted}>
          {say('welcome.check.leave')}{' '}
          <Term id="verification" of={say('welcome.check.working', { name: host?.name ?? '' })} />
        </p>
      )}
      {host !== undefined && isWaiting && (
        <>
          <p>{say('welcome.check.adopt')}</p>
          <AdoptionButtons
            host={host}
            onAsk={() => {
              setAsks(true);
            }}
          />
        </>
      )}
      <ul className={style.families}>
        {host?.families.map(({ family, state, published, verification, reason }) => (
          <li key={family}>
            <StateMark state={state} />
            <strong>{family === 'A' ? 'IPv4' : 'IPv6'}</strong>
            <span>
              {published !== null && verification === 'verified'
                ? say('welcome.check.published', { address: published })
                : reason?.message}
            </span>
          </li>
        ))}
      </ul>
      <Suspense>
        {asks && host !== undefined && (
          <AdoptDialog
            host={host}
            onClose={() => {
              setAsks(false);
            }}
          />
        )}
      </Suspense>
    </StepCard>
  );
}
