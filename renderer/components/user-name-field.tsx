/** Where somebody says who they are, told right to password managers. */
import '../theme/fields.css';
import { TextInput } from '@mantine/core';
import { useSay } from '../i18n.ts';

interface UserNameFieldProps {
  /** That it is missing is told. */
  readonly isMissing: boolean;
  readonly maxLength: number;
  readonly autoFocus?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The field. */
export function UserNameField({ isMissing, onChange, ...props }: UserNameFieldProps) {
  const say = useSay();
  return (
    <TextInput
      {...props}
      label={say('sign_in.username')}
      error={isMissing ? say('missing_field') : undefined}
      name="username"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      withAsterisk={false}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
