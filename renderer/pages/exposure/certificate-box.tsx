/** The certificate that callers by TLS are shown: whose, for which names, until when, and what is wrong with it. */
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Exposure } from '../../../shared/api/exposure.ts';
import { Box } from '../../components/box.tsx';
import style from '../../components/box.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useOpened } from '../../components/use-opened.ts';
import { useTold, When } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { endsSoon } from './reach.ts';

const FilesForm = lazy(() => import('./files-form.tsx'));

/** The box. */
export function CertificateBox({ exposure }: { readonly exposure: Exposure }) {
  const say = useSay();
  const mayChange = useMay()('exposure:admin');
  const { opened, open, close } = useOpened<'files'>();
  const isEnding = useTold((now) => endsSoon(exposure, now));
  const { certificate, certificate_reason: reason } = exposure;
  const isWell = reason === null && !isEnding;
  return (
    <Box id="certificate" title={say('exposure.certificate.title')}>
      <p className={style.state}>
        <StateMark state={certificate === null ? 'unknown' : isWell ? 'ok' : 'warning'} silent />
        <span>{say(`exposure.certificate.${certificate?.source ?? 'none'}`)}</span>
      </p>
      {reason !== null && (
        <p>
          {reason.message} {certificate !== null && say('exposure.certificate.meanwhile')}
        </p>
      )}
      {certificate !== null && <Facts certificate={certificate} isEnding={isEnding} />}
      {mayChange && (
        <div className={style.buttons}>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              open('files');
            }}
          >
            {say(
              exposure.settings.tls_certificate_file === ''
                ? 'exposure.certificate.own'
                : 'exposure.certificate.change',
            )}
          </Button>
        </div>
      )}
      <Suspense>{opened !== null && <FilesForm settings={exposure.settings} onClose={close} />}</Suspense>
    </Box>
  );
}

interface FactsProps {
  readonly certificate: NonNullable<Exposure['certificate']>;
  readonly isEnding: boolean;
}

function Facts({ certificate, isEnding }: FactsProps) {
  const say = useSay();
  return (
    <dl className={style.facts}>
      <dt>{say('exposure.certificate.names')}</dt>
      <dd className={style.mono}>{certificate.subjects.join(', ')}</dd>
      <dt>{say('exposure.certificate.until')}</dt>
      <dd>
        <When at={certificate.not_after} />
        {isEnding && ` · ${say('exposure.certificate.renew')}`}
        {certificate.source === 'authority' && ` · ${say('exposure.certificate.renewed')}`}
      </dd>
      <dt>{say('exposure.certificate.fingerprint')}</dt>
      <dd className={style.small}>
        <Copyable text={certificate.fingerprint} />
      </dd>
    </dl>
  );
}
