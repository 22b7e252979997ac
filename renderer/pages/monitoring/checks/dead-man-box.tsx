/** The ping outwards: whether others notice when this machine is gone, and how that goes. */
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { DeadMan } from '../../../../shared/api/checks.ts';
import { useDeadMan, useSetDeadMan } from '../../../api/check-queries.ts';
import { Box } from '../../../components/box.tsx';
import box from '../../../components/box.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import type { Mark } from '../../../components/mark.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import { useOpened } from '../../../components/use-opened.ts';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';

const DeadManForm = lazy(() => import('./dead-man-form.tsx'));

/** On, and how the last ping went. */
function stateOf({ enabled, last_success: success, reason }: DeadMan): {
  mark: Mark;
  word: 'off' | 'failed' | 'works' | 'waiting';
} {
  if (!enabled) return { mark: 'paused', word: 'off' };
  if (reason !== null) return { mark: 'error', word: 'failed' };
  return success === null ? { mark: 'unknown', word: 'waiting' } : { mark: 'ok', word: 'works' };
}

/** The box. */
export function DeadManBox() {
  const say = useSay();
  const { data, error } = useDeadMan();
  return (
    <Box id="dead-man" title={say('checks.dead_man.title')} term="dead_man">
      {data === undefined && (error === null ? <Bones rows={1} /> : <ErrorNotice error={error} />)}
      {data !== undefined && <Standing deadMan={data} />}
    </Box>
  );
}

function Standing({ deadMan }: { readonly deadMan: DeadMan }) {
  const say = useSay();
  const mayWrite = useMay()('monitoring:write');
  const off = useSetDeadMan();
  const { opened, open, close } = useOpened<'form'>();
  const { mark, word } = stateOf(deadMan);
  return (
    <>
      <p className={box.state}>
        <StateMark state={mark} silent />
        <span>{say(`checks.dead_man.${word}`)}</span>
      </p>
      {deadMan.reason !== null && <p>{deadMan.reason.message}</p>}
      {deadMan.enabled ? (
        <dl className={box.facts}>
          <dt>{say('checks.dead_man.address')}</dt>
          <dd className={box.mono}>{deadMan.url}</dd>
          <dt>{say('checks.dead_man.rhythm')}</dt>
          <dd>{say('checks.dead_man.every', { count: deadMan.interval_minutes, method: deadMan.method })}</dd>
          <dt>{say('checks.dead_man.last_success')}</dt>
          <dd>
            <When at={deadMan.last_success} />
          </dd>
          <dt>{say('checks.dead_man.last_failure')}</dt>
          <dd>
            <When at={deadMan.last_failure} />
          </dd>
          {deadMan.next_ping !== null && (
            <>
              <dt>{say('checks.dead_man.next')}</dt>
              <dd>
                <When at={deadMan.next_ping} as="due" />
              </dd>
            </>
          )}
        </dl>
      ) : (
        <p className={box.muted}>{say('checks.dead_man.what')}</p>
      )}
      {off.error !== null && <ErrorNotice error={off.error} />}
      {mayWrite && (
        <div className={box.buttons}>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              open('form');
            }}
          >
            {say(deadMan.enabled ? 'checks.dead_man.change' : 'checks.dead_man.set')}
          </Button>
          {deadMan.enabled && (
            <Button
              size="xs"
              variant="default"
              loading={off.isPending}
              onClick={() => {
                off.mutate({ url: '' });
              }}
            >
              {say('checks.dead_man.switch_off')}
            </Button>
          )}
        </div>
      )}
      <Suspense>{opened !== null && <DeadManForm deadMan={deadMan} onClose={close} />}</Suspense>
    </>
  );
}
