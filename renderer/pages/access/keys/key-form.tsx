/** Makes an API key, or changes one. */
import '../../../theme/fields.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApiKey } from '../../../../shared/api/auth-keys.ts';
import { useAddKey, useChangeKey } from '../../../api/key-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { PlainLines } from '../../../components/plain-lines.tsx';
import { Explained } from '../../../components/term.tsx';
import { useSay } from '../../../i18n.ts';
import { PermissionGrid } from '../permission-grid.tsx';
import { draftOfKey, keyChangeOf, lives, newKeyOf, problemsOf, type KeyDraft } from './key-draft.ts';
import { KeyLimits } from './key-limits.tsx';
import { KeySecret } from './key-secret.tsx';

interface KeyFormProps {
  /** The key to change; without it a new one is made. */
  readonly apiKey: ApiKey | undefined;
  readonly onClose: () => void;
}

/** The dialog: the form, then for a new key what is shown this once. */
export default function KeyForm({ apiKey, onClose }: KeyFormProps) {
  const say = useSay();
  const add = useAddKey();
  const change = useChangeKey();
  const [draft, setDraft] = useState(() => draftOfKey(apiKey));
  const [asked, setAsked] = useState(false);
  const problems = problemsOf(draft);
  const shown = asked ? problems : [];
  const error = add.error ?? change.error;
  const isPending = add.isPending || change.isPending;
  const edit = (part: Partial<KeyDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
  };

  function save(): void {
    setAsked(true);
    if (problems.length > 0) return;
    if (apiKey === undefined) {
      add.mutate(newKeyOf(draft));
      return;
    }
    const body = keyChangeOf(apiKey, draft);
    if (body === null) onClose();
    else change.mutate({ id: apiKey.key_id, body }, { onSuccess: onClose });
  }

  return (
    <Dialog
      title={apiKey === undefined ? say('access.keys.add_title') : apiKey.name}
      size="lg"
      sticky={add.isSuccess}
      onClose={onClose}
    >
      {add.data !== undefined ? (
        <KeySecret made={add.data} onDone={onClose} />
      ) : (
        <Form
          action={say(apiKey === undefined ? 'access.keys.make' : 'access.save')}
          error={error}
          pending={isPending}
          onSubmit={save}
          onCancel={onClose}
        >
          <TextInput
            label={say('access.keys.name')}
            description={say('access.keys.name_hint')}
            error={shown.includes('name') ? say('missing_field') : undefined}
            data-autofocus
            autoComplete="off"
            maxLength={100}
            value={draft.name}
            onChange={(event) => {
              edit({ name: event.currentTarget.value });
            }}
          />
          <Explained term="key_scope" of={say('access.keys.scopes')}>
            <PermissionGrid
              label={say('access.keys.scopes')}
              hint={say('access.keys.scopes_hint')}
              chosen={draft.scopes}
              error={shown.includes('scopes') ? say('access.choose_some') : undefined}
              onChange={(scopes) => {
                edit({ scopes });
              }}
            />
          </Explained>
          <NativeSelect
            label={say('access.keys.life')}
            data={[
              ...(apiKey === undefined ? [] : [{ value: '', label: say('access.keys.life_kept') }]),
              ...lives.map((days) => ({ value: days, label: say(`access.keys.life_${days}`) })),
              { value: 'never', label: say('access.keys.life_never') },
            ]}
            value={draft.life}
            onChange={(event) => {
              edit({ life: event.currentTarget.value });
            }}
          />
          <details className={form.more} open={hasMore(draft)}>
            <summary>{say('access.keys.more')}</summary>
            <div className={form.form}>
              <PlainLines
                label={say('access.keys.networks')}
                description={say('access.keys.networks_hint')}
                value={draft.networks}
                onValue={(networks) => {
                  edit({ networks });
                }}
              />
              <KeyLimits draft={draft} problems={shown} onEdit={edit} />
              <TextInput
                label={say('access.keys.description')}
                autoComplete="off"
                maxLength={1000}
                value={draft.description}
                onChange={(event) => {
                  edit({ description: event.currentTarget.value });
                }}
              />
              <TextInput
                label={say('access.keys.tags')}
                description={say('access.keys.tags_hint')}
                autoComplete="off"
                maxLength={500}
                value={draft.tags}
                onChange={(event) => {
                  edit({ tags: event.currentTarget.value });
                }}
              />
            </div>
          </details>
        </Form>
      )}
    </Dialog>
  );
}

/** Whether something stands in what is folded away. */
function hasMore({ networks, requests, seconds, concurrency, description, tags }: KeyDraft): boolean {
  return [networks, requests, seconds, concurrency, description, tags].some((typed) => typed !== '');
}
