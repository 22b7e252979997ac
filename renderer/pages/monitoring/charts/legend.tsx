/** The lines of a chart with their values under the pointer; without one, the latest. */
import { useLanguage, useSay } from '../../../i18n.ts';
import { figure } from '../figures.ts';
import { valueAt } from './align.ts';
import style from './charts.module.css';
import { pointMoment } from './moments.ts';
import type { Line, Picture } from './picture.ts';

interface LegendProps {
  readonly picture: Picture;
  readonly place: number;
  readonly isPointed: boolean;
  /** ms */
  readonly step: number;
  /** Of the lines. */
  readonly names: readonly string[];
}

/** The legend. */
export function Legend({ picture, place, isPointed, step, names }: LegendProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { lines, earlier, unit, data } = picture;
  const at = data.at[place];
  const told = (column: number | null, reach: number): string => {
    const value = column === null ? null : valueAt(data, column, place, reach);
    return value === null ? '–' : figure(value, unit, language);
  };
  const before = (line: Line): Line | undefined =>
    earlier.find(({ metric, object }) => metric === line.metric && object === line.object);

  return (
    <div className={style.legend}>
      <p className={style.moment}>
        {at !== undefined && (
          <>
            {!isPointed && `${say('monitoring.charts.latest')} `}
            <time dateTime={new Date(at).toISOString()}>{pointMoment(at, step, language)}</time>
          </>
        )}
      </p>
      <ul className={style.lines}>
        {lines.map((line, number) => {
          const old = before(line);
          return (
            <li key={`${line.metric} ${line.object}`}>
              <Swatch colour={line.colour} />
              <span className={style.lineName}>{names[number]}</span>
              <span className={style.lineValue}>{told(line.mean, line.reach)}</span>
              {old === undefined ? (
                <span className={style.between}>
                  {told(line.least, line.reach)} – {told(line.most, line.reach)}
                </span>
              ) : (
                <span className={style.old}>
                  <Swatch colour={line.colour} isDashed />
                  <span className="for-readers">{say('monitoring.charts.before')}</span>
                  {told(old.mean, old.reach)}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A piece of the line. */
function Swatch({ colour, isDashed = false }: { readonly colour: number; readonly isDashed?: boolean }) {
  return (
    <svg
      className={style.swatch}
      viewBox="0 0 16 4"
      data-line={colour + 1}
      aria-hidden="true"
      focusable="false"
    >
      <path d="M0 2h16" strokeDasharray={isDashed ? '4 3' : undefined} />
    </svg>
  );
}
