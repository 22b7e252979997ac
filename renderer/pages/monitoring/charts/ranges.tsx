/** How much time is shown, up to now: one press each. */
import { useSay } from '../../../i18n.ts';
import { ranges, type Range } from '../spans.ts';
import style from './ranges.module.css';

interface RangesProps {
  /** `null`: a part was chosen by hand. */
  readonly range: Range | null;
  readonly onRange: (range: Range) => void;
}

/** The choice. */
export function Ranges({ range, onRange }: RangesProps) {
  const say = useSay();
  return (
    <div className={style.ranges} role="group" aria-label={say('monitoring.charts.range')}>
      {Object.keys(ranges).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === range}
          title={say(`monitoring.ranges.${one as Range}`)}
          onClick={() => {
            onRange(one as Range);
          }}
        >
          {say(`monitoring.short.${one as Range}`)}
        </button>
      ))}
    </div>
  );
}
