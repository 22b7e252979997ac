/** The roles, built in and own, and what each may do. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import type { Role } from '../../../../shared/api/roles.ts';
import { useRoles } from '../../../api/access-queries.ts';
import entry from '../../../components/entry.module.css';
import { AddIcon, MoreIcon } from '../../../components/icons.tsx';
import { Listing } from '../../../components/listing.tsx';
import { MenuButton } from '../../../components/menu-button.tsx';
import { moveBetweenRows } from '../../../components/rows.ts';
import table from '../../../components/table.module.css';
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
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = useCallback(() => {
    setOpened(null);
  }, []);
  if (me === null) return null;

  return (
    <Listing query={roles}>
      {(list) => (
        <section aria-labelledby="roles" className={table.section}>
          <div className={table.head}>
            <h2 id="roles">{say('access.sections.roles')}</h2>
            {mayAdd && (
              <Button
                size="xs"
                variant="default"
                leftSection={<AddIcon />}
                onClick={() => {
                  setOpened({ kind: 'add' });
                }}
              >
                {say('access.roles.add')}
              </Button>
            )}
          </div>
          <div role="table" aria-labelledby="roles" className={table.table} onKeyDown={moveBetweenRows}>
            <div role="rowgroup" className={entry.headers}>
              <div role="row" className={entry.entry}>
                <div role="columnheader">{say('access.roles.kind')}</div>
                <div role="columnheader">{say('access.roles.role')}</div>
                <div role="columnheader">{say('access.roles.permissions')}</div>
                <div role="columnheader">
                  <span className="for-readers">{say('names.more')}</span>
                </div>
              </div>
            </div>
            <div role="rowgroup">
              {list.map((role, index) => (
                <Row
                  key={role.name}
                  me={me}
                  role={role}
                  index={index}
                  onAction={(kind) => {
                    setOpened({ kind, role });
                  }}
                />
              ))}
            </div>
          </div>
          <Suspense>
            {opened?.kind === 'add' && <RoleForm role={undefined} onClose={close} />}
            {opened?.kind === 'edit' && <RoleForm role={opened.role} onClose={close} />}
            {opened?.kind === 'show' && <ShowRole role={opened.role} onClose={close} />}
            {opened?.kind === 'delete' && <DeleteRole role={opened.role} onClose={close} />}
          </Suspense>
        </section>
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
  return (
    <div
      role="row"
      className={entry.entry}
      tabIndex={index === 0 ? 0 : -1}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) onAction(first);
      }}
    >
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
        <Button
          size="xs"
          variant="default"
          aria-label={say(edit ? 'access.roles.edit_label' : 'access.roles.show_label', { name })}
          onClick={() => {
            onAction(first);
          }}
        >
          {say(edit ? 'access.edit' : 'access.roles.show')}
        </Button>
        {edit && (
          <MenuButton
            label={say('access.actions', { name })}
            icon={<MoreIcon />}
            actions={[
              {
                label: say('access.roles.delete'),
                danger: true,
                run: () => {
                  onAction('delete');
                },
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}
