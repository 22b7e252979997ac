/** Asks before a role is let go. */
import type { Role } from '../../../../shared/api/roles.ts';
import { useDeleteRole } from '../../../api/role-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';

/** The dialog. */
export default function DeleteRole({ role, onClose }: { readonly role: Role; readonly onClose: () => void }) {
  const say = useSay();
  const remove = useDeleteRole();
  return (
    <Confirm
      title={say('access.roles.delete_title', { name: role.name })}
      action={say('access.roles.delete')}
      refused={role.users > 0}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(role.name, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>
        {role.users > 0
          ? say('access.roles.delete_used', { count: role.users })
          : say('access.roles.delete_what')}
      </p>
    </Confirm>
  );
}
