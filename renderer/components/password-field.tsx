/** Where a password is typed: with an eye to look at it, and told right to password managers. */
import '../theme/fields.css';
import { PasswordInput } from '@mantine/core';
import { useSay } from '../i18n.ts';
import { isLongEnough, lengthOf, shortestPassword, type NewPassword } from './new-password.ts';

interface PasswordFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly name: string;
  readonly autoComplete: 'current-password' | 'new-password' | 'off';
  readonly autoFocus?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One field. */
export function PasswordField({ onChange, autoFocus = false, error, ...props }: PasswordFieldProps) {
  const say = useSay();
  return (
    <PasswordInput
      {...props}
      error={error}
      // A dialog gives the focus to what is marked so; a page to what asks for it.
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      required
      withAsterisk={false}
      maxLength={256}
      visibilityToggleButtonProps={{ 'aria-label': say('sign_in.reveal'), tabIndex: 0 }}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}

interface NewPasswordFieldsProps {
  readonly label: string;
  readonly draft: NewPassword;
  /** It was tried to go on: what is wrong is told. */
  readonly asked: boolean;
  readonly autoFocus?: boolean;
  readonly onChange: (draft: NewPassword) => void;
}

/** A new password, typed twice. */
export function NewPasswordFields({
  label,
  draft,
  asked,
  autoFocus = false,
  onChange,
}: NewPasswordFieldsProps) {
  const say = useSay();
  const length = lengthOf(draft.password);
  const fits = isLongEnough(draft);
  return (
    <>
      <PasswordField
        label={label}
        description={say(fits ? 'setup.length_fits' : 'setup.length', { length, minimum: shortestPassword })}
        error={asked && !fits ? say('setup.too_short', { minimum: shortestPassword }) : undefined}
        name="new-password"
        autoComplete="new-password"
        autoFocus={autoFocus}
        value={draft.password}
        onChange={(password) => {
          onChange({ ...draft, password });
        }}
      />
      <PasswordField
        label={say('setup.again_password')}
        error={asked && draft.again !== draft.password ? say('setup.differ') : undefined}
        name="new-password-again"
        autoComplete="new-password"
        value={draft.again}
        onChange={(again) => {
          onChange({ ...draft, again });
        }}
      />
    </>
  );
}
