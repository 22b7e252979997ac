/** Makes a user, or changes one. */
import '../../../theme/fields.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { builtInRoles } from '../../../../shared/roles.ts';
import { useRoles } from '../../../api/role-queries.ts';
import { useAddUser, useChangeUser } from '../../../api/user-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { NewPasswordFields } from '../../../components/password-field.tsx';
import { useSay } from '../../../i18n.ts';
import { isWithin } from '../allowed.ts';
import { PersonFields } from '../person-fields.tsx';
import { TellPermissions } from '../permission-words.tsx';
import { useRoleWords } from '../role-words.ts';
import { draftOfUser, isComplete, newUserOf, rolesOffered, userChangeOf } from './user-draft.ts';

interface UserFormProps {
  readonly me: User;
  /** The user to change; without it a new one is made. */
  readonly user: User | undefined;
  readonly onClose: () => void;
}

/** The dialog. */
export default function UserForm({ me, user, onClose }: UserFormProps) {
  const say = useSay();
  const roleWords = useRoleWords();
  const add = useAddUser();
  const change = useChangeUser();
  // Whoever may not see the roles still knows the built-in ones.
  const { data: roles = [...builtInRoles].map(([name, permissions]) => ({ name, permissions })) } =
    useRoles();
  const [draft, setDraft] = useState(() => draftOfUser(user));
  const [asked, setAsked] = useState(false);
  const isMe = user?.id === me.id;
  const error = add.error ?? change.error;
  const isPending = add.isPending || change.isPending;
  const offered = rolesOffered(roles, (permissions) => isWithin(me, permissions), user?.role);
  const granted = roles.find(({ name }) => name === draft.role)?.permissions;

  function save(): void {
    setAsked(true);
    if (user === undefined) {
      if (isComplete(draft)) add.mutate(newUserOf(draft), { onSuccess: onClose });
      return;
    }
    const body = userChangeOf(user, draft);
    if (body === null) onClose();
    else change.mutate({ id: user.id, body }, { onSuccess: onClose });
  }

  return (
    <Dialog title={user === undefined ? say('access.users.add_title') : user.username} onClose={onClose}>
      <Form
        action={say(user === undefined ? 'access.users.add' : 'access.save')}
        error={error}
        pending={isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        {user === undefined && (
          <TextInput
            label={say('access.users.username')}
            description={say('access.users.username_hint')}
            error={asked && draft.username.trim() === '' ? say('missing_field') : undefined}
            data-autofocus
            name="new-username"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={draft.username}
            onChange={(event) => {
              setDraft({ ...draft, username: event.currentTarget.value });
            }}
          />
        )}
        <PersonFields
          draft={draft}
          isOwn={false}
          autoFocus={user !== undefined}
          onEdit={(part) => {
            setDraft({ ...draft, ...part });
          }}
        />
        {/* One's own role is somebody else's to change. */}
        {!isMe && (
          <div>
            <NativeSelect
              label={say('access.you.role')}
              data={offered.map((value) => ({ value, label: roleWords(value) }))}
              value={draft.role}
              onChange={(event) => {
                setDraft({ ...draft, role: event.currentTarget.value });
              }}
            />
            {granted !== undefined && (
              <p className={form.hint} role="status">
                <TellPermissions permissions={granted} />
              </p>
            )}
          </div>
        )}
        {user !== undefined && draft.role !== user.role && (
          <p className={form.muted}>{say('access.users.role_ends')}</p>
        )}
        {user === undefined && (
          <NewPasswordFields
            label={say('access.users.password')}
            draft={draft.password}
            asked={asked}
            onChange={(password) => {
              setDraft({ ...draft, password });
            }}
          />
        )}
      </Form>
    </Dialog>
  );
}
