/** The quiet hours: when they are, whether it is quiet now, and the switch. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { QuietHours } from '../../../../shared/api/muting.ts';
import { useQuietHours, useSetQuietHours } from '../../../api/muting-queries.ts';
import box from '../../../components/box.module.css';
import { Box } from '../../../components/box.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { moment } from '../../../times.ts';
import { daysText } from './schedule.ts';
import { windowText } from './window-text.ts';

const QuietForm = lazy(() => import('./quiet-form.tsx'));

/** The box. */
export function QuietBox() {
  const say = useSay();
  const { data, error } = useQuietHours();
  return (
    <Box id="quiet" title={say('alerts.quiet.title')} term="quiet_hours">
      {data === undefined ? (
        error === null ? (
          <Bones rows={1} />
        ) : (
          <ErrorNotice error={error} />
        )
      ) : (
        <Hours quiet={data} />
      )}
    </Box>
  );
}

function Hours({ quiet }: { readonly quiet: QuietHours }) {
  const say = useSay();
  const { language } = useLanguage();
  const mayChange = useMay()('alerts:admin');
  const set = useSetQuietHours();
  const [isOpen, setOpen] = useState(false);
  const { enabled, until, next, spans, time_zone: zone, up_to: upTo } = quiet;
  const isSet = spans.length > 0;
  const state = !enabled
    ? say('alerts.quiet.off')
    : until === null
      ? say('alerts.quiet.on')
      : say('alerts.quiet.now', { at: moment(Date.parse(until), language) });
  return (
    <>
      <p className={box.state}>
        <StateMark state={!enabled ? 'unknown' : until === null ? 'ok' : 'paused'} silent />
        <span>{state}</span>
      </p>
      {isSet && (
        <dl className={box.facts}>
          <dt>{say('alerts.maintenance.when')}</dt>
          <dd>
            {spans.map(({ days, from, to }) => (
              <p key={days.join() + from}>
                {say('alerts.quiet.span', { days: daysText(days, language, say), from, to })}
              </p>
            ))}
          </dd>
          <dt>{say('alerts.quiet.zone')}</dt>
          <dd>{zone}</dd>
          <dt>{say('alerts.quiet.up_to')}</dt>
          <dd>{say(`alerts.quiet.up_tos.${upTo}`)}</dd>
        </dl>
      )}
      {enabled && next !== null && until === null && (
        <p className={box.muted}>{say('alerts.quiet.next', { at: windowText(next, language) })}</p>
      )}
      <p className={box.muted}>{say('alerts.quiet.what')}</p>
      {set.error !== null && <ErrorNotice error={set.error} />}
      {mayChange && (
        <div className={box.buttons}>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              setOpen(true);
            }}
          >
            {say(isSet ? 'alerts.quiet.change' : 'alerts.quiet.set')}
          </Button>
          {isSet && (
            <Button
              size="xs"
              variant="default"
              loading={set.isPending}
              onClick={() => {
                set.mutate({ enabled: !enabled });
              }}
            >
              {say(enabled ? 'alerts.quiet.switch_off' : 'alerts.quiet.switch_on')}
            </Button>
          )}
        </div>
      )}
      <Suspense>
        {isOpen && (
          <QuietForm
            quiet={quiet}
            onClose={() => {
              setOpen(false);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
