/** The roles, built in and own, and what each may do. */
import { lazy, Suspense } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import type { Role } from '../../../../shared/api/roles.ts';
import { useRoles } from '../../../api/role-queries.ts';
import { EntryTable } from '../../../components/entry-table.tsx';
import { EntryButton, EntryRow } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { Listing } from '../../../components/listing.tsx';
import { MenuButton } from '../../../components/menu-button.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import { useOpened } from '../../../components/use-opened.ts';
import { useSay } from '../../../i18n.ts';
import { useMay, useMe } from '../../../me.ts';
import { mayRuleRole } from '../allowed.ts';
import { TellPermissions } from '../permission-words.tsx';
import { useRoleWords } from '../role-words.ts';

const RoleForm = lazy(() => import('./role-form.tsx'));
const ShowRole = lazy(() => import('./show-role.tsx'));
const DeleteRole = lazy(() => import('./delete-role.tsx'));

type Action = 'show' | 'edit' | 'delete';
type Opened = { readonly kind: 'add' } | { readonly kind: Action; readonly role: Role };

/** The section. */
export default function Roles() {
  const say = useSay();
  const me = useMe();
  const mayAdd = useMay()('roles:admin');
  const roles = useRoles();
  const { opened, open, close } = useOpened<Opened>();
  if (me === null) return null;

  return (
    <Listing query={roles}>
      {(list) => (
        <Section
          id="roles"
          title={say('nav.roles')}
          tools={mayAdd && <AddButton what="role" label={say('access.roles.add')} onAdd={open} />}
        >
          <EntryTable
            labelledBy="roles"
            columns={[say('access.roles.kind'), say('access.roles.role'), say('access.roles.permissions')]}
            items={list}
            render={(role, index) => (
              <Row
                key={role.name}
                me={me}
                role={role}
                index={index}
                onAction={(kind) => {
                  open({ kind, role });
                }}
              />
            )}
          />
          <Suspense>
            {opened?.kind === 'add' && <RoleForm role={undefined} onClose={close} />}
            {opened?.kind === 'edit' && <RoleForm role={opened.role} onClose={close} />}
            {opened?.kind === 'show' && <ShowRole role={opened.role} onClose={close} />}
            {opened?.kind === 'delete' && <DeleteRole role={opened.role} onClose={close} />}
          </Suspense>
        </Section>
      )}
    </Listing>
  );
}

interface RowProps {
  readonly me: User;
  readonly role: Role;
  readonly index: number;
  readonly onAction: (action: Action) => void;
}

function Row({ me, role, index, onAction }: RowProps) {
  const say = useSay();
  const roleWords = useRoleWords();
  const edit = mayRuleRole(me, role);
  const name = roleWords(role.name);
  const first = edit ? 'edit' : 'show';
  const act = (action: Action) => () => {
    onAction(action);
  };
  return (
    <EntryRow index={index} onEnter={act(first)}>
      <div role="cell" className={table.state}>
        <span className={table.why}>{say(role.built_in ? 'access.roles.built_in' : 'access.roles.own')}</span>
      </div>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        <p className={table.why}>{role.description}</p>
        <p className={table.why}>{say('access.roles.users', { count: role.users })}</p>
      </div>
      <div role="cell" className={entry.values}>
        <p>
          <TellPermissions permissions={role.permissions} />
        </p>
      </div>
      <div role="cell" className={entry.actions}>
        <EntryButton
          label={say(edit ? 'access.roles.edit_label' : 'access.roles.show_label', { name })}
          onPress={act(first)}
        >
          {say(edit ? 'access.edit' : 'access.roles.show')}
        </EntryButton>
        {edit && (
          <MenuButton
            label={say('access.actions', { name })}
            actions={[{ label: say('access.roles.delete'), danger: true, run: act('delete') }]}
          />
        )}
      </div>
    </EntryRow>
  );
}
