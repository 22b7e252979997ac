/** What stands now: the name that is kept, the address of the API, and the way in for the phone. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import english from '../../../shared/i18n/exposure/en.json';
import chinese from '../../../shared/i18n/exposure/zh-CN.json';
import { useExposure } from '../../api/exposure-queries.ts';
import { useStatus } from '../../api/queries.ts';
import { useAreaWords } from '../../area-words.ts';
import { Copyable } from '../../components/copyable.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { easiest } from '../exposure/reach.ts';
import { StepCard } from './step-card.tsx';
import style from './welcome.module.css';

const AskLan = lazy(() => import('../exposure/ask-lan.tsx'));
// What opening the local network means is said in that page's words.
const words = { en: english, 'zh-CN': chinese };

interface DoneStepProps {
  readonly host: string | undefined;
  readonly onEnd: () => void;
}

/** The step. */
export function DoneStep({ host, onEnd }: DoneStepProps) {
  const say = useSay();
  const { data: status } = useStatus();
  const name = status?.hosts.find(({ host_id: id }) => id === host)?.name;
  return (
    <StepCard
      title={say('welcome.done.title')}
      action={<Button onClick={onEnd}>{say('welcome.done.to_page')}</Button>}
    >
      {name !== undefined && <p>{say('welcome.done.kept', { name })}</p>}
      <p>
        {say('welcome.done.api')} <Copyable text={`${window.location.origin}/api/v2`} />
      </p>
      <Phone />
      <h2>{say('welcome.done.next')}</h2>
      <ul className={style.after}>
        <li>
          <Link to="/alerts/channels">{say('welcome.done.alerts')}</Link>
        </li>
        <li>
          <Link to="/monitoring/checks">{say('welcome.done.checks')}</Link>
        </li>
        <li>
          <Link to="/access">{say('welcome.done.two_steps')}</Link>
        </li>
      </ul>
    </StepCard>
  );
}

function Phone() {
  useAreaWords('exposure', words);
  const say = useSay();
  const { data: exposure } = useExposure();
  const mayTurn = useMay()('exposure:admin');
  const [asks, setAsks] = useState(false);
  if (exposure === undefined) return null;
  const { lan, authority, urls } = exposure;
  // Not every phone looks up names of the local network; an address of old works on each.
  const url = urls.find((one) => /^https:\/\/[\d.]+:/.test(one)) ?? easiest(urls);
  return (
    <div className={style.phone}>
      {lan.open && url !== undefined && <QrCode text={url} label={say('welcome.done.picture')} />}
      <div>
        <h2>{say('welcome.done.phone')}</h2>
        <p>{say(lan.open ? 'welcome.done.phone_open' : 'welcome.done.phone_shut')}</p>
        {url !== undefined && <Copyable text={url} />}
        {lan.open && authority !== null && (
          <>
            <p className={style.muted}>{say('welcome.done.phone_trust')}</p>
            <Link to="/access/exposure">{say('welcome.done.trust')}</Link>
          </>
        )}
        {!lan.open && mayTurn && (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              setAsks(true);
            }}
          >
            {say('welcome.done.open_lan')}
          </Button>
        )}
      </div>
      <Suspense>
        {asks && (
          <AskLan
            to="open"
            isOwners={exposure.settings.tls_certificate_file !== ''}
            onClose={() => {
              setAsks(false);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
