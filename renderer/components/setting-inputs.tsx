/** The fields of an account's credentials or a channel's settings. A secret that is kept is never shown, only that it is. */
import '../theme/fields.css';
import { Checkbox } from '@mantine/core';
import { useSay } from '../i18n.ts';
import form from './form.module.css';
import { SettingInput } from './setting-input.tsx';
import type { FieldProblem, SchemaField, Typed } from './schema-fields.ts';

interface SettingInputsProps {
  /** Above them. */
  readonly legend: string;
  /** Where their owner gets what they ask for; shown where it can be opened. */
  readonly keyUrl: string | null;
  readonly fields: readonly SchemaField[];
  readonly isKept: (field: SchemaField) => boolean;
  readonly values: Typed;
  readonly problems: ReadonlyMap<string, FieldProblem>;
  readonly onChange: (key: string, value: string | boolean) => void;
  /** Keys of kept secrets that are to go; not there where none can be. */
  readonly removed?: readonly string[];
  readonly onRemove?: (key: string, isRemoved: boolean) => void;
}

/** A field for each, and the way to the key. */
export function SettingInputs(props: SettingInputsProps) {
  const { legend, keyUrl, fields, isKept, values, problems, onChange, removed = [], onRemove } = props;
  const say = useSay();
  const told = (problem: FieldProblem | undefined): string | undefined =>
    problem && say(problem === 'missing' ? 'missing_field' : 'settings.wrong');
  return (
    <fieldset className={form.group}>
      <legend>{legend}</legend>
      {keyUrl !== null && /^https?:/.test(keyUrl) && (
        <a
          className={form.link}
          href={keyUrl}
          target="_blank"
          rel="noopener noreferrer"
          title={say('settings.new_window')}
        >
          {say('settings.where')} <span aria-hidden="true">↗</span>
        </a>
      )}
      {fields.map((field) => (
        <div key={field.key}>
          <SettingInput
            field={field}
            kept={isKept(field)}
            value={values[field.key] ?? ''}
            error={told(problems.get(field.key))}
            onValue={(value) => {
              onChange(field.key, value);
            }}
          />
          {onRemove !== undefined && field.isSecret && !field.isRequired && isKept(field) && (
            <Checkbox
              size="xs"
              className={form.below ?? ''}
              label={say('settings.remove', { title: field.title })}
              checked={removed.includes(field.key)}
              onChange={(event) => {
                onRemove(field.key, event.currentTarget.checked);
              }}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}
