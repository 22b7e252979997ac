/** Where the password in force is asked for, before something of one's own changes. */
import { PasswordField } from '../../../components/password-field.tsx';
import { useSay } from '../../../i18n.ts';

interface PresentPasswordProps {
  /** Why it is asked for. */
  readonly description?: string;
  /** It was tried to go on: that it is missing is told. */
  readonly asked: boolean;
  readonly autoFocus?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The field. */
export function PresentPassword({ asked, value, ...props }: PresentPasswordProps) {
  const say = useSay();
  return (
    <PasswordField
      {...props}
      label={say('access.password.present')}
      error={asked && value === '' ? say('missing_field') : undefined}
      name="password"
      autoComplete="current-password"
      value={value}
    />
  );
}
