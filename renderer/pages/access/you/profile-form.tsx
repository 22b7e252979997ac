/** Changes one's own name and e-mail address. */
import '../../../theme/fields.css';
import { useState } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { useChangeProfile } from '../../../api/own-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Form } from '../../../components/form.tsx';
import { useSay } from '../../../i18n.ts';
import { PersonFields } from '../person-fields.tsx';
import { PresentPassword } from './present-password.tsx';
import { draftOfProfile, profileChangeOf, wantsPassword } from './profile-draft.ts';

/** The dialog. */
export default function ProfileForm({ me, onClose }: { readonly me: User; readonly onClose: () => void }) {
  const say = useSay();
  const change = useChangeProfile();
  const [draft, setDraft] = useState(() => draftOfProfile(me));
  const [asked, setAsked] = useState(false);
  const isGuarded = wantsPassword(me, draft);
  const missing = isGuarded && draft.password === '';

  function save(): void {
    setAsked(true);
    if (missing) return;
    const body = profileChangeOf(me, draft);
    if (body === null) onClose();
    else change.mutate(body, { onSuccess: onClose });
  }

  return (
    <Dialog title={say('access.you.edit_title')} onClose={onClose}>
      <Form
        action={say('access.save')}
        error={change.error}
        pending={change.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <PersonFields
          draft={draft}
          isOwn
          autoFocus
          onEdit={(part) => {
            setDraft({ ...draft, ...part });
          }}
        />
        {isGuarded && (
          <PresentPassword
            description={say('access.you.email_guarded')}
            asked={asked}
            value={draft.password}
            onChange={(password) => {
              setDraft({ ...draft, password });
            }}
          />
        )}
      </Form>
    </Dialog>
  );
}
