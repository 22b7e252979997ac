/** Adds a source, or changes one; asks its members before it is kept. */
import '../../theme/fields.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AddressSource, SourceKind, SourceService } from '../../../shared/api/ddns-sources.ts';
import { useAddSource, useChangeSource, useTrySource } from '../../api/source-queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import form from '../../components/form.module.css';
import { Form } from '../../components/form.tsx';
import { useSay } from '../../i18n.ts';
import { Answers } from './answers.tsx';
import { MemberFields } from './member-fields.tsx';
import {
  draftOfSource,
  newSourceOf,
  sourceChangeOf,
  sourceTrialOf,
  type SourceDraft,
} from './source-draft.ts';

const kinds: readonly SourceKind[] = ['echo', 'dns', 'interface', 'static'];

interface SourceFormProps {
  /** The source to change; without it a new one is made. */
  readonly source: AddressSource | undefined;
  readonly services: readonly SourceService[];
  readonly onClose: () => void;
}

/** The dialog. */
export default function SourceForm({ source, services, onClose }: SourceFormProps) {
  const say = useSay();
  const add = useAddSource();
  const change = useChangeSource();
  const trial = useTrySource();
  const [draft, setDraft] = useState(() => draftOfSource(source, services));
  const [asked, setAsked] = useState(false);
  const edit = (part: Partial<SourceDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    // What was asked is not what stands there now.
    trial.reset();
  };
  const isPending = add.isPending || change.isPending;
  const error = add.error ?? change.error ?? trial.error;

  function save(): void {
    setAsked(true);
    if (draft.name.trim() === '') return;
    if (source === undefined) {
      add.mutate(newSourceOf(draft), { onSuccess: onClose });
      return;
    }
    const body = sourceChangeOf(source, draft);
    if (Object.keys(body).length === 0) onClose();
    else change.mutate({ id: source.source_id, body }, { onSuccess: onClose });
  }

  return (
    <Dialog title={source === undefined ? say('source.add_title') : source.name} size="lg" onClose={onClose}>
      <Form
        action={say('source.save')}
        aside={
          <Button
            variant="default"
            className={form.apart ?? ''}
            loading={trial.isPending}
            onClick={() => {
              if (!trial.isPending) trial.mutate(sourceTrialOf(draft));
            }}
          >
            {say('source.ask')}
          </Button>
        }
        error={error}
        pending={isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <TextInput
          label={say('source.name')}
          error={asked && draft.name.trim() === '' ? say('missing_field') : undefined}
          data-autofocus
          autoComplete="off"
          maxLength={64}
          value={draft.name}
          onChange={(event) => {
            setDraft({ ...draft, name: event.currentTarget.value });
          }}
        />
        {source === undefined && (
          <NativeSelect
            label={say('source.kind')}
            description={say(`source.kind_${draft.kind}_hint`)}
            data={kinds.map((value) => ({ value, label: say(`source.kind_${value}`) }))}
            value={draft.kind}
            onChange={(event) => {
              const kind = kinds.find((one) => one === event.currentTarget.value);
              // Services of one kind are not services of another.
              if (kind) edit({ kind, services: [] });
            }}
          />
        )}
        <MemberFields draft={draft} services={services} onEdit={edit} />
        {trial.data !== undefined && (
          <Answers test={trial.data} services={services} quorum={sourceTrialOf(draft).quorum ?? 1} />
        )}
      </Form>
    </Dialog>
  );
}
