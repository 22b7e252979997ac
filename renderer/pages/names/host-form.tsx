/** Adds a name, or changes one. */
import '../../theme/fields.css';
import { Button, Checkbox, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Family, Host, Scope } from '../../../shared/api/ddns.ts';
import { hasCode } from '../../api/errors.ts';
import { useAddHost, useChangeHost, useHost } from '../../api/queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import { changeOf, draftOf, newHostOf, scopeOf, type Draft } from './host-draft.ts';

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
  return (
    <Dialog title={say('host.add_title')} onClose={onClose}>
      <Fields
        host={undefined}
        action={say('host.add')}
        error={add.error}
        pending={add.isPending}
        onCancel={onClose}
        onSave={(draft) => {
          add.mutate(newHostOf(draft), { onSuccess: onClose });
        }}
      />
    </Dialog>
  );
}

function EditHost({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const say = useSay();
  const { data: host, error } = useHost(id);
  const change = useChangeHost();
  return (
    <Dialog title={host === undefined ? say('host.edit_title') : host.name} onClose={onClose}>
      {host === undefined && (error === null ? <Bones rows={3} /> : <ErrorNotice error={error} />)}
      {host !== undefined && (
        <Fields
          host={host}
          action={say('host.save')}
          error={change.error}
          pending={change.isPending}
          onCancel={onClose}
          onSave={(draft) => {
            const body = changeOf(host, draft);
            if (Object.keys(body).length === 0) onClose();
            else change.mutate({ id, body }, { onSuccess: onClose });
          }}
        />
      )}
    </Dialog>
  );
}

interface FieldsProps {
  readonly host: Host | undefined;
  readonly action: string;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly onSave: (draft: Draft) => void;
  readonly onCancel: () => void;
}

const families: readonly Family[] = ['A', 'AAAA'];
const scopes: readonly Scope[] = ['public', 'lan'];

function Fields({ host, action, error, pending, onSave, onCancel }: FieldsProps) {
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(host));
  const [asked, setAsked] = useState(false);
  const change = (part: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...part }));
  };
  const aboutName = hasCode(error, 'DDNS_NAME_INVALID', 'DDNS_NAME_NOT_IN_ZONE', 'DDNS_HOST_EXISTS');

  return (
    <form
      className={form.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (draft.name.trim() !== '' && !pending) onSave(draft);
      }}
    >
      <TextInput
        className={form.mono ?? ''}
        label={say('host.name')}
        description={say('host.name_hint')}
        placeholder="cam.home.arpa"
        error={
          asked && draft.name.trim() === '' ? say('missing_field') : aboutName ? error?.message : undefined
        }
        required
        withAsterisk={false}
        data-autofocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={253}
        value={draft.name}
        onChange={(event) => {
          change({ name: event.currentTarget.value });
        }}
      />
      <fieldset className={form.group}>
        <legend>{say('host.families')}</legend>
        <div className={form.row}>
          {families.map((family) => (
            <Checkbox
              key={family}
              label={say(`host.${family}`)}
              checked={draft.families.includes(family)}
              // One must remain: a name without addresses is a name switched off.
              disabled={draft.families.length === 1 && draft.families[0] === family}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                change({
                  families: families.filter((one) =>
                    one === family ? checked : draft.families.includes(one),
                  ),
                });
              }}
            />
          ))}
        </div>
      </fieldset>
      <details className={form.more}>
        <summary>{say('host.more')}</summary>
        <div className={form.form}>
          <fieldset className={form.group}>
            <legend>{say('host.scope')}</legend>
            {scopes.map((scope) => (
              <Radio
                key={scope}
                name="scope"
                label={say(`host.scope_${scope}`)}
                description={say(`host.scope_${scope}_hint`)}
                checked={scopeOf(draft) === scope}
                onChange={() => {
                  change({ scope });
                }}
              />
            ))}
          </fieldset>
          <TextInput
            className={form.mono ?? ''}
            label={say('host.interface')}
            description={say('host.interface_hint')}
            placeholder="eth0"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={draft.interface}
            onChange={(event) => {
              change({ interface: event.currentTarget.value });
            }}
          />
          <TextInput
            label={say('host.ttl')}
            description={say('host.ttl_hint')}
            placeholder="60"
            inputMode="numeric"
            maxLength={6}
            value={draft.ttl}
            onChange={(event) => {
              change({ ttl: event.currentTarget.value.replace(/\D/g, '') });
            }}
          />
        </div>
      </details>
      {error !== null && !aboutName && <ErrorNotice error={error} />}
      <div className={form.buttons}>
        <Button variant="default" onClick={onCancel}>
          {say('cancel')}
        </Button>
        <Button type="submit" loading={pending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
