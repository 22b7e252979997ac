/** Takes note of an alert, or calls it done; what somebody wants to say about it goes with it. */
import '../../../theme/fields.css';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Alert } from '../../../../shared/api/alerts.ts';
import { useAcknowledge, useResolve } from '../../../api/alert-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { useSay } from '../../../i18n.ts';

const longest = 1000;

interface NoteFormProps {
  readonly alert: Alert;
  readonly deed: 'acknowledge' | 'resolve';
  readonly onClose: () => void;
}

/** The dialog. */
export default function NoteForm({ alert, deed, onClose }: NoteFormProps) {
  const say = useSay();
  const acknowledge = useAcknowledge();
  const resolve = useResolve();
  const { mutate, error, isPending } = deed === 'acknowledge' ? acknowledge : resolve;
  const [notes, setNotes] = useState('');
  const { name, object_name: where } = alert;
  return (
    <Dialog
      title={say(`alerts.${deed}.title`, { name: where === '' ? name : say('alerts.at', { name, where }) })}
      onClose={onClose}
    >
      <Form
        action={say(`alerts.action.${deed}`)}
        error={error}
        pending={isPending}
        onSubmit={() => {
          mutate({ id: alert.id, notes: notes.trim() }, { onSuccess: onClose });
        }}
        onCancel={onClose}
      >
        <p className={form.muted}>{say(`alerts.${deed}.what`)}</p>
        <Textarea
          label={say('alerts.note')}
          description={say('optional')}
          data-autofocus
          rows={3}
          maxLength={longest}
          value={notes}
          onChange={(event) => {
            setNotes(event.currentTarget.value);
          }}
        />
      </Form>
    </Dialog>
  );
}
