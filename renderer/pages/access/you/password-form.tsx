/** Changes one's own password. */
import { useState } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { useChangePassword } from '../../../api/own-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { isFit, noPassword } from '../../../components/new-password.ts';
import { NewPasswordFields } from '../../../components/password-field.tsx';
import { useSay } from '../../../i18n.ts';
import { PresentPassword } from './present-password.tsx';

/** The dialog. */
export default function PasswordForm({ me, onClose }: { readonly me: User; readonly onClose: () => void }) {
  const say = useSay();
  const change = useChangePassword();
  const [present, setPresent] = useState('');
  const [draft, setDraft] = useState(noPassword);
  const [asked, setAsked] = useState(false);

  return (
    <Dialog title={say('access.password.change')} onClose={onClose}>
      <Form
        action={say('access.password.change')}
        error={change.error}
        pending={change.isPending}
        onSubmit={() => {
          setAsked(true);
          if (present === '' || !isFit(draft)) return;
          change.mutate({ old_password: present, new_password: draft.password }, { onSuccess: onClose });
        }}
        onCancel={onClose}
      >
        {/* Password managers want to know whose it is. */}
        <input type="hidden" name="username" autoComplete="username" value={me.username} />
        <PresentPassword asked={asked} autoFocus value={present} onChange={setPresent} />
        <NewPasswordFields
          label={say('access.password.next')}
          draft={draft}
          asked={asked}
          onChange={setDraft}
        />
        <p className={form.muted}>{say('access.password.ends')}</p>
      </Form>
    </Dialog>
  );
}
