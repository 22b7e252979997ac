/** Where telemetry is sent. Values of headers are secrets: they go in and do not come out. */
import '../../../theme/fields.css';
import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Telemetry } from '../../../../shared/api/telemetry.ts';
import { useSetTelemetry } from '../../../api/log-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { useSay } from '../../../i18n.ts';
import { problemOf, telemetryChangeOf, type TelemetryDraft } from './telemetry-draft.ts';

interface TelemetryFormProps {
  readonly telemetry: Telemetry;
  readonly onClose: () => void;
}

/** The dialog. */
export default function TelemetryForm({ telemetry, onClose }: TelemetryFormProps) {
  const say = useSay();
  const set = useSetTelemetry();
  const [draft, setDraft] = useState<TelemetryDraft>({
    endpoint: telemetry.endpoint,
    headers: '',
    isBare: false,
  });
  const [asked, setAsked] = useState(false);
  const kept = telemetry.header_names;
  const problem = problemOf(draft);
  const shown = asked ? problem : null;
  const edit = (part: Partial<TelemetryDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
  };

  return (
    <Dialog title={say('logs.telemetry.title')} onClose={onClose}>
      <Form
        action={say('logs.telemetry.save')}
        error={set.error}
        pending={set.isPending}
        onSubmit={() => {
          setAsked(true);
          if (problem === null) set.mutate(telemetryChangeOf(draft), { onSuccess: onClose });
        }}
        onCancel={onClose}
      >
        <TextInput
          className={form.mono ?? ''}
          label={say('logs.telemetry.endpoint')}
          description={say('logs.telemetry.endpoint_hint')}
          placeholder="http://192.168.1.5:4318"
          error={
            shown === 'missing'
              ? say('missing_field')
              : shown === 'endpoint'
                ? say('logs.telemetry.endpoint_wrong')
                : undefined
          }
          data-autofocus
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={500}
          value={draft.endpoint}
          onChange={(event) => {
            edit({ endpoint: event.currentTarget.value });
          }}
        />
        <Textarea
          className={form.mono ?? ''}
          label={say('logs.telemetry.headers')}
          description={say('logs.telemetry.headers_hint')}
          placeholder={kept.length > 0 ? say('logs.telemetry.kept', { names: kept.join(', ') }) : undefined}
          error={shown === 'headers' ? say('logs.telemetry.headers_wrong') : undefined}
          rows={2}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={draft.headers}
          onChange={(event) => {
            edit({ headers: event.currentTarget.value });
          }}
        />
        {kept.length > 0 && draft.headers.trim() === '' && (
          <Checkbox
            label={say('logs.telemetry.bare')}
            checked={draft.isBare}
            onChange={(event) => {
              edit({ isBare: event.currentTarget.checked });
            }}
          />
        )}
      </Form>
    </Dialog>
  );
}
