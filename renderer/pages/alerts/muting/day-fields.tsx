/** Days of the week to choose from. */
import { Checkbox } from '@mantine/core';
import { weekdays, type Weekday } from '../../../../shared/api/muting.ts';
import form from '../../../components/form.module.css';
import { useLanguage } from '../../../i18n.ts';
import style from './muting.module.css';
import { inOrder, weekdayName } from './schedule.ts';

interface DayFieldsProps {
  readonly label: string;
  readonly days: readonly Weekday[];
  readonly problem?: string | undefined;
  readonly onDays: (days: readonly Weekday[]) => void;
}

/** Seven boxes in a row. */
export function DayFields({ label, days, problem, onDays }: DayFieldsProps) {
  const { language } = useLanguage();
  return (
    <fieldset className={form.group}>
      <legend>{label}</legend>
      <div className={style.days}>
        {weekdays.map((day) => (
          <Checkbox
            key={day}
            label={weekdayName(day, language)}
            checked={days.includes(day)}
            onChange={(event) => {
              const others = days.filter((one) => one !== day);
              onDays(inOrder(event.currentTarget.checked ? [...others, day] : others));
            }}
          />
        ))}
      </div>
      {problem !== undefined && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
