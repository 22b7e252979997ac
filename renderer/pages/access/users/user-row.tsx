/** One user: whether they may come in, who they are, their role, and when they were last here. */
import type { User } from '../../../../shared/api/auth.ts';
import { EntryButton, EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { MenuButton } from '../../../components/menu-button.tsx';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { userActions } from '../allowed.ts';
import { TellPermissions } from '../permission-words.tsx';
import { useRoleWords } from '../role-words.ts';

/** What can be asked of a user. */
export type UserAction = 'edit' | 'switch' | 'password' | 'totp' | 'sign-ins' | 'delete';

interface UserRowProps {
  readonly me: User;
  readonly user: User;
  readonly index: number;
  readonly onAction: (action: UserAction) => void;
}

/** The row. */
export function UserRow({ me, user, index, onAction }: UserRowProps) {
  const say = useSay();
  const roleWords = useRoleWords();
  const { username, full_name: fullName, email, is_active: isActive } = user;
  const { edit, rule, look } = userActions(me, user);
  const act = (action: UserAction) => () => {
    onAction(action);
  };
  const more = [
    ...(look ? [{ label: say('access.sign_ins.title'), run: act('sign-ins') }] : []),
    ...(rule ? [{ label: say('access.users.reset'), run: act('password') }] : []),
    ...(rule && user.totp_enabled ? [{ label: say('access.users.totp_off'), run: act('totp') }] : []),
    ...(rule
      ? [
          { label: say(isActive ? 'access.users.disable' : 'access.users.enable'), run: act('switch') },
          { label: say('access.users.delete'), danger: true, run: act('delete') },
        ]
      : []),
  ];
  return (
    <EntryRow index={index} onEnter={edit ? act('edit') : undefined}>
      <EntryState mark={isActive ? 'ok' : 'paused'}>
        {say(isActive ? 'access.users.active' : 'access.users.disabled')}
      </EntryState>
      <div role="cell" className={table.thing}>
        <strong>{username}</strong>
        {user.id === me.id && <span className={table.why}> {say('access.users.you')}</span>}
        <p className={table.why}>{[fullName, email].filter((text) => text !== null).join(' · ')}</p>
      </div>
      <div role="cell" className={entry.values}>
        <p>{roleWords(user.role)}</p>
        <p className={table.why}>
          <TellPermissions permissions={user.permissions} />
        </p>
        <p className={table.why}>
          {say('access.users.last_seen')} <When at={user.last_login} />
          {' · '}
          {say(user.totp_enabled ? 'access.users.two_steps' : 'access.users.password_only')}
        </p>
      </div>
      <div role="cell" className={entry.actions}>
        {edit && (
          <EntryButton label={say('access.users.edit_label', { name: username })} onPress={act('edit')}>
            {say('access.edit')}
          </EntryButton>
        )}
        {more.length > 0 && <MenuButton label={say('access.actions', { name: username })} actions={more} />}
      </div>
    </EntryRow>
  );
}
