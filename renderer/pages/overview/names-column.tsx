/** The names, worst first: how each is, which families it has, and why it is not right. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { FamilyStatus, HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useTold } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { relative } from '../../times.ts';
import { nextTryOf } from '../names/adoption.ts';
import { arrange } from '../names/list-model.ts';
import { Column } from './column.tsx';
import style from './overview.module.css';

/** More names than this are counted: the page is read without scrolling. */
const worthShowing = 8;

/** The column. */
export function NamesColumn({ hosts }: { readonly hosts: readonly HostStatus[] }) {
  const say = useSay();
  const sorted = useMemo(() => arrange(hosts, '', { key: 'state', descending: false }), [hosts]);
  const shown = sorted.slice(0, worthShowing);
  const count = sorted.length - shown.length;
  return (
    <Column
      id="names"
      title={say('overview.names')}
      more={{ to: '/names', label: say('overview.all_names') }}
    >
      <ul className={style.rows}>
        {shown.map((host) => (
          <NameRow key={host.host_id} host={host} />
        ))}
        {count > 0 && (
          <li className={style.row}>
            <Link to="/names" className={style.more}>
              {say('overview.more_names', { count })}
            </Link>
          </li>
        )}
      </ul>
    </Column>
  );
}

function NameRow({ host }: { readonly host: HostStatus }) {
  const { host_id: id, name, state, enabled, reason, families } = host;
  const nextTry = nextTryOf(host);
  return (
    <li className={style.row}>
      <div className={style.line}>
        <StateMark state={enabled ? state : 'paused'} />
        <Link to="/names/$id" params={{ id }} className={style.name} title={name}>
          {name}
        </Link>
        <span className={style.families}>
          {families.map((family) => (
            <Family key={family.family} status={family} isTold={families.length > 1} />
          ))}
        </span>
      </div>
      {enabled && reason !== null && (
        <p className={style.why}>
          {reason.message} {nextTry !== null && <NextTry at={nextTry} />}
        </p>
      )}
    </li>
  );
}

/** "v4", with its own mark where it is not as the other one. */
function Family({ status, isTold }: { readonly status: FamilyStatus; readonly isTold: boolean }) {
  const say = useSay();
  const { family, state, published } = status;
  const isUnwell = state !== 'ok' && state !== 'paused';
  const title = say('overview.family', {
    family: say(`host.${family}`),
    address: published ?? say('overview.no_address'),
  });
  return (
    <span className={style.family} data-absent={published === null || undefined} title={title}>
      {isTold && isUnwell && published !== null && <StateMark state={state} />}
      <span aria-hidden="true">{say(family === 'A' ? 'overview.v4' : 'overview.v6')}</span>
      <span className="for-readers">{title}</span>
    </span>
  );
}

/** "Tried again in 4 min." */
function NextTry({ at }: { readonly at: string }) {
  const say = useSay();
  return useTold((now) => say('names.next_try', { when: relative(Math.max(Date.parse(at) - now, 1), say) }));
}
