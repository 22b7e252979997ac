/** What mutes alerts, a month at a time: as a picture of its weeks, or as a table. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CalendarEntry } from '../../../../shared/api/muting.ts';
import { onDays, weeksOf } from '../../../../shared/calendar-days.ts';
import { useMutingCalendar } from '../../../api/muting-queries.ts';
import box from '../../../components/box.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Section } from '../../../components/section.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import style from './calendar.module.css';
import { CalendarTable } from './calendar-table.tsx';
import { MonthGrid } from './month-grid.tsx';
import { isOf, monthAt, monthName, monthsOn, stretchOf } from './months.ts';
import { ownZone } from './zone-field.tsx';

/** The section. */
export function Calendar() {
  const say = useSay();
  const { language } = useLanguage();
  const { clock } = useServices();
  const zone = ownZone();
  const [shown, setShown] = useState(() => monthAt(clock.now(), zone));
  const [asTable, setAsTable] = useState(false);
  const { from, to } = useMemo(() => stretchOf(shown), [shown]);
  const { data, error } = useMutingCalendar(from, to);
  const title = monthName(shown, language);
  return (
    <Section
      id="calendar"
      title={say('alerts.calendar.title')}
      tools={
        <div className={style.tools}>
          <Button
            size="xs"
            variant="default"
            aria-pressed={asTable}
            onClick={() => {
              setAsTable(!asTable);
            }}
          >
            {say('alerts.calendar.as_table')}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={say('alerts.calendar.before')}
            onClick={() => {
              setShown(monthsOn(shown, -1));
            }}
          >
            ‹
          </Button>
          <span className={style.month} aria-live="polite">
            {title}
          </span>
          <Button
            size="xs"
            variant="default"
            aria-label={say('alerts.calendar.next')}
            onClick={() => {
              setShown(monthsOn(shown, 1));
            }}
          >
            ›
          </Button>
        </div>
      }
    >
      {data === undefined ? (
        error === null ? (
          <Bones rows={5} />
        ) : (
          <ErrorNotice error={error} />
        )
      ) : asTable ? (
        <CalendarTable title={title} entries={within(data, shown, zone)} />
      ) : (
        <MonthGrid title={title} shown={shown} entries={data} zone={zone} />
      )}
      <p className={box.muted}>{say('alerts.calendar.zone', { zone })}</p>
    </Section>
  );
}

/** What stands on some day of the month. */
function within(
  entries: readonly CalendarEntry[],
  shown: { readonly year: number; readonly month: number },
  zone: string,
): readonly CalendarEntry[] {
  const days = weeksOf(shown.year, shown.month)
    .flat()
    .filter((day) => isOf(day, shown));
  const there = new Set([...onDays(entries, days, zone).values()].flat().map(({ entry }) => entry));
  return entries.filter((entry) => there.has(entry));
}
