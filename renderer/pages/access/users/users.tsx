/** The users: who they are, what they may do, and how they come in. */
import { lazy, Suspense } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { builtInRoles } from '../../../../shared/roles.ts';
import { useRoles } from '../../../api/role-queries.ts';
import { useUsers, type UserFilter } from '../../../api/user-queries.ts';
import { EntryTable } from '../../../components/entry-table.tsx';
import { Filters } from '../../../components/filters.tsx';
import { Listing } from '../../../components/listing.tsx';
import { Pager } from '../../../components/pager.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import { useNarrowing } from '../../../components/use-narrowing.ts';
import { useOpened } from '../../../components/use-opened.ts';
import { useSay } from '../../../i18n.ts';
import { useMay, useMe } from '../../../me.ts';
import { useRoleWords } from '../role-words.ts';
import { UserRow, type UserAction } from './user-row.tsx';

const UserForm = lazy(() => import('./user-form.tsx'));
const UserSwitch = lazy(() => import('./user-switch.tsx'));
const UserPassword = lazy(() => import('./user-password.tsx'));
const UserTotp = lazy(() => import('./user-totp.tsx'));
const UserSignIns = lazy(() => import('./user-sign-ins.tsx'));
const DeleteUser = lazy(() => import('./delete-user.tsx'));

type Opened = { readonly kind: 'add' } | { readonly kind: UserAction; readonly user: User };

/** The section. */
export default function Users() {
  const say = useSay();
  const me = useMe();
  const mayAdd = useMay()('users:admin');
  const { filter, asked, narrow, turn } = useNarrowing<UserFilter>({
    search: '',
    role: '',
    state: '',
    page: 1,
  });
  const users = useUsers(asked);
  const { opened, open, close } = useOpened<Opened>();
  const isNarrowed = asked.search !== '' || filter.role !== '' || filter.state !== '';
  if (me === null) return null;

  return (
    <Listing query={users}>
      {({ rows, pages }) => (
        <Section
          id="users"
          title={say('nav.users')}
          tools={mayAdd && <AddButton what="user" label={say('access.users.add')} onAdd={open} />}
        >
          <Narrow filter={filter} onNarrow={narrow} />
          <EntryTable
            labelledBy="users"
            columns={[say('access.state'), say('access.users.user'), say('access.you.role')]}
            items={rows}
            empty={say(isNarrowed ? 'access.users.none_found' : 'access.users.empty')}
            render={(user, index) => (
              <UserRow
                key={user.id}
                me={me}
                user={user}
                index={index}
                onAction={(kind) => {
                  open({ kind, user });
                }}
              />
            )}
          />
          <Pager label={say('access.users.pages')} page={filter.page} pages={pages} onPage={turn} />
          <Suspense>
            {opened?.kind === 'add' && <UserForm me={me} user={undefined} onClose={close} />}
            {opened?.kind === 'edit' && <UserForm me={me} user={opened.user} onClose={close} />}
            {opened?.kind === 'switch' && <UserSwitch user={opened.user} onClose={close} />}
            {opened?.kind === 'password' && <UserPassword user={opened.user} onClose={close} />}
            {opened?.kind === 'totp' && <UserTotp user={opened.user} onClose={close} />}
            {opened?.kind === 'sign-ins' && <UserSignIns me={me} user={opened.user} onClose={close} />}
            {opened?.kind === 'delete' && <DeleteUser user={opened.user} onClose={close} />}
          </Suspense>
        </Section>
      )}
    </Listing>
  );
}

interface NarrowProps {
  readonly filter: UserFilter;
  readonly onNarrow: (part: Partial<UserFilter>) => void;
}

function Narrow({ filter, onNarrow }: NarrowProps) {
  const say = useSay();
  const roleWords = useRoleWords();
  const { data: roles = [...builtInRoles.keys()].map((name) => ({ name })) } = useRoles();
  return (
    <Filters
      label={say('access.users.search')}
      filter={filter}
      onNarrow={onNarrow}
      choices={[
        {
          by: 'role',
          label: say('access.you.role'),
          options: [
            { value: '', label: say('access.users.any_role') },
            ...roles.map(({ name }) => ({ value: name, label: roleWords(name) })),
          ],
        },
        {
          by: 'state',
          label: say('access.state'),
          options: [
            { value: '', label: say('access.any_state') },
            { value: 'active', label: say('access.users.active') },
            { value: 'disabled', label: say('access.users.disabled') },
          ],
        },
      ]}
    />
  );
}
