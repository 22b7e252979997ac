/** Asks for the password before something of one's own sign-in changes: a page left open is not enough for that. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { PasswordField } from '../../../components/password-field.tsx';
import { useSay } from '../../../i18n.ts';

interface ByPasswordFormProps {
  readonly what: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly onGo: (password: string) => void;
  readonly onClose: () => void;
}

/** The form, for a dialog that has more to show. */
export function ByPasswordForm(props: ByPasswordFormProps) {
  const { what, action, isDangerous = false, error, pending, onGo, onClose } = props;
  const say = useSay();
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  return (
    <form
      className={form.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (password !== '' && !pending) onGo(password);
      }}
    >
      <p>{what}</p>
      <PasswordField
        label={say('access.password.present')}
        error={asked && password === '' ? say('missing_field') : undefined}
        name="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={setPassword}
      />
      {error !== null && <ErrorNotice error={error} />}
      <div className={form.buttons}>
        <Button variant="default" onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button type="submit" {...(isDangerous ? { color: 'red' } : {})} loading={pending}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** The dialog. */
export default function ByPassword({ title, ...props }: ByPasswordFormProps & { readonly title: string }) {
  return (
    <Dialog title={title} onClose={props.onClose}>
      <ByPasswordForm {...props} />
    </Dialog>
  );
}
