/** The devices that tell their own address, with the way in and out. */
import { lazy, Suspense } from 'react';
import type { InboundToken } from '../../../shared/api/ddns-sources.ts';
import type { Host } from '../../../shared/api/ddns-hosts.ts';
import { useHosts } from '../../api/queries.ts';
import { useDevices } from '../../api/source-queries.ts';
import { EntryTable } from '../../components/entry-table.tsx';
import { EntryButton, EntryRow } from '../../components/entry-row.tsx';
import entry from '../../components/entry.module.css';
import { AddButton, Section } from '../../components/section.tsx';
import table from '../../components/table.module.css';
import { useOpened } from '../../components/use-opened.ts';
import { When } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';

const AddDevice = lazy(() => import('./add-device.tsx'));
const DeleteDevice = lazy(() => import('./delete-device.tsx'));

type Opened = { readonly kind: 'add' } | { readonly kind: 'delete'; readonly device: InboundToken };

/** The section. */
export function Devices() {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const { data: devices, error } = useDevices();
  const { data: hosts = [] } = useHosts();
  const { opened, open, close } = useOpened<Opened>();

  return (
    <Section
      id="devices"
      title={say('device.title')}
      term="dyndns2"
      tools={mayWrite && <AddButton what="device" label={say('device.add')} onAdd={open} />}
    >
      <EntryTable
        labelledBy="devices"
        columns={[say('device.last_used'), say('device.name'), say('device.names')]}
        items={devices}
        error={error}
        empty={say('device.empty')}
        render={(device, index) => (
          <Device
            key={device.token_id}
            device={device}
            index={index}
            hosts={hosts}
            onDelete={
              mayWrite
                ? () => {
                    open({ kind: 'delete', device });
                  }
                : undefined
            }
          />
        )}
      />
      <Suspense>
        {opened?.kind === 'add' && <AddDevice onClose={close} />}
        {opened?.kind === 'delete' && <DeleteDevice device={opened.device} onClose={close} />}
      </Suspense>
    </Section>
  );
}

interface DeviceProps {
  readonly device: InboundToken;
  readonly index: number;
  readonly hosts: readonly Host[];
  /** Not there for who may shut nobody out. */
  readonly onDelete: (() => void) | undefined;
}

function Device({
  device: { name, host_ids: ids, last_used: lastUsed, uses },
  index,
  hosts,
  onDelete,
}: DeviceProps) {
  const say = useSay();
  const nameOf = (id: string) => hosts.find((host) => host.host_id === id)?.name ?? say('device.former_name');
  return (
    <EntryRow index={index}>
      <div role="cell" className={table.state}>
        <When at={lastUsed} />
      </div>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        {uses > 0 && <p className={table.why}>{say('device.uses', { count: uses })}</p>}
      </div>
      <div role="cell" className={entry.values}>
        <p className={entry.zones}>{ids.map(nameOf).join(', ')}</p>
      </div>
      <div role="cell" className={entry.actions}>
        {onDelete !== undefined && (
          <EntryButton label={say('device.shut_out_label', { name })} onPress={onDelete}>
            {say('device.shut_out')}
          </EntryButton>
        )}
      </div>
    </EntryRow>
  );
}
