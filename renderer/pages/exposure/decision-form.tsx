/** Changes one of the decisions. */
import '../../theme/fields.css';
import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChangeExposure } from '../../api/exposure-queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Form } from '../../components/form.tsx';
import form from '../../components/form.module.css';
import { useSay } from '../../i18n.ts';
import { decisionOf, entriesOf, misfitOf, type Decision } from './decision-draft.ts';

interface DecisionFormProps {
  readonly decision: Decision;
  readonly values: readonly string[];
  readonly onClose: () => void;
}

/** The dialog. */
export default function DecisionForm({ decision, values, onClose }: DecisionFormProps) {
  const say = useSay();
  const change = useChangeExposure();
  const [typed, setTyped] = useState(values.join('\n'));
  const [asked, setAsked] = useState(false);
  const entries = entriesOf(typed, decision);
  const misfit = misfitOf(entries, decision);
  const field = {
    className: form.mono ?? '',
    label: say(`exposure.decision.${decision}.label`),
    description: say(`exposure.decision.${decision}.hint`),
    error:
      asked && misfit !== undefined
        ? say(`exposure.decision.${decision}.wrong`, { entry: misfit })
        : undefined,
    'data-autofocus': true,
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    value: typed,
  };
  return (
    <Dialog title={say(`exposure.decision.${decision}.title`)} onClose={onClose}>
      <Form
        action={say('exposure.decisions.save')}
        error={change.error}
        pending={change.isPending}
        onSubmit={() => {
          setAsked(true);
          if (misfit === undefined) change.mutate(decisionOf(entries, decision), { onSuccess: onClose });
        }}
        onCancel={onClose}
      >
        <p>{say(`exposure.decision.${decision}.what`)}</p>
        {decision === 'device_port' ? (
          <TextInput
            {...field}
            inputMode="numeric"
            maxLength={5}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
        ) : (
          <Textarea
            {...field}
            rows={Math.min(Math.max(entries.length + 1, 3), 8)}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
        )}
      </Form>
    </Dialog>
  );
}
