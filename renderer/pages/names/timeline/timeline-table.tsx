/** The same as the picture, row by row, the newest first: for who cannot see it, or wants exact times. */
import { Copyable } from '../../../components/copyable.tsx';
import table from '../../../components/table.module.css';
import { useLanguage, useSay } from '../../../i18n.ts';
import { exact, span } from '../../../times.ts';
import { lasted, place, type Lane } from './bars.ts';
import style from './timeline.module.css';

interface TimelineTableProps {
  readonly label: string;
  readonly lanes: readonly Lane[];
  readonly labelOf: (lane: Lane) => string;
  readonly from: number;
  readonly to: number;
}

/** The table: what stood within the time that is shown. */
export function TimelineTable({ label, lanes, labelOf, from, to }: TimelineTableProps) {
  const say = useSay();
  const { language } = useLanguage();
  const rows = lanes
    .flatMap((lane) => place(lane.bars, from, to).map(({ bar }) => ({ lane, bar })))
    .toSorted((one, other) => (other.bar.from ?? 0) - (one.bar.from ?? 0));
  return (
    <div role="table" aria-label={label} className={table.table}>
      <div role="rowgroup" className={style.headers}>
        <div role="row" className={style.row}>
          <div role="columnheader">{say('history.address')}</div>
          <div role="columnheader">{say('naming.timeline.who')}</div>
          <div role="columnheader">{say('naming.timeline.from')}</div>
          <div role="columnheader">{say('naming.timeline.until')}</div>
          <div role="columnheader">{say('naming.timeline.lasted')}</div>
        </div>
      </div>
      <div role="rowgroup">
        {rows.map(({ lane, bar }) => {
          const length = lasted(bar, to);
          const open = say(bar.isLost === true ? 'naming.timeline.lost' : 'naming.timeline.now');
          return (
            <div role="row" key={`${lane.id} ${String(bar.from)} ${bar.value}`} className={style.row}>
              <div role="cell" className={style.address}>
                <Copyable text={bar.value} />
              </div>
              <div role="cell">{labelOf(lane)}</div>
              <div role="cell">
                {bar.from === null ? say('naming.timeline.before') : exact(bar.from, language)}
              </div>
              <div role="cell">{bar.to === null ? open : exact(bar.to, language)}</div>
              <div role="cell">{length === null ? '–' : span(length, say)}</div>
            </div>
          );
        })}
        {rows.length === 0 && <p className={table.empty}>{say('naming.timeline.none_then')}</p>}
      </div>
    </div>
  );
}
