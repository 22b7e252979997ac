/** Whether traces and metrics are sent to a receiver of OpenTelemetry, and how that goes. */
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Telemetry } from '../../../../shared/api/telemetry.ts';
import { useSetTelemetry, useTelemetry } from '../../../api/log-queries.ts';
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

const TelemetryForm = lazy(() => import('./telemetry-form.tsx'));

function stateOf({ endpoint, reason, last_sent_at: sent }: Telemetry): {
  mark: Mark;
  word: 'off' | 'failed' | 'waiting' | 'works';
} {
  if (endpoint === '') return { mark: 'paused', word: 'off' };
  if (reason !== null) return { mark: 'error', word: 'failed' };
  return sent === null ? { mark: 'unknown', word: 'waiting' } : { mark: 'ok', word: 'works' };
}

/** The box. */
export function TelemetryBox() {
  const say = useSay();
  const { data, error } = useTelemetry();
  return (
    <Box id="telemetry" title={say('logs.telemetry.title')}>
      {data === undefined && (error === null ? <Bones rows={1} /> : <ErrorNotice error={error} />)}
      {data !== undefined && <Standing telemetry={data} />}
    </Box>
  );
}

function Standing({ telemetry }: { readonly telemetry: Telemetry }) {
  const say = useSay();
  const mayChange = useMay()('debug:admin');
  const off = useSetTelemetry();
  const { opened, open, close } = useOpened<'form'>();
  const { mark, word } = stateOf(telemetry);
  const { endpoint, header_names: headers, traces, metrics, reason } = telemetry;
  return (
    <>
      <p className={box.state}>
        <StateMark state={mark} silent />
        <span>{say(`logs.telemetry.${word}`)}</span>
      </p>
      {reason !== null && <p>{reason.message}</p>}
      {endpoint === '' ? (
        <p className={box.muted}>{say('logs.telemetry.what')}</p>
      ) : (
        <dl className={box.facts}>
          <dt>{say('logs.telemetry.endpoint')}</dt>
          <dd className={box.mono}>{endpoint}</dd>
          {headers.length > 0 && (
            <>
              <dt>{say('logs.telemetry.headers')}</dt>
              <dd className={box.mono}>{headers.map((name) => `${name}: ••••`).join(', ')}</dd>
            </>
          )}
          <dt>{say('logs.telemetry.last')}</dt>
          <dd>
            <When at={telemetry.last_sent_at} />
          </dd>
          <dt>{say('logs.telemetry.traces')}</dt>
          <dd>{say('logs.telemetry.counts', { ...traces })}</dd>
          <dt>{say('logs.telemetry.metrics')}</dt>
          <dd>{say('logs.telemetry.counts', { ...metrics })}</dd>
        </dl>
      )}
      {off.error !== null && <ErrorNotice error={off.error} />}
      {mayChange && (
        <div className={box.buttons}>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              open('form');
            }}
          >
            {say(endpoint === '' ? 'logs.telemetry.set' : 'logs.telemetry.change')}
          </Button>
          {endpoint !== '' && (
            <Button
              size="xs"
              variant="default"
              loading={off.isPending}
              onClick={() => {
                off.mutate({ endpoint: '' });
              }}
            >
              {say('logs.telemetry.switch_off')}
            </Button>
          )}
        </div>
      )}
      <Suspense>{opened !== null && <TelemetryForm telemetry={telemetry} onClose={close} />}</Suspense>
    </>
  );
}
