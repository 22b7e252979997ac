/** Makes a rule, or changes one; beside it stands when it would have fired before, as it is typed. */
import '../../../theme/fields.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AlertSeverity } from '../../../../shared/api/alerts.ts';
import type { AlertRule } from '../../../../shared/api/alert-rules.ts';
import { useAddRule, useChangeRule } from '../../../api/alert-queries.ts';
import { useKeptSeries } from '../../../api/monitoring-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { useSay } from '../../../i18n.ts';
import { severities } from '../severity.ts';
import { MoreFields } from './more-fields.tsx';
import { draftOf, newDraft, newRuleOf, problemsOf, ruleChangeOf, type RuleDraft } from './rule-draft.ts';
import style from './rules.module.css';
import { ThresholdFields } from './threshold-fields.tsx';
import { useProblemWords } from './problem-words.ts';
import { WouldFire } from './would-fire.tsx';

interface RuleFormProps {
  /** The one to change; without it a new one is made. */
  readonly rule: AlertRule | undefined;
  readonly onClose: () => void;
}

/** The dialog. */
export default function RuleForm({ rule, onClose }: RuleFormProps) {
  const say = useSay();
  const add = useAddRule();
  const change = useChangeRule();
  const { data: kept = [] } = useKeptSeries();
  const [draft, setDraft] = useState<RuleDraft>(() => (rule === undefined ? newDraft : draftOf(rule)));
  const [asked, setAsked] = useState(false);
  const problems = problemsOf(draft);
  const inWords = useProblemWords(asked ? problems : undefined);
  const edit = (part: Partial<RuleDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
  };

  function save(): void {
    setAsked(true);
    if (problems.size > 0) return;
    if (rule === undefined) {
      add.mutate(newRuleOf(draft), { onSuccess: onClose });
      return;
    }
    const body = ruleChangeOf(rule, draft);
    if (Object.keys(body).length === 0) onClose();
    else change.mutate({ id: rule.id, body }, { onSuccess: onClose });
  }

  return (
    <Dialog
      title={rule === undefined ? say('alerts.rule_form.add_title') : rule.name}
      size="wide"
      onClose={onClose}
    >
      <Form
        action={say(rule === undefined ? 'alerts.rule_form.add_action' : 'alerts.save')}
        error={add.error ?? change.error}
        pending={add.isPending || change.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <div className={style.sides}>
          <div className={form.form}>
            <TextInput
              label={say('alerts.rule_form.name')}
              error={inWords('name')}
              data-autofocus
              autoComplete="off"
              maxLength={100}
              value={draft.name}
              onChange={(event) => {
                edit({ name: event.currentTarget.value });
              }}
            />
            <ThresholdFields draft={draft} kept={kept} inWords={inWords} onEdit={edit} />
            <div className={style.pair}>
              <TextInput
                label={say('alerts.rule_form.for')}
                description={say('alerts.rule_form.for_hint')}
                error={inWords('wait')}
                autoComplete="off"
                maxLength={20}
                value={draft.wait}
                onChange={(event) => {
                  edit({ wait: event.currentTarget.value });
                }}
              />
              <NativeSelect
                label={say('alerts.rule_form.severity')}
                data={severities.map((one) => ({ value: one, label: say(`alerts.severity.${one}`) }))}
                value={draft.severity}
                onChange={(event) => {
                  edit({ severity: event.currentTarget.value as AlertSeverity });
                }}
              />
            </div>
            <MoreFields draft={draft} inWords={inWords} onEdit={edit} />
          </div>
          <WouldFire draft={draft} />
        </div>
      </Form>
    </Dialog>
  );
}
