/** Where a name's addresses come from. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import type { Host } from '../../../shared/api/ddns-hosts.ts';
import { useDevices } from '../../api/source-queries.ts';
import form from '../../components/form.module.css';
import { When } from '../../components/when.tsx';
import { Explained } from '../../components/term.tsx';
import { useSay } from '../../i18n.ts';
import type { Draft } from './host-draft.ts';

interface SourceFieldsProps {
  readonly draft: Draft;
  /** What is chosen, or taken unless chosen. */
  readonly source: string;
  readonly sources: readonly AddressSource[];
  /** The name as it is kept, where its device tells it. */
  readonly saved: Host | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onLetIn: (() => void) | undefined;
}

const plain = {
  autoComplete: 'off',
  autoCapitalize: 'none',
  spellCheck: false,
  maxLength: 64,
} as const;

/** The choice and what belongs to it. */
export function SourceFields({ draft, source, sources, saved, onChange, onLetIn }: SourceFieldsProps) {
  const say = useSay();
  const hint = source === 'interface' || source === 'inbound' ? source : 'source';
  return (
    <>
      <NativeSelect
        label={say('host.source')}
        description={say(`host.source_${hint}_hint`)}
        data={[
          { value: 'interface', label: say('host.source_interface') },
          ...sources.map(({ source_id: value, name }) => ({ value, label: name })),
          { value: 'inbound', label: say('host.source_inbound') },
        ]}
        value={source}
        onChange={(event) => {
          onChange({ source: event.currentTarget.value });
        }}
      />
      {source === 'interface' && (
        <TextInput
          {...plain}
          className={form.mono ?? ''}
          label={say('host.interface')}
          description={say('host.interface_hint')}
          placeholder="eth0"
          value={draft.interface}
          onChange={(event) => {
            onChange({ source: 'interface', interface: event.currentTarget.value });
          }}
        />
      )}
      {source === 'inbound' && saved !== undefined && onLetIn !== undefined && (
        <DevicesOf host={saved} onLetIn={onLetIn} />
      )}
    </>
  );
}

interface Ipv6HostFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** Which device's IPv6 address it is. */
export function Ipv6HostField({ value, error, onChange }: Ipv6HostFieldProps) {
  const say = useSay();
  return (
    <Explained term="ipv6_suffix" of={say('host.ipv6_host')}>
      <TextInput
        {...plain}
        className={form.mono ?? ''}
        label={say('host.ipv6_host')}
        description={say('host.ipv6_host_hint')}
        placeholder="::1:2:3:4/64"
        error={error}
        value={value}
        onChange={(event) => {
          onChange({ ipv6Host: event.currentTarget.value });
        }}
      />
    </Explained>
  );
}

function DevicesOf({ host, onLetIn }: { readonly host: Host; readonly onLetIn: () => void }) {
  const say = useSay();
  const { data: devices = [] } = useDevices();
  const known = devices.filter(({ host_ids: ids }) => ids.includes(host.host_id));
  return (
    <fieldset className={form.group}>
      <legend>{say('device.known')}</legend>
      {known.map(({ token_id: id, name, last_used: lastUsed }) => (
        <p key={id}>
          {name}{' '}
          <span className={form.muted}>
            {say('device.last_used')} <When at={lastUsed} />
          </span>
        </p>
      ))}
      <div>
        <Button size="xs" variant="default" onClick={onLetIn}>
          {say('device.make')}
        </Button>
      </div>
    </fieldset>
  );
}
