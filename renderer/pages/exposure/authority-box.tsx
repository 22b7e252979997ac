/** How a phone or a computer is told to trust our authority: its certificate, by a picture or a download, and the steps. */
import '../../theme/fields.css';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Exposure } from '../../../shared/api/exposure.ts';
import { Copyable } from '../../components/copyable.tsx';
import box from '../../components/box.module.css';
import { QrCode } from '../../components/qr-code.tsx';
import { Section } from '../../components/section.tsx';
import { When } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import style from './exposure.module.css';
import { easiest } from './reach.ts';

/** Given out by every way in, this page's own included. */
const path = '/cloudcube-ca.crt';
const systems = ['ios', 'android', 'windows', 'macos'] as const;
const steps = ['first', 'second', 'third'] as const;

/** The section. */
export function AuthorityBox({ authority }: { readonly authority: NonNullable<Exposure['authority']> }) {
  const say = useSay();
  const { fingerprint, not_after: end, urls } = authority;
  const [chosen, setChosen] = useState<string | null>(null);
  const url = urls.find((one) => one === chosen) ?? easiest(urls);
  return (
    <Section id="authority" title={say('exposure.authority.title')} term="authority">
      <div className={style.trust}>
        <div className={style.scan}>
          {url !== undefined && (
            <>
              <QrCode text={url} label={say('exposure.authority.picture')} />
              <Copyable text={url} />
            </>
          )}
          {urls.length > 1 && (
            <NativeSelect
              size="xs"
              label={say('exposure.authority.address')}
              data={[...urls]}
              value={url ?? ''}
              onChange={(event) => {
                setChosen(event.currentTarget.value);
              }}
            />
          )}
          <a className={style.download} href={path} download>
            {say('exposure.authority.download')}
          </a>
        </div>
        <div className={style.steps}>
          <p>{say('exposure.authority.what')}</p>
          {systems.map((system) => (
            // One name: where one opens, the others fold.
            <details key={system} name="trust">
              <summary>{say(`exposure.trust.${system}.title`)}</summary>
              <ol>
                {steps.map((step) => (
                  <li key={step}>{say(`exposure.trust.${system}.${step}`)}</li>
                ))}
              </ol>
            </details>
          ))}
          <p>{say('exposure.authority.compare')}</p>
          <dl className={box.facts}>
            <dt>{say('exposure.certificate.fingerprint')}</dt>
            <dd className={box.small}>
              <Copyable text={fingerprint} />
            </dd>
            <dt>{say('exposure.certificate.until')}</dt>
            <dd>
              <When at={end} />
            </dd>
          </dl>
        </div>
      </div>
    </Section>
  );
}
