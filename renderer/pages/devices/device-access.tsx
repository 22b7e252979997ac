/** Makes the password of a device that tells its own address, and shows once what to enter in it. */
import '../../theme/fields.css';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Host } from '../../../shared/api/ddns-hosts.ts';
import { useAddDevice } from '../../api/source-queries.ts';
import { Copyable } from '../../components/copyable.tsx';
import form from '../../components/form.module.css';
import { Form } from '../../components/form.tsx';
import { useSay } from '../../i18n.ts';
import style from './devices.module.css';

type Named = Pick<Host, 'host_id' | 'name'>;

interface DeviceAccessProps {
  /** The names it may tell: chosen from where there are several. */
  readonly hosts: readonly Named[];
  /** What the device is called unless told. */
  readonly suggested?: string;
  readonly onDone: () => void;
}

/** The form, then what is shown this once. */
export function DeviceAccess({ hosts, suggested = '', onDone }: DeviceAccessProps) {
  const say = useSay();
  const add = useAddDevice();
  const [name, setName] = useState(suggested);
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState(() => hosts.slice(0, 1).map(({ host_id: id }) => id));

  if (add.data !== undefined) {
    const { token } = add.data;
    return (
      <Once token={token} names={hosts.filter(({ host_id: id }) => chosen.includes(id))} onDone={onDone} />
    );
  }
  return (
    <Form
      action={say('device.make')}
      error={add.error}
      pending={add.isPending}
      onSubmit={() => {
        setAsked(true);
        if (name.trim() === '' || chosen.length === 0) return;
        add.mutate({ name: name.trim(), host_ids: chosen });
      }}
      onCancel={onDone}
    >
      <TextInput
        label={say('device.name')}
        description={say('device.name_hint')}
        error={asked && name.trim() === '' ? say('missing_field') : undefined}
        data-autofocus
        // It may follow on another form in the same dialog.
        autoFocus
        autoComplete="off"
        maxLength={64}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      {hosts.length > 1 && (
        <fieldset className={form.group}>
          <legend>{say('device.names')}</legend>
          {hosts.map(({ host_id: id, name: host }) => (
            <Checkbox
              key={id}
              label={host}
              checked={chosen.includes(id)}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                setChosen((now) => (checked ? [...now, id] : now.filter((one) => one !== id)));
              }}
            />
          ))}
        </fieldset>
      )}
    </Form>
  );
}

interface OnceProps {
  readonly token: string;
  readonly names: readonly Named[];
  readonly onDone: () => void;
}

function Once({ token, names, onDone }: OnceProps) {
  const say = useSay();
  const hostnames = names.map(({ name }) => name).join(',');
  const { host, origin } = window.location;
  return (
    <div className={form.form}>
      <p role="status">{say('device.once')}</p>
      <dl className={style.once}>
        <dt>{say('device.password')}</dt>
        <dd>
          <Copyable text={token} />
        </dd>
        <dt>{say('device.user')}</dt>
        <dd>{say('device.user_value')}</dd>
        <dt>{say('device.host')}</dt>
        <dd>
          <Copyable text={hostnames} />
        </dd>
        <dt>{say('device.service')}</dt>
        <dd>{say('device.service_value')}</dd>
        <dt>{say('device.server')}</dt>
        <dd>
          <Copyable text={host} />
        </dd>
        <dt>{say('device.address')}</dt>
        <dd>
          <Copyable text={`${origin}/nic/update?hostname=${hostnames}`} />
        </dd>
      </dl>
      <div className={form.buttons}>
        <Button autoFocus onClick={onDone}>
          {say('done')}
        </Button>
      </div>
    </div>
  );
}
