/** Gives a user another password. */
import { useState } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { useResetPassword } from '../../../api/user-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Form } from '../../../components/form.tsx';
import { isFit, noPassword } from '../../../components/new-password.ts';
import { NewPasswordFields } from '../../../components/password-field.tsx';
import { useSay } from '../../../i18n.ts';

/** The dialog. */
export default function UserPassword({
  user,
  onClose,
}: {
  readonly user: User;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const reset = useResetPassword();
  const [draft, setDraft] = useState(noPassword);
  const [asked, setAsked] = useState(false);
  return (
    <Dialog title={say('access.users.reset_title', { name: user.username })} onClose={onClose}>
      <Form
        action={say('access.users.reset')}
        error={reset.error}
        pending={reset.isPending}
        onSubmit={() => {
          setAsked(true);
          if (!isFit(draft)) return;
          reset.mutate({ id: user.id, password: draft.password }, { onSuccess: onClose });
        }}
        onCancel={onClose}
      >
        <p>{say('access.users.reset_what')}</p>
        <NewPasswordFields
          label={say('access.password.next')}
          draft={draft}
          asked={asked}
          autoFocus
          onChange={setDraft}
        />
      </Form>
    </Dialog>
  );
}
