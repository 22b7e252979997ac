/** Makes a role, or changes one. */
import '../../../theme/fields.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Role } from '../../../../shared/api/roles.ts';
import { useAddRole, useChangeRole } from '../../../api/role-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { useSay } from '../../../i18n.ts';
import { PermissionGrid } from '../permission-grid.tsx';
import { changesPermissions, draftOfRole, isRoleName, newRoleOf, roleChangeOf } from './role-draft.ts';

interface RoleFormProps {
  /** The role to change; without it a new one is made. */
  readonly role: Role | undefined;
  readonly onClose: () => void;
}

/** The dialog. */
export default function RoleForm({ role, onClose }: RoleFormProps) {
  const say = useSay();
  const add = useAddRole();
  const change = useChangeRole();
  const [draft, setDraft] = useState(() => draftOfRole(role));
  const [asked, setAsked] = useState(false);
  const error = add.error ?? change.error;
  const isPending = add.isPending || change.isPending;
  const isEmpty = draft.permissions.length === 0;

  function save(): void {
    setAsked(true);
    if (isEmpty) return;
    if (role === undefined) {
      if (isRoleName(draft.name)) add.mutate(newRoleOf(draft), { onSuccess: onClose });
      return;
    }
    const body = roleChangeOf(role, draft);
    if (body === null) onClose();
    else change.mutate({ name: role.name, body }, { onSuccess: onClose });
  }

  return (
    <Dialog
      title={role === undefined ? say('access.roles.add_title') : role.name}
      size="lg"
      onClose={onClose}
    >
      <Form
        action={say(role === undefined ? 'access.roles.add' : 'access.save')}
        error={error}
        pending={isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        {role === undefined && (
          <TextInput
            label={say('access.roles.name')}
            description={say('access.roles.name_hint')}
            error={asked && !isRoleName(draft.name) ? say('access.roles.name_wrong') : undefined}
            data-autofocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={draft.name}
            onChange={(event) => {
              setDraft({ ...draft, name: event.currentTarget.value });
            }}
          />
        )}
        <TextInput
          label={say('access.roles.description')}
          data-autofocus={role !== undefined || undefined}
          autoComplete="off"
          maxLength={300}
          value={draft.description}
          onChange={(event) => {
            setDraft({ ...draft, description: event.currentTarget.value });
          }}
        />
        <PermissionGrid
          label={say('access.roles.permissions')}
          hint={say('access.roles.permissions_hint')}
          chosen={draft.permissions}
          error={asked && isEmpty ? say('access.choose_some') : undefined}
          onChange={(permissions) => {
            setDraft({ ...draft, permissions });
          }}
        />
        {role !== undefined && role.users > 0 && changesPermissions(role, draft) && (
          <p className={form.muted}>{say('access.roles.ends', { count: role.users })}</p>
        )}
      </Form>
    </Dialog>
  );
}
