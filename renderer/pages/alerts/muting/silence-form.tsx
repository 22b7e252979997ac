/** Makes a silence, or changes one; what it would mute is told as it is typed. */
import '../../../theme/fields.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Silence } from '../../../../shared/api/muting.ts';
import type { LabelMatcher } from '../../../../shared/matchers.ts';
import { useAddSilence, useChangeSilence } from '../../../api/muting-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Form } from '../../../components/form.tsx';
import { MatcherInputs } from '../../../components/matcher-inputs.tsx';
import { useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import { MutedPreview } from './muted-preview.tsx';
import style from './muting.module.css';
import {
  draftOf,
  lengths,
  matchersOf,
  newDraft,
  newSilenceOf,
  problemsOf,
  silenceChangeOf,
  type End,
  type SilenceDraft,
} from './silence-draft.ts';

const ends: readonly End[] = [...(Object.keys(lengths) as (keyof typeof lengths)[]), 'resolved', 'at'];

interface SilenceFormProps {
  /** The one to change; without it a new one is made. */
  readonly silence: Silence | undefined;
  /** What a new one begins with. */
  readonly matchers: readonly LabelMatcher[];
  readonly onClose: () => void;
}

/** The dialog. */
export default function SilenceForm({ silence, matchers, onClose }: SilenceFormProps) {
  const say = useSay();
  const { clock } = useServices();
  const add = useAddSilence();
  const change = useChangeSilence();
  const [draft, setDraft] = useState<SilenceDraft>(() =>
    silence === undefined ? newDraft(matchers, clock.now()) : draftOf(silence, clock.now()),
  );
  const [asked, setAsked] = useState(false);
  const problems = problemsOf(draft, clock.now());
  const wrong = (place: 'startsAt' | 'endsAt') =>
    asked && problems.has(place) ? say(`alerts.silence.wrong.${place}`) : undefined;
  const edit = (part: Partial<SilenceDraft>) => {
    setDraft({ ...draft, ...part });
  };

  function save(): void {
    setAsked(true);
    if (problems.size > 0) return;
    if (silence === undefined) {
      add.mutate(newSilenceOf(draft, clock.now()), { onSuccess: onClose });
      return;
    }
    const body = silenceChangeOf(silence, draft, clock.now());
    if (Object.keys(body).length === 0) onClose();
    else change.mutate({ id: silence.silence_id, body }, { onSuccess: onClose });
  }

  return (
    <Dialog
      title={say(silence === undefined ? 'alerts.silence.add_title' : 'alerts.silence.change_title')}
      size="lg"
      onClose={onClose}
    >
      <Form
        action={say(silence === undefined ? 'alerts.silence.add_action' : 'alerts.save')}
        error={add.error ?? change.error}
        pending={add.isPending || change.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <div className={style.pair}>
          <NativeSelect
            label={say('alerts.silence.ends')}
            description={draft.end === 'resolved' ? say('alerts.silence.resolved_hint') : undefined}
            data-autofocus
            data={ends.map((one) => ({ value: one, label: say(`alerts.silence.end.${one}`) }))}
            value={draft.end}
            onChange={(event) => {
              edit({ end: event.currentTarget.value as End });
            }}
          />
          {draft.end === 'at' && (
            <TextInput
              type="datetime-local"
              label={say('alerts.silence.ends_at')}
              error={wrong('endsAt')}
              value={draft.endsAt}
              onChange={(event) => {
                edit({ endsAt: event.currentTarget.value });
              }}
            />
          )}
          {silence?.state !== 'active' && (
            <TextInput
              type="datetime-local"
              label={say('alerts.silence.starts_at')}
              description={say('alerts.silence.starts_hint')}
              error={wrong('startsAt')}
              value={draft.startsAt}
              onChange={(event) => {
                edit({ startsAt: event.currentTarget.value });
              }}
            />
          )}
        </div>
        <TextInput
          label={say('alerts.comment')}
          description={say('alerts.silence.comment_hint')}
          autoComplete="off"
          maxLength={500}
          value={draft.comment}
          onChange={(event) => {
            edit({ comment: event.currentTarget.value });
          }}
        />
        <MatcherInputs
          legend={say('alerts.matchers.title')}
          isAsked={asked}
          matchers={draft.matchers}
          hint={say('alerts.matchers.all_hold')}
          problem={asked && problems.has('matchers') ? say('alerts.silence.wrong.matchers') : undefined}
          onChange={(next) => {
            edit({ matchers: next });
          }}
        />
        <MutedPreview trial={problems.has('matchers') ? null : { matchers: matchersOf(draft.matchers) }} />
      </Form>
    </Dialog>
  );
}
