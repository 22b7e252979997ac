/** One chart on its canvas. The keyboard moves along its points as along a slider, and tells them to readers. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useLanguage, useSay } from '../../../i18n.ts';
import type { Span } from '../spans.ts';
import style from './charts.module.css';
import type { Picture } from './picture.ts';
import { optionsOf, paintOf, type Marks } from './uplot-options.ts';
import { useScheme } from './use-scheme.ts';

interface PlotProps {
  readonly picture: Picture;
  /** What the axis of time shows. */
  readonly span: Span;
  /** See `ChartKind`. */
  readonly least: number | null;
  /** What a rule asks, and when it fired. */
  readonly marks?: Marks;
  /** Name of the chart. */
  readonly label: string;
  /** The point under the pointer or the keyboard; `null` without. */
  readonly place: number | null;
  /** That point in words. */
  readonly told: string;
  readonly onPlace: (place: number | null) => void;
  readonly onZoom: (from: number, to: number) => void;
  readonly onReset: () => void;
  /** Nearer (0.5) or further away (2), around a moment. */
  readonly onWiden: (factor: number, middle: number) => void;
}

const dataOf = ({ data }: Picture): uPlot.AlignedData => [
  [...data.at],
  ...data.columns.map((column) => [...column]),
];

/** What has to be the same for a chart to go on with other points. */
const shapeOf = ({ unit, lines, earlier }: Picture): string =>
  JSON.stringify([unit, lines.map(({ colour }) => colour), earlier.map(({ colour }) => colour)]);

/** The chart. Its room is fixed, so nothing moves when it comes. */
export function Plot(props: PlotProps) {
  const { picture, span, least, marks, label, place, told, onPlace, onReset, onWiden } = props;
  const say = useSay();
  const { language } = useLanguage();
  const scheme = useScheme();
  const room = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ readonly plot: uPlot; readonly shape: string } | null>(null);
  const calls = useRef(props);
  useEffect(() => {
    calls.current = props;
  });

  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    const shape = shapeOf(picture) + language + scheme + String(least);
    const data = dataOf(picture);
    if (drawn.current?.shape !== shape) {
      drawn.current?.plot.destroy();
      const { clientWidth: width, clientHeight: height } = element;
      const look = {
        ...{ paint: paintOf(element), language, least, size: { width, height } },
        marks: () => calls.current.marks,
      };
      const plot = new uPlot(
        optionsOf(picture, look, {
          onZoom: (from, to) => {
            calls.current.onZoom(from, to);
          },
          onPlace: (at) => {
            calls.current.onPlace(at);
          },
        }),
        data,
        element,
      );
      drawn.current = { plot, shape };
    } else drawn.current.plot.setData(data, false);
    drawn.current.plot.setScale('x', { min: span.from, max: span.to });
  }, [picture, span, least, marks, language, scheme]);

  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (drawn.current?.plot.width !== width) drawn.current?.plot.setSize({ width, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.current?.plot.destroy();
      drawn.current = null;
    };
  }, []);

  const { at } = picture.data;
  const first = Math.max(
    at.findIndex((moment) => moment >= span.from),
    0,
  );
  const last = Math.max(
    at.findLastIndex((moment) => moment <= span.to),
    first,
  );

  function goTo(goal: number): void {
    const plot = drawn.current?.plot;
    const moment = at[Math.min(Math.max(goal, first), last)];
    if (plot === undefined || moment === undefined) return;
    plot.setCursor({ left: plot.valToPos(moment, 'x'), top: 0 });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? 10 : 1;
    const here = place ?? last;
    const moment = at[here] ?? span.to;
    const deeds: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => {
        goTo(place === null ? last : here - by);
      },
      ArrowRight: () => {
        goTo(place === null ? first : here + by);
      },
      Home: () => {
        goTo(first);
      },
      End: () => {
        goTo(last);
      },
      '+': () => {
        onWiden(0.5, moment);
      },
      '-': () => {
        onWiden(2, moment);
      },
      Escape: () => {
        if (place === null) onReset();
        else drawn.current?.plot.setCursor({ left: -10, top: -10 });
      },
    };
    const deed = deeds[event.key];
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  }

  return (
    <div
      ref={room}
      className={style.plot}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-description={say('monitoring.charts.keys')}
      aria-valuemin={0}
      aria-valuemax={Math.max(last - first, 0)}
      aria-valuenow={Math.min(Math.max((place ?? last) - first, 0), Math.max(last - first, 0))}
      aria-valuetext={told}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onBlur={() => {
        onPlace(null);
        drawn.current?.plot.setCursor({ left: -10, top: -10 });
      }}
    />
  );
}
