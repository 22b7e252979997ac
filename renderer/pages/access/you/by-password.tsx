/** Asks for the password before something of one's own sign-in changes: a page left open is not enough for that. */
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { Form } from '../../../components/form.tsx';
import { PresentPassword } from './present-password.tsx';

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
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  return (
    <Form
      action={action}
      isDangerous={isDangerous}
      error={error}
      pending={pending}
      onSubmit={() => {
        setAsked(true);
        if (password !== '') onGo(password);
      }}
      onCancel={onClose}
    >
      <p>{what}</p>
      <PresentPassword asked={asked} autoFocus value={password} onChange={setPassword} />
    </Form>
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
