/** One field of a form that is made from a schema. */
import '../theme/fields.css';
import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useSay } from '../i18n.ts';
import form from './form.module.css';
import type { SchemaField } from './schema-fields.ts';

/** A text that may be longer holds lines of its own: a certificate. */
const longestLine = 4096;
/** Lines that are seen at once. */
const [fewestRows, mostRows] = [2, 8];

interface SettingInputProps {
  readonly field: SchemaField;
  /** A secret that is kept and not shown. */
  readonly kept: boolean;
  readonly value: string | boolean;
  /** What is wrong with it, in words. */
  readonly error: string | undefined;
  /** Id of what names it and what says what it means, where both stand beside it already. */
  readonly namedBy?: { readonly title: string; readonly description: string };
  readonly onValue: (value: string | boolean) => void;
}

/** The field, in the shape that its schema asks for. */
export function SettingInput({ field, kept, value, error, namedBy, onValue }: SettingInputProps) {
  const say = useSay();
  const { title, description, isRequired, isSecret, shape, options, standard, maxLength } = field;
  const beside = namedBy && {
    'aria-labelledby': namedBy.title,
    'aria-describedby': namedBy.description,
  };
  if (typeof value === 'boolean') {
    return (
      <Checkbox
        {...(beside ?? { label: title, description })}
        checked={value}
        onChange={(event) => {
          onValue(event.currentTarget.checked);
        }}
      />
    );
  }
  const told = namedBy ? undefined : description;
  const naming = {
    ...(beside ?? { label: isRequired ? title : `${title} (${say('optional')})` }),
    description: told,
    error,
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
        description={
          shape === 'lines'
            ? [...(told === undefined ? [] : [told]), say('settings.lines')].join(' · ')
            : told
        }
        autoComplete="off"
        rows={Math.min(Math.max(value.split('\n').length, fewestRows), mostRows)}
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
