/** Conditions on labels, a row each: which label, how, what value. */
import '../theme/fields.css';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { useId } from 'react';
import { matchOperators, type LabelMatcher } from '../../shared/matchers.ts';
import { metrics } from '../../shared/metric-names.ts';
import { useSay } from '../i18n.ts';
import form from './form.module.css';
import { AddIcon, CloseIcon } from './icons.tsx';
import { labelName } from './label-name.ts';
import style from './matcher-inputs.module.css';
import { operatorWords } from './operator-words.ts';

/** What alerts are told apart by; a rule may have others of its own. */
const known = [
  ...['alertname', 'severity', 'rule', 'metric'],
  ...new Set(Object.values(metrics).flatMap(({ of }) => (of === null ? [] : [of]))),
];

interface MatcherInputsProps {
  readonly legend: string;
  /** Below the legend. */
  readonly hint: string;
  readonly matchers: readonly LabelMatcher[];
  /** What is wrong is told. */
  readonly isAsked: boolean;
  /** What is wrong with all of them together. */
  readonly problem?: string | undefined;
  readonly onChange: (matchers: readonly LabelMatcher[]) => void;
}

/** The rows, and a button for another one. */
export function MatcherInputs({ legend, hint, matchers, isAsked, problem, onChange }: MatcherInputsProps) {
  const say = useSay();
  const names = useId();
  const set = (place: number, part: Partial<LabelMatcher>) => {
    onChange(matchers.map((one, index) => (index === place ? { ...one, ...part } : one)));
  };
  return (
    <fieldset className={form.group}>
      <legend>{legend}</legend>
      <p className={form.hint}>{hint}</p>
      <datalist id={names}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {matchers.map(({ name, operator, value }, place) => (
        // A row has nothing to be known by but its place.
        <div
          key={place}
          className={style.row}
          role="group"
          aria-label={say('matcher.nth', { nth: place + 1 })}
        >
          <TextInput
            className={form.mono ?? ''}
            aria-label={say('matcher.label')}
            placeholder={say('matcher.label')}
            error={isAsked && !labelName.test(name) && say('matcher.wrong')}
            list={names}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            value={name}
            onChange={(event) => {
              set(place, { name: event.currentTarget.value });
            }}
          />
          <NativeSelect
            aria-label={say('matcher.how')}
            data={matchOperators.map((one) => ({ value: one, label: say(operatorWords[one]) }))}
            value={operator}
            onChange={(event) => {
              const next = matchOperators.find((one) => one === event.currentTarget.value);
              if (next) set(place, { operator: next });
            }}
          />
          <TextInput
            className={form.mono ?? ''}
            aria-label={say('matcher.value')}
            placeholder={say('matcher.value')}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={512}
            value={value}
            onChange={(event) => {
              set(place, { value: event.currentTarget.value });
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            title={say('matcher.remove')}
            aria-label={say('matcher.remove_nth', { nth: place + 1 })}
            onClick={() => {
              onChange(matchers.filter((_, index) => index !== place));
            }}
          >
            <CloseIcon />
          </ActionIcon>
        </div>
      ))}
      {problem !== undefined && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<AddIcon />}
          onClick={() => {
            onChange([...matchers, { name: '', operator: '=', value: '' }]);
          }}
        >
          {say('matcher.add')}
        </Button>
      </div>
    </fieldset>
  );
}
