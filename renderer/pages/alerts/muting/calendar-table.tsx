/** What mutes alerts in a month, one after the other. */
import type { CalendarEntry } from '../../../../shared/api/muting.ts';
import { EntryRow } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { EntryTable } from '../../../components/entry-table.tsx';
import table from '../../../components/table.module.css';
import { useLanguage, useSay } from '../../../i18n.ts';
import { moment } from '../../../times.ts';
import { spanWords } from '../span-text.ts';
import { windowText } from './window-text.ts';

interface CalendarTableProps {
  readonly title: string;
  readonly entries: readonly CalendarEntry[];
}

/** The table. */
export function CalendarTable({ title, entries }: CalendarTableProps) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <div>
      <p id="month" className="for-readers">
        {title}
      </p>
      <EntryTable
        labelledBy="month"
        columns={[
          say('alerts.calendar.kind_label'),
          say('alerts.calendar.what'),
          say('alerts.calendar.when'),
          say('alerts.calendar.long'),
        ]}
        items={entries}
        empty={say('alerts.calendar.empty')}
        render={({ kind, id, title: what, starts_at: from, ends_at: to }, index) => (
          <EntryRow key={`${kind} ${id ?? ''} ${from}`} index={index}>
            <div role="cell" className={table.state}>
              {say(`alerts.calendar.kind.${kind}`)}
            </div>
            <div role="cell" className={table.thing}>
              {what}
            </div>
            <div role="cell" className={entry.values}>
              {to === null
                ? moment(Date.parse(from), language)
                : windowText({ starts_at: from, ends_at: to }, language)}
            </div>
            <div role="cell" className={entry.told}>
              {to === null
                ? say('alerts.calendar.open')
                : spanWords((Date.parse(to) - Date.parse(from)) / 1000, say)}
            </div>
          </EntryRow>
        )}
      />
    </div>
  );
}
