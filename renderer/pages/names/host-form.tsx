/** Adds a name, or changes one. A name that its own device tells gets that device's password in the same place. */
import { useState } from 'react';
import type { Host } from '../../../shared/api/ddns-hosts.ts';
import { useAddHost, useChangeHost, useHost } from '../../api/queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import { DeviceAccess } from '../devices/device-access.tsx';
import { changeOf, newHostOf } from './host-draft.ts';
import { HostFields } from './host-fields.tsx';

interface HostFormProps {
  /** The name to change; without it a new one is made. */
  readonly id: string | undefined;
  readonly onClose: () => void;
}

/** The dialog. */
export default function HostForm({ id, onClose }: HostFormProps) {
  return id === undefined ? <AddHost onClose={onClose} /> : <EditHost id={id} onClose={onClose} />;
}

function AddHost({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const add = useAddHost();
  const [made, setMade] = useState<Host | null>(null);
  return (
    <Dialog
      title={made === null ? say('host.add_title') : say('device.let_in_title', { name: made.name })}
      onClose={onClose}
    >
      {made === null ? (
        <HostFields
          host={undefined}
          action={say('host.add')}
          error={add.error}
          pending={add.isPending}
          onCancel={onClose}
          onSave={(draft) => {
            add.mutate(newHostOf(draft), {
              onSuccess: (host) => {
                if (host.source.kind === 'inbound') setMade(host);
                else onClose();
              },
            });
          }}
        />
      ) : (
        <LetIn host={made} onDone={onClose} />
      )}
    </Dialog>
  );
}

function EditHost({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const say = useSay();
  const { data: host, error } = useHost(id);
  const [letIn, setLetIn] = useState(false);
  const name = host?.name ?? say('host.edit_title');
  return (
    <Dialog title={letIn ? say('device.let_in_title', { name }) : name} onClose={onClose}>
      {host === undefined && (error === null ? <Bones rows={6} /> : <ErrorNotice error={error} />)}
      {host !== undefined && letIn && <LetIn host={host} onDone={onClose} />}
      {host !== undefined && !letIn && (
        <Change
          host={host}
          onClose={onClose}
          onLetIn={() => {
            setLetIn(true);
          }}
        />
      )}
    </Dialog>
  );
}

interface ChangeProps {
  readonly host: Host;
  readonly onClose: () => void;
  readonly onLetIn: () => void;
}

function Change({ host, onClose, onLetIn }: ChangeProps) {
  const say = useSay();
  const change = useChangeHost();
  return (
    <HostFields
      host={host}
      action={say('host.save')}
      error={change.error}
      pending={change.isPending}
      onCancel={onClose}
      onLetIn={onLetIn}
      onSave={(draft) => {
        const body = changeOf(host, draft);
        if (Object.keys(body).length === 0) {
          onClose();
          return;
        }
        change.mutate(
          { id: host.host_id, body },
          {
            onSuccess: (changed) => {
              if (changed.source.kind === 'inbound' && host.source.kind !== 'inbound') onLetIn();
              else onClose();
            },
          },
        );
      }}
    />
  );
}

function LetIn({ host, onDone }: { readonly host: Host; readonly onDone: () => void }) {
  return <DeviceAccess hosts={[host]} suggested={host.name.split('.')[0] ?? host.name} onDone={onDone} />;
}
