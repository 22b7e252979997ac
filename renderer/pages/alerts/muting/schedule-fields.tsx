/** When maintenance comes back. */
import { NativeSelect, TextInput } from '@mantine/core';
import { weekdays, type Weekday } from '../../../../shared/api/muting.ts';
import { useLanguage, useSay } from '../../../i18n.ts';
import { DayFields } from './day-fields.tsx';
import style from './muting.module.css';
import { places, rhythms, weekdayName, type Place, type Rhythm, type ScheduleDraft } from './schedule.ts';

const dates = [...Array.from({ length: 31 }, (_, day) => day + 1), -1];

interface ScheduleFieldsProps {
  readonly schedule: ScheduleDraft;
  /** Something of it is missing, and that is to be said. */
  readonly isWrong: boolean;
  readonly onSchedule: (schedule: ScheduleDraft) => void;
}

/** The fields that the rhythm needs. */
export function ScheduleFields({ schedule, isWrong, onSchedule }: ScheduleFieldsProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { rhythm, days, day, nth, weekday, at } = schedule;
  const edit = (part: Partial<ScheduleDraft>) => {
    onSchedule({ ...schedule, ...part });
  };
  return (
    <>
      <div className={style.pair}>
        <NativeSelect
          label={say('alerts.maintenance.rhythm')}
          data={rhythms.map((one) => ({ value: one, label: say(`alerts.maintenance.rhythms.${one}`) }))}
          value={rhythm}
          onChange={(event) => {
            edit({ rhythm: event.currentTarget.value as Rhythm });
          }}
        />
        {rhythm === 'month_day' && (
          <NativeSelect
            label={say('alerts.maintenance.day')}
            data={dates.map((one) => ({
              value: String(one),
              label: one === -1 ? say('alerts.maintenance.last_day') : String(one),
            }))}
            value={String(day)}
            onChange={(event) => {
              edit({ day: Number(event.currentTarget.value) });
            }}
          />
        )}
        {rhythm === 'month_nth' && (
          <>
            <NativeSelect
              label={say('alerts.maintenance.nth')}
              data={places.map((one) => ({ value: String(one), label: say(`alerts.nth.${one}`) }))}
              value={String(nth)}
              onChange={(event) => {
                edit({ nth: Number(event.currentTarget.value) as Place });
              }}
            />
            <NativeSelect
              label={say('alerts.maintenance.weekday')}
              data={weekdays.map((one) => ({ value: one, label: weekdayName(one, language, 'long') }))}
              value={weekday}
              onChange={(event) => {
                edit({ weekday: event.currentTarget.value as Weekday });
              }}
            />
          </>
        )}
        <TextInput
          type="time"
          label={say('alerts.maintenance.at')}
          error={isWrong && at === '' ? say('missing_field') : undefined}
          value={at}
          onChange={(event) => {
            edit({ at: event.currentTarget.value });
          }}
        />
      </div>
      {rhythm === 'week' && (
        <DayFields
          label={say('alerts.maintenance.days')}
          days={days}
          problem={isWrong && days.length === 0 ? say('alerts.quiet.no_days') : undefined}
          onDays={(next) => {
            edit({ days: next });
          }}
        />
      )}
    </>
  );
}
