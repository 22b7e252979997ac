/** One thing that needs the reader: what, why, since when, and the ways on. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Alert } from '../../../shared/api/alerts.ts';
import { useResume } from '../../api/queries.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useTold } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { span } from '../../times.ts';
import type { About, Need } from './needs.ts';
import style from './overview.module.css';

/** What can be done about an alert without leaving the page. */
export type Deed = 'silence' | 'acknowledge';

interface NeedRowProps {
  readonly need: Need;
  readonly onDeed: (deed: Deed, alert: Alert) => void;
}

/** The row. */
export function NeedRow({ need, onDeed }: NeedRowProps) {
  const say = useSay();
  const { mark, text, params, why, since, about } = need;
  const title = say(text, params);
  const reason = why === null || typeof why === 'string' ? why : say(why.text);
  return (
    <li className={style.row}>
      <p className={style.line}>
        <StateMark state={mark} />
        <strong className={style.title}>{title}</strong>
        {since !== null && <Lasting since={since} />}
      </p>
      {reason !== null && <p className={style.why}>{reason}</p>}
      <div className={style.ways}>
        {about.kind === 'alert' && <AlertDeeds alert={about.alert} title={title} onDeed={onDeed} />}
        {about.kind === 'pause' ? <Resume /> : <Way about={about} title={title} />}
      </div>
    </li>
  );
}

/** "12 min", what it means on hover. */
function Lasting({ since }: { readonly since: string }) {
  const say = useSay();
  const lasting = useTold((now) => span(now - Date.parse(since), say));
  return (
    <time className={style.since} dateTime={since} title={say('overview.for', { span: lasting })}>
      {lasting}
    </time>
  );
}

interface AlertDeedsProps {
  readonly alert: Alert;
  readonly title: string;
  readonly onDeed: NeedRowProps['onDeed'];
}

function AlertDeeds({ alert, title, onDeed }: AlertDeedsProps) {
  const say = useSay();
  const may = useMay();
  const deeds = (['acknowledge', 'silence'] as const).filter((deed) =>
    may(deed === 'silence' ? 'alerts:admin' : 'alerts:write'),
  );
  return deeds.map((deed) => {
    const action = say(`overview.${deed}`);
    return (
      <Button
        key={deed}
        size="compact-xs"
        variant="default"
        aria-label={say('overview.of', { action, name: title })}
        onClick={() => {
          onDeed(deed, alert);
        }}
      >
        {action}
      </Button>
    );
  });
}

/** Leads to where it is dealt with. */
function Way({ about, title }: { readonly about: About; readonly title: string }) {
  const say = useSay();
  const action = say(about.kind === 'name' ? 'overview.decide' : 'overview.details');
  const told = { className: style.way_on ?? '', 'aria-label': say('overview.of', { action, name: title }) };
  switch (about.kind) {
    case 'alert':
      return (
        <Link to="/alerts" search={{ alert: about.alert.id }} {...told}>
          {action}
        </Link>
      );
    case 'name':
      return (
        <Link to="/names/$id" params={{ id: about.id }} {...told}>
          {action}
        </Link>
      );
    case 'accounts':
      return (
        <Link to="/names/accounts" {...told}>
          {action}
        </Link>
      );
    case 'checks':
      return (
        <Link to="/monitoring/checks" {...told}>
          {action}
        </Link>
      );
    case 'exposure':
      return (
        <Link to="/access/exposure" {...told}>
          {action}
        </Link>
      );
    case 'own':
    case 'pause':
      return (
        <Link to="/access" {...told}>
          {action}
        </Link>
      );
  }
}

function Resume() {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const resume = useResume();
  if (!mayWrite) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={resume.isPending}
      onClick={() => {
        resume.mutate(undefined);
      }}
    >
      {say('pause.resume')}
    </Button>
  );
}
