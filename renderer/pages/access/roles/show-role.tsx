/** What a role may do, where it cannot be changed. */
import type { Role } from '../../../../shared/api/roles.ts';
import { DialogEnd } from '../../../components/dialog-end.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { useSay } from '../../../i18n.ts';
import { PermissionGrid } from '../permission-grid.tsx';
import { useRoleWords } from '../role-words.ts';

/** The dialog. */
export default function ShowRole({ role, onClose }: { readonly role: Role; readonly onClose: () => void }) {
  const say = useSay();
  return (
    <Dialog title={useRoleWords()(role.name)} size="lg" onClose={onClose}>
      <div className={form.form}>
        {role.built_in && <p className={form.muted}>{say('access.roles.built_in_what')}</p>}
        <PermissionGrid label={say('access.roles.permissions')} chosen={role.permissions} />
        <DialogEnd onClose={onClose} />
      </div>
    </Dialog>
  );
}
