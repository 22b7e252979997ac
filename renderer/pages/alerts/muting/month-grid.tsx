/** The weeks of a month, and what mutes alerts on each day. */
import type { CalendarEntry } from '../../../../shared/api/muting.ts';
import { weekdays } from '../../../../shared/api/muting.ts';
import { onDays, weeksOf, type OnDay } from '../../../../shared/calendar-days.ts';
import { useLanguage, useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import style from './calendar.module.css';
import { dayAt, isOf, type Month } from './months.ts';
import { weekdayName } from './schedule.ts';

const kinds = ['silence', 'maintenance', 'quiet_hours'] as const satisfies readonly CalendarEntry['kind'][];

/** Entries that a day has room for. */
const room = 3;

interface MonthGridProps {
  readonly title: string;
  readonly shown: Month;
  readonly entries: readonly CalendarEntry[];
  readonly zone: string;
}

/** A table of seven columns. */
export function MonthGrid({ title, shown, entries, zone }: MonthGridProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { clock } = useServices();
  const weeks = weeksOf(shown.year, shown.month);
  const placed = onDays(entries, weeks.flat(), zone);
  const today = dayAt(clock.now(), zone);
  return (
    <>
      <table className={style.grid} aria-label={title}>
        <thead>
          <tr>
            {weekdays.map((day) => (
              <th key={day} scope="col">
                {weekdayName(day, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td
                  key={day}
                  data-other={!isOf(day, shown) || undefined}
                  aria-current={day === today ? 'date' : undefined}
                >
                  <time dateTime={day}>{Number(day.slice(-2))}</time>
                  <Day placed={placed.get(day) ?? []} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={style.legend} aria-label={say('alerts.calendar.legend')}>
        {kinds.map((kind) => (
          <li key={kind} data-kind={kind}>
            {say(`alerts.calendar.kind.${kind}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Day({ placed }: { readonly placed: readonly OnDay<CalendarEntry>[] }) {
  const say = useSay();
  if (placed.length === 0) return null;
  const left = placed.length - room;
  return (
    <ul className={style.day}>
      {placed.slice(0, room).map(({ entry: { kind, id, title, starts_at: start }, from, to }) => {
        const what = title === '' ? say(`alerts.calendar.kind.${kind}`) : title;
        return (
          <li key={`${kind} ${id ?? ''} ${start}`} data-kind={kind} title={what}>
            <span className={style.when}>
              {from ?? '…'}–{to ?? '…'}
            </span>{' '}
            <span className={style.what}>{what}</span>
          </li>
        );
      })}
      {left > 0 && <li className={style.left}>{say('alerts.calendar.more', { count: left })}</li>}
    </ul>
  );
}
