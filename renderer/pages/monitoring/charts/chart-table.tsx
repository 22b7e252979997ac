/** A chart as a table, thinned to what can be read: for who cannot see it, or wants numbers. */
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';
import type { MetricUnit } from '../../../../shared/metric-names.ts';
import { useLanguage, useSay } from '../../../i18n.ts';
import { figure } from '../figures.ts';
import style from './charts.module.css';
import { pointMoment } from './moments.ts';
import { thin, type Thin } from './thin.ts';

/** Rows that somebody reads or listens to. */
const rows = 24;

interface ChartTableProps {
  readonly caption: string;
  readonly unit: MetricUnit;
  /** Each with the name of its line. */
  readonly columns: readonly { readonly name: string; readonly series: SeriesColumns }[];
  readonly from: number;
  readonly to: number;
  /** ms */
  readonly step: number;
}

/** The table, in the room of the chart. */
export function ChartTable({ caption, unit, columns, from, to, step }: ChartTableProps) {
  const say = useSay();
  const { language } = useLanguage();
  const parts = thin(
    columns.map(({ series }) => series),
    { from, to, step, rows },
  );
  const [one, other] = parts;
  const each = one !== undefined && other !== undefined ? one.at - other.at : step;
  const told = (cell: Thin | null) =>
    cell === null ? (
      <>
        <span aria-hidden="true">–</span>
        <span className="for-readers">{say('monitoring.charts.no_value')}</span>
      </>
    ) : (
      <>
        {figure(cell.mean, unit, language)}{' '}
        <span className={style.between}>
          {figure(cell.min, unit, language)} – {figure(cell.max, unit, language)}
        </span>
      </>
    );
  return (
    // What is scrolled has to be reached by the keyboard.
    <div className={style.plot} data-table tabIndex={0} role="region" aria-label={caption}>
      <table className={style.table}>
        <caption className="for-readers">{say('monitoring.charts.caption', { title: caption })}</caption>
        <thead>
          <tr>
            <th scope="col">{say('monitoring.charts.time')}</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map(({ at, cells }) => (
            <tr key={at}>
              <th scope="row">
                <time dateTime={new Date(at).toISOString()}>{pointMoment(at, each, language)}</time>
              </th>
              {cells.map((cell, place) => (
                <td key={columns[place]?.name}>{told(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
