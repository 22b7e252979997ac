/** The first line of the page: is everything right, since when, and what can be done about it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import first from '../../components/answer.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useTold, When } from '../../components/when.tsx';
import { useLanguage, useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { moment, span } from '../../times.ts';
import style from './answer.module.css';
import { Controls } from './controls.tsx';
import { addressesOf, overall } from './overall.ts';

const PlanDialog = lazy(() => import('../names/plan-dialog.tsx'));

/** More addresses than this say less than the table does. */
const worthShowing = 4;

/** The line, the addresses under it and the buttons beside it. */
export function Answer({ status }: { readonly status: DdnsStatus }) {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const answer = useMemo(() => overall(status), [status]);
  const sentence = say(answer.text, answer.params);
  const isFirst = status.hosts.length === 0;

  useEffect(() => {
    document.title = `${sentence} · CloudCube`;
  }, [sentence]);

  return (
    <section className={first.first} aria-label={say('overall.label')}>
      <div className={style.answer}>
        <div role="status">
          <h1 className={first.sentence}>
            <StateMark state={answer.state} large />
            <span>{sentence}</span>
          </h1>
        </div>
        {answer.reason !== null && <p className={style.reason}>{answer.reason}</p>}
        {isFirst ? (
          <p className={style.reason}>{say('overview.first')}</p>
        ) : (
          <Addresses status={status} isCalm={answer.state === 'ok'} />
        )}
      </div>
      {isFirst ? (
        mayWrite && (
          <Button renderRoot={(props) => <Link to="/names" search={{ add: 'name' }} {...props} />}>
            {say('names.add')}
          </Button>
        )
      ) : (
        <div className={style.beside}>
          <Checked status={status} />
          {mayWrite && <Controls status={status} />}
        </div>
      )}
    </section>
  );
}

/** Where the names point, how long they have, and what would become of it now. */
function Addresses({ status, isCalm }: { readonly status: DdnsStatus; readonly isCalm: boolean }) {
  const say = useSay();
  const [planned, setPlanned] = useState(false);
  const closePlan = useCallback(() => {
    setPlanned(false);
  }, []);
  const addresses = useMemo(() => addressesOf(status.hosts), [status.hosts]);
  const changed = status.hosts
    .flatMap((host) => host.last_change ?? [])
    .toSorted()
    .at(-1);
  const since = useTold((now) => (changed === undefined ? '' : span(now - Date.parse(changed), say)));
  return (
    <p className={style.details}>
      {addresses.length <= worthShowing &&
        addresses.map((address) => (
          <span key={address} className={style.address}>
            <Copyable text={address} />
          </span>
        ))}
      {isCalm && since !== '' && <span>{say('overall.unchanged', { span: since })}</span>}
      <span>
        <button
          type="button"
          className={style.link}
          aria-haspopup="dialog"
          onClick={() => {
            setPlanned(true);
          }}
        >
          {say('plan.open')}
        </button>
      </span>
      <Suspense>{planned && <PlanDialog onClose={closePlan} />}</Suspense>
    </p>
  );
}

/** When it was checked, and when it is checked next; while it is, how far that is. */
function Checked({ status }: { readonly status: DdnsStatus }) {
  const say = useSay();
  const { language } = useLanguage();
  const { update, last_check: last, next_check: next, paused_until: until } = status;
  if (update) return <p className={style.checked}>{say(`stage.${update.stage}`)}</p>;
  return (
    <p className={style.checked}>
      {last !== null && (
        <span>
          {say('overall.checked')} <When at={last} />
        </span>
      )}
      {!status.ddns_enabled && (
        <span>
          {until === null
            ? say('overall.paused_open')
            : say('overall.paused_until', { until: moment(Date.parse(until), language) })}
        </span>
      )}
      {status.ddns_enabled && next !== null && (
        <span>
          {say('overall.next')} <When at={next} as="due" />
        </span>
      )}
    </p>
  );
}
