/** Where the ping outwards goes, and how often. The address is a secret: it goes in and does not come out. */
import '../../../theme/fields.css';
import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DeadMan, DeadManChange } from '../../../../shared/api/checks.ts';
import { useSetDeadMan } from '../../../api/check-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { useSay } from '../../../i18n.ts';
import style from './checks.module.css';

const longestMinutes = 1440;

interface DeadManFormProps {
  readonly deadMan: DeadMan;
  readonly onClose: () => void;
}

/** The dialog. */
export default function DeadManForm({ deadMan, onClose }: DeadManFormProps) {
  const say = useSay();
  const set = useSetDeadMan();
  const [url, setUrl] = useState('');
  const [minutes, setMinutes] = useState(String(deadMan.interval_minutes));
  const [method, setMethod] = useState(deadMan.method);
  const [asked, setAsked] = useState(false);
  const address = url.trim();
  const isMissing = address === '' && !deadMan.enabled;
  const isFit = isMissing || address === '' || /^https:\/\/[^\s#]+$/.test(address);
  const areFit = /^\d+$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= longestMinutes;

  function save(): void {
    setAsked(true);
    if (isMissing || !isFit || !areFit) return;
    const body: DeadManChange = {
      ...(address === '' ? {} : { url: address }),
      method,
      interval_minutes: Number(minutes),
    };
    set.mutate(body, { onSuccess: onClose });
  }

  return (
    <Dialog title={say('checks.dead_man.title')} onClose={onClose}>
      <Form
        action={say('checks.save')}
        error={set.error}
        pending={set.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <PasswordInput
          className={form.mono ?? ''}
          label={say('checks.dead_man.address')}
          description={say('checks.dead_man.address_hint')}
          placeholder={deadMan.enabled ? say('checks.dead_man.kept') : 'https://'}
          error={
            asked && isMissing
              ? say('missing_field')
              : asked && !isFit
                ? say('checks.dead_man.https')
                : undefined
          }
          data-autofocus
          // Not a password of this page: the browser must neither fill it in nor keep it.
          autoComplete="new-password"
          data-1p-ignore
          maxLength={2048}
          visibilityToggleButtonProps={{ 'aria-label': say('checks.reveal') }}
          value={url}
          onChange={(event) => {
            setUrl(event.currentTarget.value);
          }}
        />
        <div className={style.pair}>
          <TextInput
            label={say('checks.dead_man.minutes')}
            error={asked && !areFit ? say('checks.wrong') : undefined}
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={minutes}
            onChange={(event) => {
              setMinutes(event.currentTarget.value);
            }}
          />
          <NativeSelect
            label={say('checks.field.method')}
            data={['GET', 'POST']}
            value={method}
            onChange={(event) => {
              setMethod(event.currentTarget.value === 'POST' ? 'POST' : 'GET');
            }}
          />
        </div>
        <p className={form.muted}>{say('checks.dead_man.at_once')}</p>
      </Form>
    </Dialog>
  );
}
