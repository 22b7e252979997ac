/** What it means to open the local network, or to shut it, before that is done. */
import { useChangeExposure } from '../../api/exposure-queries.ts';
import { Confirm } from '../../components/confirm.tsx';
import { useSay } from '../../i18n.ts';
import style from './exposure.module.css';
import { isOwn } from './reach.ts';

const opening = (isOwners: boolean) =>
  [
    'exposure.open.who',
    'exposure.open.tls',
    isOwners ? 'exposure.open.own' : 'exposure.open.trust',
    'exposure.open.rest',
    'exposure.open.back',
  ] as const;
const shutting = ['exposure.shut.who', 'exposure.shut.kept'] as const;

/** Whether this page came from this machine itself. */
const isHere = (): boolean => {
  const name = window.location.hostname.replace(/^\[|\]$/g, '');
  return name === 'localhost' || isOwn(name);
};

interface AskLanProps {
  readonly to: 'open' | 'shut';
  /** Whether a certificate of the owner's is shown. */
  readonly isOwners: boolean;
  readonly onClose: () => void;
}

/** The dialog. */
export default function AskLan({ to, isOwners, onClose }: AskLanProps) {
  const say = useSay();
  const change = useChangeExposure();
  return (
    <Confirm
      title={say(`exposure.${to}.title`)}
      action={say(`exposure.${to}.action`)}
      isDangerous={to === 'shut'}
      error={change.error}
      pending={change.isPending}
      onConfirm={() => {
        change.mutate({ lan_access: to === 'open' }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <ul className={style.meaning}>
        {(to === 'open' ? opening(isOwners) : shutting).map((key) => (
          <li key={key}>{say(key)}</li>
        ))}
        {to === 'shut' && !isHere() && <li>{say('exposure.shut.self')}</li>}
      </ul>
    </Confirm>
  );
}
