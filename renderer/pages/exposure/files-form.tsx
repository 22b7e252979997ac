/** Names a certificate of the owner's own: files on the machine that CloudCube runs on. */
import '../../theme/fields.css';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ExposureSettings } from '../../../shared/api/exposure.ts';
import { useChangeExposure } from '../../api/exposure-queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Form } from '../../components/form.tsx';
import form from '../../components/form.module.css';
import { Term } from '../../components/term.tsx';
import { useSay } from '../../i18n.ts';

const fields = ['tls_certificate_file', 'tls_key_file'] as const;

interface FilesFormProps {
  readonly settings: ExposureSettings;
  readonly onClose: () => void;
}

/** The dialog. */
export default function FilesForm({ settings, onClose }: FilesFormProps) {
  const say = useSay();
  const change = useChangeExposure();
  const { tls_certificate_file: certificate, tls_key_file: key } = settings;
  const [draft, setDraft] = useState({ tls_certificate_file: certificate, tls_key_file: key });
  const save = (body: typeof draft) => {
    change.mutate(body, { onSuccess: onClose });
  };
  return (
    <Dialog title={say('exposure.files.title')} onClose={onClose}>
      <Form
        action={say('exposure.files.save')}
        aside={
          certificate !== '' && (
            <Button
              variant="default"
              className={form.apart ?? ''}
              disabled={change.isPending}
              onClick={() => {
                save({ tls_certificate_file: '', tls_key_file: '' });
              }}
            >
              {say('exposure.files.back')}
            </Button>
          )
        }
        error={change.error}
        pending={change.isPending}
        onSubmit={() => {
          save(draft);
        }}
        onCancel={onClose}
      >
        <p>{say('exposure.files.what')}</p>
        {fields.map((field, index) => (
          <TextInput
            key={field}
            className={form.mono ?? ''}
            label={say(`exposure.files.${field}`)}
            description={say(`exposure.files.${field}_hint`)}
            data-autofocus={index === 0 || undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={1024}
            value={draft[field]}
            onChange={(event) => {
              setDraft({ ...draft, [field]: event.currentTarget.value.trim() });
            }}
          />
        ))}
        <p className={form.muted}>
          {say('exposure.files.hsts')} <Term id="hsts" of="HSTS" />
        </p>
      </Form>
    </Dialog>
  );
}
