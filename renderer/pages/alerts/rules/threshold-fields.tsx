/** What a rule looks at, and what of it fires. */
import { NativeSelect, TextInput } from '@mantine/core';
import { operators, type Operator } from '../../../../shared/api/alerts.ts';
import { useLookUp, useSay } from '../../../i18n.ts';
import { metricOf } from '../metric-text.ts';
import { useMetricWords } from '../metric-words.ts';
import type { ProblemWords } from './problem-words.ts';
import { aboutMetric, metricChoices, type RuleDraft } from './rule-draft.ts';
import style from './rules.module.css';

interface ThresholdFieldsProps {
  readonly draft: RuleDraft;
  /** What is measured here. */
  readonly kept: readonly { readonly metric: string }[];
  readonly inWords: ProblemWords;
  readonly onEdit: (part: Partial<RuleDraft>) => void;
}

/** The fields. */
export function ThresholdFields({ draft, kept, inWords, onEdit }: ThresholdFieldsProps) {
  const say = useSay();
  const lookUp = useLookUp();
  const { nameOf } = useMetricWords();
  const { here, elsewhere } = metricChoices(new Set(kept.map(({ metric }) => metric)));
  const choices = (names: readonly string[]) => names.map((value) => ({ value, label: nameOf(value) }));
  const { unit } = metricOf(draft.metric);
  const unitName = lookUp(`alerts.rule_form.units.${unit}`, '');
  return (
    <>
      <NativeSelect
        label={say('alerts.rule_form.metric')}
        data={[
          ...(here.length === 0 ? [] : [{ group: say('alerts.rule_form.here'), items: choices(here) }]),
          { group: say('alerts.rule_form.elsewhere'), items: choices(elsewhere) },
        ]}
        value={draft.metric}
        onChange={(event) => {
          onEdit(aboutMetric(draft, event.currentTarget.value));
        }}
      />
      {unit === 'yes_no' ? (
        <NativeSelect
          label={say('alerts.rule_form.when')}
          data={[
            { value: '0', label: say('alerts.no') },
            { value: '1', label: say('alerts.yes') },
          ]}
          value={draft.threshold}
          onChange={(event) => {
            onEdit({ threshold: event.currentTarget.value });
          }}
        />
      ) : (
        <div className={style.pair}>
          <NativeSelect
            label={say('alerts.rule_form.condition')}
            data={operators.map((one) => ({ value: one, label: say(`alerts.rule_form.conditions.${one}`) }))}
            value={draft.condition}
            onChange={(event) => {
              onEdit({ condition: event.currentTarget.value as Operator });
            }}
          />
          <TextInput
            label={
              unitName === ''
                ? say('alerts.rule_form.threshold')
                : say('alerts.rule_form.threshold_in', { unit: unitName })
            }
            error={inWords('threshold')}
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            value={draft.threshold}
            onChange={(event) => {
              onEdit({ threshold: event.currentTarget.value });
            }}
          />
        </div>
      )}
    </>
  );
}
