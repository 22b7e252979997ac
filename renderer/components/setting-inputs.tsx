/** The fields of an account's credentials or a channel's settings. A secret that is kept is never shown, only that it is. */
import '../theme/fields.css';
import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useSay } from '../i18n.ts';
import form from './form.module.css';
import type { FieldProblem, SchemaField, Typed } from './schema-fields.ts';

/** A text that may be longer holds lines of its own: a certificate. */
const longestLine = 4096;

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
          <Setting
            field={field}
            kept={isKept(field)}
            value={values[field.key] ?? ''}
            problem={problems.get(field.key)}
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

interface SettingProps {
  readonly field: SchemaField;
  readonly kept: boolean;
  readonly value: string | boolean;
  readonly problem: FieldProblem | undefined;
  readonly onValue: (value: string | boolean) => void;
}

function Setting({ field, kept, value, problem, onValue }: SettingProps) {
  const say = useSay();
  const { title, description, isRequired, isSecret, shape, options, standard, maxLength } = field;
  if (typeof value === 'boolean') {
    return (
      <Checkbox
        label={title}
        description={description}
        checked={value}
        onChange={(event) => {
          onValue(event.currentTarget.checked);
        }}
      />
    );
  }
  const naming = {
    label: isRequired ? title : `${title} (${say('optional')})`,
    description,
    error: problem && say(problem === 'missing' ? 'missing_field' : 'settings.wrong'),
    value,
  };
  const typing = {
    className: form.mono ?? '',
    placeholder: kept ? say('settings.kept') : typeof standard === 'string' ? standard : undefined,
    autoCapitalize: 'none',
    spellCheck: false,
  };
  if (shape === 'choice') {
    const isOpen = kept || !isRequired;
    return (
      <NativeSelect
        {...naming}
        data={[
          ...(isOpen
            ? [{ value: '', label: say(kept ? 'settings.kept_option' : 'settings.standard_option') }]
            : []),
          ...options,
        ]}
        onChange={(event) => {
          onValue(event.currentTarget.value);
        }}
      />
    );
  }
  if (isSecret) {
    return (
      <PasswordInput
        {...naming}
        {...typing}
        maxLength={maxLength}
        // Not a password of this page: the browser must neither fill it in nor keep it.
        autoComplete="new-password"
        data-1p-ignore
        visibilityToggleButtonProps={{ 'aria-label': say('settings.reveal') }}
        onChange={(event) => {
          onValue(event.currentTarget.value);
        }}
      />
    );
  }
  if (shape === 'lines' || (maxLength ?? 0) > longestLine) {
    return (
      <Textarea
        {...naming}
        {...typing}
        description={shape === 'lines' ? [description, say('settings.lines')].join(' · ') : description}
        autoComplete="off"
        rows={2}
        onChange={(event) => {
          onValue(event.currentTarget.value);
        }}
      />
    );
  }
  return (
    <TextInput
      {...naming}
      {...typing}
      maxLength={maxLength}
      inputMode={shape === 'number' ? 'numeric' : 'text'}
      autoComplete="off"
      onChange={(event) => {
        onValue(event.currentTarget.value);
      }}
    />
  );
}
