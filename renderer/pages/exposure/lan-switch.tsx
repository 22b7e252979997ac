/** The one switch of the page: whether the local network may come in. It says what that means before it does it. */
import { lazy, Suspense } from 'react';
import type { Exposure } from '../../../shared/api/exposure.ts';
import { useOpened } from '../../components/use-opened.ts';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import style from './exposure.module.css';

const AskLan = lazy(() => import('./ask-lan.tsx'));

/** The switch. Who may not turn it sees how it stands. */
export function LanSwitch({ exposure: { lan, settings } }: { readonly exposure: Exposure }) {
  const say = useSay();
  const mayTurn = useMay()('exposure:admin') && !lan.by_host;
  const { opened, open, close } = useOpened<'open' | 'shut'>();
  return (
    <div className={style.switch}>
      <button
        type="button"
        role="switch"
        className={style.toggle}
        aria-checked={lan.open}
        aria-labelledby="lan-access"
        aria-describedby="lan-access-what"
        disabled={!mayTurn}
        onClick={() => {
          open(lan.open ? 'shut' : 'open');
        }}
      >
        <span aria-hidden="true" />
      </button>
      <div>
        <p id="lan-access" className={style.name}>
          {say('exposure.switch.title')}
        </p>
        <p id="lan-access-what" className={style.muted}>
          {say(
            lan.by_host ? 'exposure.switch.by_host' : lan.open ? 'exposure.switch.on' : 'exposure.switch.off',
          )}
        </p>
      </div>
      <Suspense>
        {opened !== null && (
          <AskLan to={opened} isOwners={settings.tls_certificate_file !== ''} onClose={close} />
        )}
      </Suspense>
    </div>
  );
}
