/** When it is quiet, by whose clock, and what waits then. */
import '../../../theme/fields.css';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { weekdays, type QuietHours, type QuietSpan } from '../../../../shared/api/muting.ts';
import { useSetQuietHours } from '../../../api/muting-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { AddIcon, CloseIcon } from '../../../components/icons.tsx';
import { useSay } from '../../../i18n.ts';
import { DayFields } from './day-fields.tsx';
import style from './muting.module.css';
import { ownZone, ZoneField } from './zone-field.tsx';

/** Night, as most people have it. */
const night: QuietSpan = { days: [...weekdays], from: '22:30', to: '07:00' };
const most = 14;

interface QuietFormProps {
  readonly quiet: QuietHours;
  readonly onClose: () => void;
}

/** The dialog. Saving switches them on. */
export default function QuietForm({ quiet, onClose }: QuietFormProps) {
  const say = useSay();
  const set = useSetQuietHours();
  const isSet = quiet.spans.length > 0;
  const [spans, setSpans] = useState<readonly QuietSpan[]>(isSet ? quiet.spans : [night]);
  const [zone, setZone] = useState(isSet ? quiet.time_zone : ownZone());
  const [upTo, setUpTo] = useState(quiet.up_to);
  const [asked, setAsked] = useState(false);
  const isWhole = ({ days, from, to }: QuietSpan) => days.length > 0 && from !== '' && to !== '';
  const edit = (place: number, part: Partial<QuietSpan>) => {
    setSpans(spans.map((one, at) => (at === place ? { ...one, ...part } : one)));
  };

  function save(): void {
    setAsked(true);
    if (spans.length === 0 || !spans.every(isWhole)) return;
    const body = { enabled: true, spans: [...spans], time_zone: zone, up_to: upTo };
    set.mutate(body, { onSuccess: onClose });
  }

  return (
    <Dialog title={say('alerts.quiet.title')} size="lg" onClose={onClose}>
      <Form
        action={say('alerts.save')}
        error={set.error}
        pending={set.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        {spans.map(({ days, from, to }, place) => (
          // Hours have no name but their place.
          <fieldset key={place} className={style.hours}>
            <legend>{say('alerts.quiet.hours', { number: place + 1 })}</legend>
            <DayFields
              label={say('alerts.maintenance.days')}
              days={days}
              problem={asked && days.length === 0 ? say('alerts.quiet.no_days') : undefined}
              onDays={(next) => {
                edit(place, { days: [...next] });
              }}
            />
            <div className={style.times}>
              <TextInput
                type="time"
                label={say('alerts.quiet.from')}
                error={asked && from === '' ? say('missing_field') : undefined}
                value={from}
                onChange={(event) => {
                  edit(place, { from: event.currentTarget.value });
                }}
              />
              <TextInput
                type="time"
                label={say('alerts.quiet.to')}
                error={asked && to === '' ? say('missing_field') : undefined}
                // The end of the day, as a field for times can show it.
                value={to === '24:00' ? '00:00' : to}
                onChange={(event) => {
                  edit(place, { to: event.currentTarget.value });
                }}
              />
              {spans.length > 1 && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={say('alerts.quiet.remove', { number: place + 1 })}
                  onClick={() => {
                    setSpans(spans.filter((_, at) => at !== place));
                  }}
                >
                  <CloseIcon />
                </ActionIcon>
              )}
            </div>
          </fieldset>
        ))}
        <p className={form.hint}>{say('alerts.quiet.to_hint')}</p>
        {spans.length < most && (
          <div>
            <Button
              size="xs"
              variant="default"
              leftSection={<AddIcon />}
              onClick={() => {
                setSpans([...spans, { ...night, days: ['sat', 'sun'] }]);
              }}
            >
              {say('alerts.quiet.add')}
            </Button>
          </div>
        )}
        <div className={style.pair}>
          <ZoneField label={say('alerts.quiet.zone')} zone={zone} onZone={setZone} />
          <NativeSelect
            label={say('alerts.quiet.up_to')}
            data={(['warning', 'info'] as const).map((one) => ({
              value: one,
              label: say(`alerts.quiet.up_tos.${one}`),
            }))}
            value={upTo}
            onChange={(event) => {
              setUpTo(event.currentTarget.value === 'info' ? 'info' : 'warning');
            }}
          />
        </div>
        <p className={form.muted}>{say('alerts.quiet.what')}</p>
      </Form>
    </Dialog>
  );
}
