/** The fields of a kind of check, each drawn as it is filled in. */
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import form from '../../../components/form.module.css';
import { mustBeFilled, type FieldProblem, type Typed } from '../../../components/schema-fields.ts';
import { useLookUp, useSay } from '../../../i18n.ts';
import type { CheckField } from './check-fields.ts';

interface CheckInputsProps {
  readonly fields: readonly CheckField[];
  readonly typed: Typed;
  readonly problems: ReadonlyMap<string, FieldProblem>;
  readonly onType: (key: string, value: string | boolean) => void;
}

/** One input for each field. */
export function CheckInputs({ fields, typed, problems, onType }: CheckInputsProps) {
  return fields.map((field) => (
    <Input
      key={field.key}
      field={field}
      typed={typed[field.key] ?? ''}
      problem={problems.get(field.key)}
      onType={(value) => {
        onType(field.key, value);
      }}
    />
  ));
}

/** A problem in words. */
export function useProblemWords(): (problem: FieldProblem | undefined) => string | undefined {
  const say = useSay();
  return (problem) => {
    if (problem === undefined) return undefined;
    return problem === 'missing' ? say('missing_field') : say('checks.wrong');
  };
}

interface InputProps {
  readonly field: CheckField;
  readonly typed: string | boolean;
  readonly problem: FieldProblem | undefined;
  readonly onType: (value: string | boolean) => void;
}

function Input({ field, typed, problem, onType }: InputProps) {
  const lookUp = useLookUp();
  const inWords = useProblemWords();
  const { key, shape, options, isNullable, maxLength } = field;
  const hint = lookUp(`checks.hint.${key}`, '');
  const naming = {
    label: lookUp(`checks.field.${key}`, key),
    description: hint === '' ? undefined : hint,
  };
  if (typeof typed === 'boolean') {
    return (
      <Checkbox
        {...naming}
        checked={typed}
        onChange={(event) => {
          onType(event.currentTarget.checked);
        }}
      />
    );
  }
  const typing = {
    ...naming,
    value: typed,
    error: inWords(problem),
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    required: mustBeFilled(field),
    withAsterisk: false,
  };
  if (shape === 'choice') {
    return (
      <NativeSelect
        {...naming}
        data={options.map((value) => ({ value, label: lookUp(`checks.option.${value}`, value) }))}
        value={typed}
        onChange={(event) => {
          onType(event.currentTarget.value);
        }}
      />
    );
  }
  if (shape === 'lines' || shape === 'pairs') {
    return (
      <Textarea
        {...typing}
        className={form.mono ?? ''}
        rows={2}
        onChange={(event) => {
          onType(event.currentTarget.value);
        }}
      />
    );
  }
  return (
    <TextInput
      {...typing}
      className={shape === 'text' ? (form.mono ?? '') : ''}
      inputMode={shape === 'number' ? 'numeric' : key === 'url' ? 'url' : 'text'}
      placeholder={isNullable ? lookUp('checks.no_limit', '') : undefined}
      maxLength={maxLength ?? (shape === 'number' ? 6 : undefined)}
      onChange={(event) => {
        onType(event.currentTarget.value);
      }}
    />
  );
}
