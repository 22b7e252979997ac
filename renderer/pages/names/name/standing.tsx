/** How a name is, in a sentence, why, and what can be done with it. */
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import type { HostStatus } from '../../../../shared/api/ddns-hosts.ts';
import { useChangeHost } from '../../../api/queries.ts';
import first from '../../../components/answer.module.css';
import { Copyable } from '../../../components/copyable.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { MenuButton } from '../../../components/menu-button.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useOpened } from '../../../components/use-opened.ts';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { nextTryOf, waitingOf } from '../adoption.ts';
import { AdoptionButtons } from '../adoption-buttons.tsx';
import { NextTry } from '../next-try.tsx';
import style from './name.module.css';

const HostForm = lazy(() => import('../host-form.tsx'));
const AdoptDialog = lazy(() => import('../adopt-dialog.tsx'));
const DeleteHost = lazy(() => import('../delete-host.tsx'));

/** The head of the page. */
export function Standing({ status }: { readonly status: HostStatus }) {
  const say = useSay();
  const navigate = useNavigate();
  const mayWrite = useMay()('ddns:write');
  const change = useChangeHost();
  const { opened, open, close } = useOpened<'edit' | 'adopt' | 'delete'>();
  const { name, state, enabled, reason, last_check: checked, last_change: changed } = status;
  const nextTry = nextTryOf(status);
  const told = say(enabled ? `naming.is.${state}` : 'naming.is.off', { name });

  useEffect(() => {
    document.title = `${told} · CloudCube`;
  }, [told]);

  return (
    <section className={first.first} aria-label={name}>
      <div className={style.standing}>
        <p className={style.back}>
          <Link to="/names">{say('naming.back')}</Link>
        </p>
        <div role="status">
          <h1 className={first.sentence}>
            <StateMark state={enabled ? state : 'paused'} large />
            <span>{told}</span>
          </h1>
        </div>
        {enabled && reason !== null && (
          <p className={style.reason}>
            {reason.message} {nextTry !== null && <NextTry at={nextTry} />}
          </p>
        )}
        <p className={style.details}>
          <Copyable text={name} />
          {checked !== null && (
            <span>
              {say('overall.checked')} <When at={checked} />
            </span>
          )}
          {changed !== null && (
            <span>
              {say('naming.changed')} <When at={changed} />
            </span>
          )}
        </p>
        {mayWrite && enabled && waitingOf(status).length > 0 && (
          <AdoptionButtons
            host={status}
            onAsk={() => {
              open('adopt');
            }}
          />
        )}
      </div>
      {mayWrite && (
        <div className={style.buttons}>
          <Button
            variant="default"
            onClick={() => {
              open('edit');
            }}
          >
            {say('names.edit')}
          </Button>
          <MenuButton
            label={say('names.actions', { name })}
            actions={[
              {
                label: say(enabled ? 'names.switch_off' : 'names.switch_on'),
                run: () => {
                  change.mutate({ id: status.host_id, body: { enabled: !enabled } });
                },
              },
              {
                label: say('names.delete'),
                danger: true,
                run: () => {
                  open('delete');
                },
              },
            ]}
          />
        </div>
      )}
      {change.error !== null && <ErrorNotice error={change.error} />}
      <Suspense>
        {opened === 'edit' && <HostForm id={status.host_id} onClose={close} />}
        {opened === 'adopt' && <AdoptDialog host={status} onClose={close} />}
        {opened === 'delete' && (
          <DeleteHost
            host={status}
            onClose={close}
            onDeleted={() => {
              void navigate({ to: '/names', replace: true });
            }}
          />
        )}
      </Suspense>
    </section>
  );
}
