/** The first line of the page: is everything right, since when, and what can be done about it. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import { usePause, useResume, useUpdate, useUpdating } from '../../api/queries.ts';
import first from '../../components/answer.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { DownIcon } from '../../components/icons.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { ProgressButton } from '../../components/progress-button.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useTold, When } from '../../components/when.tsx';
import { useLanguage, useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { moment, span } from '../../times.ts';
import { addressesOf, overall } from './overall.ts';
import style from './overview.module.css';

const PlanDialog = lazy(() => import('./plan-dialog.tsx'));

/** More addresses than this say less than the table does. */
const worthShowing = 4;

/** Midnight at the end of today, where the reader is. */
function tomorrow(): Date {
  const day = new Date();
  day.setHours(24, 0, 0, 0);
  return day;
}

/** The line, the addresses under it and the buttons beside it. */
export function Overview({ status }: { readonly status: DdnsStatus }) {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const answer = useMemo(() => overall(status), [status]);
  const sentence = say(answer.text, answer.params);
  const [planned, setPlanned] = useState(false);
  const openPlan = useCallback(() => {
    setPlanned(true);
  }, []);
  const closePlan = useCallback(() => {
    setPlanned(false);
  }, []);
  const addresses = useMemo(() => addressesOf(status.hosts), [status.hosts]);

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
        <Details status={status} calm={answer.state === 'ok'} onPlan={openPlan} />
        {addresses.length > 0 && addresses.length <= worthShowing && (
          <p className={style.addresses}>
            {addresses.map((address) => (
              <Copyable key={address} text={address} />
            ))}
          </p>
        )}
      </div>
      {mayWrite && <Controls status={status} />}
      <Suspense>{planned && <PlanDialog onClose={closePlan} />}</Suspense>
    </section>
  );
}

interface DetailsProps {
  readonly status: DdnsStatus;
  readonly calm: boolean;
  /** Shows what an update would do. */
  readonly onPlan: () => void;
}

/** When it was checked, when it is checked next, how long it has been so. */
function Details({ status, calm, onPlan }: DetailsProps) {
  const say = useSay();
  const { language } = useLanguage();
  const changes = status.hosts.flatMap((host) => host.last_change ?? []).toSorted();
  const changed = changes.at(-1);
  const pausedUntil = status.paused_until;
  const since = useTold((now) => (changed === undefined ? '' : span(now - Date.parse(changed), say)));

  if (status.update) return <p className={style.details}>{say(`stage.${status.update.stage}`)}</p>;
  return (
    <p className={style.details}>
      {status.last_check !== null && (
        <span>
          {say('overall.checked')} <When at={status.last_check} />
        </span>
      )}
      {!status.ddns_enabled && (
        <span>
          {pausedUntil === null
            ? say('overall.paused_open')
            : say('overall.paused_until', { until: moment(Date.parse(pausedUntil), language) })}
        </span>
      )}
      {status.ddns_enabled && status.next_check !== null && (
        <span>
          {say('overall.next')} <When at={status.next_check} as="due" />
        </span>
      )}
      {calm && since !== '' && <span>{say('overall.unchanged', { span: since })}</span>}
      {status.hosts.length > 0 && (
        <span>
          <button type="button" className={style.link} aria-haspopup="dialog" onClick={onPlan}>
            {say('plan.open')}
          </button>
        </span>
      )}
    </p>
  );
}

function Controls({ status }: { readonly status: DdnsStatus }) {
  const say = useSay();
  const { language } = useLanguage();
  const update = useUpdate();
  const updating = useUpdating();
  const pause = usePause();
  const resume = useResume();
  const error = update.error ?? pause.error ?? resume.error;
  const midnight = tomorrow();

  return (
    <div className={style.controls}>
      <div className={style.buttons}>
        <ProgressButton
          label={say('update.action')}
          progress={status.update?.progress ?? (updating ? 0 : null)}
          working={(percent) => say('update.working', { percent })}
          onPress={() => {
            update.mutate(false);
          }}
        />
        {status.ddns_enabled ? (
          <MenuButton
            label={say('pause.label')}
            text={say('pause.action')}
            icon={<DownIcon />}
            actions={[
              {
                label: say('pause.hour'),
                run: () => {
                  pause.mutate({ minutes: 60 });
                },
              },
              {
                label: say('pause.tomorrow'),
                hint: moment(midnight.getTime(), language),
                run: () => {
                  pause.mutate({ until: midnight.toISOString() });
                },
              },
              {
                label: say('pause.open'),
                run: () => {
                  pause.mutate({});
                },
              },
            ]}
          />
        ) : (
          <Button
            variant="default"
            loading={resume.isPending}
            onClick={() => {
              resume.mutate(undefined);
            }}
          >
            {say('pause.resume')}
          </Button>
        )}
        <MenuButton
          label={say('update.more')}
          actions={[
            {
              label: say('update.force'),
              run: () => {
                update.mutate(true);
              },
            },
          ]}
        />
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
