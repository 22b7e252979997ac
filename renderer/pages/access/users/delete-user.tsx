/** Asks before a user is let go: the name has to be typed, as there is no way back. */
import '../../../theme/fields.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { useDeleteUser } from '../../../api/user-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';

/** The dialog. */
export default function DeleteUser({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const say = useSay();
  const remove = useDeleteUser();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const isRight = typed.trim() === user.username;
  return (
    <Confirm
      title={say('access.users.delete_title', { name: user.username })}
      action={say('access.users.delete')}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        setAsked(true);
        if (isRight) remove.mutate(user.id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>{say('access.users.delete_what')}</p>
      <TextInput
        label={say('access.users.delete_type', { name: user.username })}
        error={asked && !isRight ? say('access.users.delete_differs') : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
      />
    </Confirm>
  );
}
