/** The second step of a sign-in: the six figures of an app, or one of the recovery codes. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import form from '../../components/form.module.css';
import { useSay } from '../../i18n.ts';

interface CodeFieldProps {
  /** Whose code it is. */
  readonly username: string;
  readonly value: string;
  readonly isMissing: boolean;
  readonly onChange: (value: string) => void;
}

/** The field, and the way from one kind of code to the other. */
export function CodeField({ username, value, isMissing, onChange }: CodeFieldProps) {
  const say = useSay();
  const [kind, setKind] = useState<'app' | 'recovery'>('app');
  return (
    <>
      <TextInput
        key={kind}
        className={form.mono ?? ''}
        label={say(`sign_in.code_${kind}`)}
        description={say(`sign_in.code_${kind}_hint`, { name: username })}
        error={isMissing ? say('missing_field') : undefined}
        name="one-time-code"
        autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
        inputMode={kind === 'app' ? 'numeric' : 'text'}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
        withAsterisk={false}
        maxLength={kind === 'app' ? 8 : 64}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setKind(kind === 'app' ? 'recovery' : 'app');
            onChange('');
          }}
        >
          {say(kind === 'app' ? 'sign_in.use_recovery' : 'sign_in.use_app')}
        </Button>
      </div>
    </>
  );
}
