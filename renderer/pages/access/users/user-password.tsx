/** Gives a user another password. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { useResetPassword } from '../../../api/access-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
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
      <form
        className={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!isFit(draft) || reset.isPending) return;
          reset.mutate({ id: user.id, password: draft.password }, { onSuccess: onClose });
        }}
      >
        <p>{say('access.users.reset_what')}</p>
        <NewPasswordFields
          label={say('access.password.next')}
          draft={draft}
          asked={asked}
          autoFocus
          onChange={setDraft}
        />
        {reset.error !== null && <ErrorNotice error={reset.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={reset.isPending}>
            {say('access.users.reset')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
