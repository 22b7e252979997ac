/** The settings of a rule that most rules leave as they are. */
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { NoData } from '../../../../shared/api/alert-rules.ts';
import { useChannelNames } from '../../../api/alert-queries.ts';
import form from '../../../components/form.module.css';
import { PlainLines } from '../../../components/plain-lines.tsx';
import { useSay } from '../../../i18n.ts';
import type { PageKey } from '../../../page-key.ts';
import type { ProblemWords } from './problem-words.ts';
import { hasSides, type RuleDraft } from './rule-draft.ts';
import style from './rules.module.css';

const noDatas = ['ok', 'keep', 'alert'] as const satisfies readonly NoData[];

interface MoreFieldsProps {
  readonly draft: RuleDraft;
  readonly inWords: ProblemWords;
  readonly onEdit: (part: Partial<RuleDraft>) => void;
}

/** Folded away until they are looked for. */
export function MoreFields({ draft, inWords, onEdit }: MoreFieldsProps) {
  const say = useSay();
  const { data: channels = [] } = useChannelNames();
  type Typed = 'description' | 'clear' | 'keep' | 'noDataAfter' | 'cooldown' | 'repeat';
  const text = (field: Typed, label: PageKey, hint?: PageKey, maxLength = 20) => (
    <TextInput
      label={say(label)}
      description={hint === undefined ? undefined : say(hint)}
      error={inWords(field)}
      autoComplete="off"
      maxLength={maxLength}
      value={draft[field]}
      onChange={(event) => {
        onEdit({ [field]: event.currentTarget.value });
      }}
    />
  );
  const lines = (field: 'include' | 'exclude' | 'labels', label: PageKey, hint: PageKey) => (
    <PlainLines
      label={say(label)}
      description={inWords(field) ?? say(hint)}
      value={draft[field]}
      onValue={(value) => {
        onEdit({ [field]: value });
      }}
    />
  );
  return (
    <details className={form.more}>
      <summary>{say('alerts.rule_form.more')}</summary>
      <div className={form.form}>
        {text('description', 'alerts.rule_form.description', undefined, 500)}
        <div className={style.pair}>
          {hasSides(draft.condition) &&
            text('clear', 'alerts.rule_form.clear', 'alerts.rule_form.clear_hint')}
          {text('keep', 'alerts.rule_form.keep', 'alerts.rule_form.keep_hint')}
          {text('cooldown', 'alerts.rule_form.cooldown', 'alerts.rule_form.cooldown_hint')}
          {text('repeat', 'alerts.rule_form.repeat', 'alerts.rule_form.repeat_hint')}
          <NativeSelect
            label={say('alerts.rule_form.no_data')}
            data={noDatas.map((one) => ({ value: one, label: say(`alerts.rule_form.no_datas.${one}`) }))}
            value={draft.noData}
            onChange={(event) => {
              onEdit({ noData: event.currentTarget.value as NoData });
            }}
          />
          {draft.noData !== 'keep' && text('noDataAfter', 'alerts.rule_form.no_data_after')}
        </div>
        <Checkbox
          label={say('alerts.rule_form.after_well')}
          checked={draft.afterWell}
          onChange={(event) => {
            onEdit({ afterWell: event.currentTarget.checked });
          }}
        />
        {lines('include', 'alerts.rule_form.include', 'alerts.rule_form.include_hint')}
        {lines('exclude', 'alerts.rule_form.exclude', 'alerts.rule_form.exclude_hint')}
        {lines('labels', 'alerts.rule_form.labels', 'alerts.rule_form.labels_hint')}
        {channels.length > 0 && (
          <fieldset className={form.group}>
            <legend>{say('alerts.rule_form.channels')}</legend>
            <p className={form.hint}>{say('alerts.rule_form.channels_hint')}</p>
            <div className={form.choices}>
              {channels.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={draft.channels.includes(id) || draft.channels.includes(name)}
                  onChange={(event) => {
                    const others = draft.channels.filter((one) => one !== id && one !== name);
                    onEdit({ channels: event.currentTarget.checked ? [...others, id] : others });
                  }}
                />
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </details>
  );
}
