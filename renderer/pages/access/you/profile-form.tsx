/** Changes one's own name and e-mail address. */
import '../../../theme/fields.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { useChangeProfile } from '../../../api/own-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Form } from '../../../components/form.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { useSay } from '../../../i18n.ts';
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
        <TextInput
          label={say('access.you.full_name')}
          data-autofocus
          name="name"
          autoComplete="name"
          maxLength={128}
          value={draft.fullName}
          onChange={(event) => {
            setDraft({ ...draft, fullName: event.currentTarget.value });
          }}
        />
        <TextInput
          label={say('access.you.email')}
          type="email"
          name="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          value={draft.email}
          onChange={(event) => {
            setDraft({ ...draft, email: event.currentTarget.value });
          }}
        />
        {isGuarded && (
          <PasswordField
            label={say('access.password.present')}
            description={say('access.you.email_guarded')}
            error={asked && missing ? say('missing_field') : undefined}
            name="password"
            autoComplete="current-password"
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
