/** Who would be told of an alert like this, and why nobody else. */
import '../../../theme/fields.css';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { NotifyPreview, NotifyPreviewRequest } from '../../../../shared/api/notify.ts';
import { useNotifyPreview } from '../../../api/notify-queries.ts';
import box from '../../../components/box.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { PlainForm } from '../../../components/plain-form.tsx';
import { Section } from '../../../components/section.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useSay } from '../../../i18n.ts';
import { span } from '../../../times.ts';
import { severities } from '../../alerts/severity.ts';
import style from '../channels.module.css';
import { labelsOf } from './route-model.ts';

/** The section. */
export function Preview() {
  const say = useSay();
  const [severity, setSeverity] = useState<NotifyPreviewRequest['severity']>('warning');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<NotifyPreviewRequest | null>(null);
  const [isWrong, setWrong] = useState(false);
  const { data, error, isFetching } = useNotifyPreview(asked);

  function ask(): void {
    const labels = labelsOf(text);
    setWrong(labels === null);
    if (labels !== null) setAsked({ severity, labels });
  }

  return (
    <Section id="preview" title={say('notifications.preview.title')}>
      <div className={style.preview}>
        <PlainForm className={form.form} pending={false} onSubmit={ask}>
          <NativeSelect
            label={say('notifications.preview.severity')}
            data={severities.map((value) => ({ value, label: say(`notifications.severity.${value}`) }))}
            value={severity}
            onChange={(event) => {
              setSeverity(severities.find((one) => one === event.currentTarget.value) ?? 'warning');
            }}
          />
          <Textarea
            className={form.mono ?? ''}
            label={say('notifications.preview.labels')}
            description={say('notifications.preview.labels_hint')}
            placeholder={'alertname: disk_filling\nmount: /srv/media'}
            error={isWrong ? say('notifications.preview.labels_wrong') : undefined}
            rows={3}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
            }}
          />
          <div>
            <Button type="submit" variant="default" loading={isFetching && data === undefined}>
              {say('notifications.preview.show')}
            </Button>
          </div>
        </PlainForm>
        <div role="status" className={style.answer}>
          {error !== null && <ErrorNotice error={error} />}
          {error === null && data != null && <Found preview={data} />}
          {error === null && data == null && <p className={box.muted}>{say('notifications.preview.what')}</p>}
        </div>
      </div>
    </Section>
  );
}

function Found({ preview: { channels, routes } }: { readonly preview: NotifyPreview }) {
  const say = useSay();
  return (
    <>
      <div>
        <h3>{say(channels.length === 0 ? 'notifications.preview.nobody' : 'notifications.preview.told')}</h3>
        <ul className={style.lines}>
          {channels.map(({ channel_id: id, name, wait_seconds: wait, reachable: isReachable }) => (
            <li key={id}>
              <StateMark state={isReachable ? 'ok' : 'error'} silent />
              <span>
                {name}
                {!isReachable && ` · ${say('notifications.preview.stopped')}`}
              </span>
              <span className={box.muted}>
                {wait === 0
                  ? say('notifications.preview.at_once')
                  : say('time.in', { span: span(wait * 1000, say) })}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{say('notifications.preview.why')}</h3>
        <ul className={style.lines}>
          {routes.map(({ name, matches, reason }, place) => (
            // A verdict has nothing to be known by but its place.
            <li key={place}>
              <StateMark state={matches ? 'ok' : 'unknown'} silent />
              <span>
                {name !== null && <strong>{name}: </strong>}
                {reason.message}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
