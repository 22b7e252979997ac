/** Addresses over time as a picture, with the same as a table beside it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLanguage, useSay } from '../../../i18n.ts';
import { useTold } from '../../../components/when.tsx';
import { exact, span } from '../../../times.ts';
import { axisMoments } from '../../monitoring/charts/moments.ts';
import { Ranges } from '../../monitoring/charts/ranges.tsx';
import { ranges, type Range } from '../../monitoring/spans.ts';
import { Section } from '../../../components/section.tsx';
import { fittingRange, lasted, place, type Bar, type Lane, type Placed } from './bars.ts';
import { TimelineTable } from './timeline-table.tsx';
import { ticksOf } from './ticks.ts';
import style from './timeline.module.css';

/** Now moves on by this (ms): a minute is not seen in a picture of days. */
const MINUTE = 60_000;

interface TimelineProps {
  readonly id: string;
  readonly title: string;
  readonly lanes: readonly Lane[];
  readonly labelOf: (lane: Lane) => string;
  /** There is more than was read: what is older is not in the picture. */
  readonly isCut: boolean;
  readonly range: Range | undefined;
  readonly onRange: (range: Range) => void;
  /** What is said where nothing is known at all. */
  readonly empty: string;
  readonly tools?: React.ReactNode;
}

/** The section. */
export function Timeline(props: TimelineProps) {
  const { id, title, lanes, labelOf, isCut, onRange, empty, tools } = props;
  const say = useSay();
  const [isTable, setIsTable] = useState(false);
  const minute = useTold((now) => String(Math.ceil(now / MINUTE)));
  const to = Number(minute) * MINUTE;
  const known = lanes.filter(({ bars }) => bars.length > 0);
  const range = props.range ?? fittingRange(known, to);
  const from = to - ranges[range];

  return (
    <Section
      id={id}
      title={title}
      tools={
        <>
          {tools}
          <Ranges range={range} onRange={onRange} />
          <Button
            size="xs"
            variant="default"
            aria-pressed={isTable}
            onClick={() => {
              setIsTable((now) => !now);
            }}
          >
            {say('naming.timeline.as_table')}
          </Button>
        </>
      }
    >
      {known.length === 0 ? (
        <p className={style.empty}>{empty}</p>
      ) : isTable ? (
        <TimelineTable label={title} lanes={known} labelOf={labelOf} from={from} to={to} />
      ) : (
        <Picture lanes={known} labelOf={labelOf} from={from} to={to} />
      )}
      {isCut && <p className={style.note}>{say('naming.timeline.cut')}</p>}
    </Section>
  );
}

interface PictureProps extends Pick<TimelineProps, 'lanes' | 'labelOf'> {
  readonly from: number;
  readonly to: number;
}

const percent = (share: number): string => `${String(Math.round(share * 10_000) / 100)}%`;

function Picture({ lanes, labelOf, from, to }: PictureProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { step, at } = ticksOf(from, to);
  const words = axisMoments(at, step, language);
  const marks = at.map((mark) => percent((mark - from) / (to - from)));

  /** What a bar says on hover: the address, from when to when, and how long. */
  function toldOf(bar: Bar): string {
    const length = lasted(bar, to);
    const begin = bar.from === null ? say('naming.timeline.before') : exact(bar.from, language);
    const open = say(bar.isLost === true ? 'naming.timeline.lost' : 'naming.timeline.now');
    const end = bar.to === null ? open : exact(bar.to, language);
    return [bar.value, `${begin} – ${end}`, ...(length === null ? [] : [span(length, say)])].join('\n');
  }

  return (
    <div className={style.picture}>
      {lanes.map((lane) => (
        <div key={lane.id} className={style.lane}>
          <p className={style.label}>{labelOf(lane)}</p>
          <svg
            className={style.bars}
            role="img"
            aria-label={say('naming.timeline.of', { name: labelOf(lane), count: lane.bars.length })}
          >
            {marks.map((mark) => (
              <line key={mark} className={style.mark} x1={mark} x2={mark} y1="0" y2="100%" />
            ))}
            {place(lane.bars, from, to).map((placed, _, all) => (
              <BarOf
                key={`${String(placed.bar.from)} ${placed.bar.value}`}
                {...placed}
                isAlone={all.length === 1}
                told={toldOf(placed.bar)}
              />
            ))}
          </svg>
        </div>
      ))}
      <div className={style.axis} aria-hidden="true">
        {at.map((mark, index) => (
          <span
            key={mark}
            style={{ left: marks[index] }}
            data-last={mark - from > 0.9 * (to - from) || undefined}
          >
            {words[index]}
          </span>
        ))}
      </div>
    </div>
  );
}

/** A bar shorter than this has no room for its address. */
const roomy = 0.15;

interface BarProps extends Placed {
  /** Nothing else stands in its lane. */
  readonly isAlone: boolean;
  readonly told: string;
}

/** The bar with its address: in it, or before it where it is too short and nothing stands there. */
function BarOf({ bar, start, length, isAlone, told }: BarProps) {
  const isBefore = isAlone && length < roomy && start > 2 * roomy;
  return (
    <>
      <svg x={percent(start)} width={percent(length)}>
        <title>{told}</title>
        <rect
          className={style.bar}
          data-stands={(bar.to === null && bar.isLost !== true) || undefined}
          y="5"
          width="100%"
          height="22"
          rx="3"
        />
        {!isBefore && (
          <text className={style.value} x="8" y="20">
            {bar.value}
          </text>
        )}
      </svg>
      {isBefore && (
        <text className={style.value} x={percent(start)} y="20" dx="-8" textAnchor="end">
          {bar.value}
        </text>
      )}
    </>
  );
}
