/** Lets a device in, for the names that take their address from one. */
import { Button } from '@mantine/core';
import { useHosts } from '../../api/queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import { DeviceAccess } from './device-access.tsx';

/** The dialog. */
export default function AddDevice({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { data, error } = useHosts();
  const told = data?.filter(({ source }) => source.kind === 'inbound');
  return (
    <Dialog title={say('device.add_title')} onClose={onClose}>
      {told === undefined && (error === null ? <Bones rows={3} /> : <ErrorNotice error={error} />)}
      {told?.length === 0 && (
        <div className={form.form}>
          <p>{say('device.no_names')}</p>
          <div className={form.buttons}>
            <Button variant="default" onClick={onClose}>
              {say('close')}
            </Button>
          </div>
        </div>
      )}
      {told !== undefined && told.length > 0 && <DeviceAccess hosts={told} onDone={onClose} />}
    </Dialog>
  );
}
