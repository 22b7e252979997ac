/** Plans maintenance, or changes it; when it would come back and what it would mute is told as it is typed. */
import '../../../theme/fields.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Maintenance } from '../../../../shared/api/muting.ts';
import { useAddMaintenance, useChangeMaintenance } from '../../../api/muting-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Form } from '../../../components/form.tsx';
import { MatcherInputs } from '../../../components/matcher-inputs.tsx';
import { useSay } from '../../../i18n.ts';
import {
  draftOf,
  maintenanceChangeOf,
  newMaintenanceOf,
  problemsOf,
  trialOf,
  type MaintenanceDraft,
} from './maintenance-draft.ts';
import { MutedPreview } from './muted-preview.tsx';
import style from './muting.module.css';
import { ScheduleFields } from './schedule-fields.tsx';
import { ownZone, ZoneField } from './zone-field.tsx';

interface MaintenanceFormProps {
  /** The one to change; without it a new one is made. */
  readonly one: Maintenance | undefined;
  readonly onClose: () => void;
}

/** The dialog. */
export default function MaintenanceForm({ one, onClose }: MaintenanceFormProps) {
  const say = useSay();
  const add = useAddMaintenance();
  const change = useChangeMaintenance();
  const [draft, setDraft] = useState<MaintenanceDraft>(() => draftOf(one, ownZone()));
  const [asked, setAsked] = useState(false);
  const problems = problemsOf(draft);
  const edit = (part: Partial<MaintenanceDraft>) => {
    setDraft({ ...draft, ...part });
  };

  function save(): void {
    setAsked(true);
    const body = newMaintenanceOf(draft);
    if (body === null) return;
    if (one === undefined) {
      add.mutate(body, { onSuccess: onClose });
      return;
    }
    const changed = maintenanceChangeOf(one, body);
    if (Object.keys(changed).length === 0) onClose();
    else change.mutate({ id: one.maintenance_id, body: changed }, { onSuccess: onClose });
  }

  return (
    <Dialog
      title={one === undefined ? say('alerts.maintenance.add_title') : one.name}
      size="lg"
      onClose={onClose}
    >
      <Form
        action={say('alerts.save')}
        error={add.error ?? change.error}
        pending={add.isPending || change.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <TextInput
          label={say('alerts.maintenance.name')}
          error={asked && problems.has('name') ? say('missing_field') : undefined}
          data-autofocus
          autoComplete="off"
          maxLength={64}
          value={draft.name}
          onChange={(event) => {
            edit({ name: event.currentTarget.value });
          }}
        />
        <ScheduleFields
          schedule={draft.schedule}
          isWrong={asked && problems.has('schedule')}
          onSchedule={(schedule) => {
            edit({ schedule });
          }}
        />
        <div className={style.pair}>
          <TextInput
            label={say('alerts.maintenance.duration')}
            description={say('alerts.maintenance.duration_hint')}
            error={asked && problems.has('duration') ? say('alerts.wrong') : undefined}
            autoComplete="off"
            maxLength={20}
            value={draft.duration}
            onChange={(event) => {
              edit({ duration: event.currentTarget.value });
            }}
          />
          <ZoneField
            label={say('alerts.maintenance.zone')}
            zone={draft.zone}
            onZone={(zone) => {
              edit({ zone });
            }}
          />
        </div>
        <MatcherInputs
          legend={say('alerts.matchers.title')}
          isAsked={asked}
          matchers={draft.matchers}
          hint={say('alerts.matchers.all_or_every')}
          onChange={(matchers) => {
            edit({ matchers });
          }}
        />
        <TextInput
          label={say('alerts.comment')}
          description={say('optional')}
          autoComplete="off"
          maxLength={500}
          value={draft.comment}
          onChange={(event) => {
            edit({ comment: event.currentTarget.value });
          }}
        />
        <MutedPreview trial={trialOf(draft)} />
      </Form>
    </Dialog>
  );
}
