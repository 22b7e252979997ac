/** How uPlot is told to draw a picture. */
import uPlot from 'uplot';
import { axisFigures, axisSteps } from '../figures.ts';
import { axisMoments } from './moments.ts';
import type { Span } from '../spans.ts';
import { lonePlaces, type Cell } from './align.ts';
import type { Line, Picture } from './picture.ts';

/** Colours as the theme has them now. */
export interface Paint {
  readonly lines: readonly string[];
  readonly text: string;
  readonly grid: string;
  readonly font: string;
  /** Of what a rule asks, and of when it fired. */
  readonly mark: string;
}

/** What is drawn over the lines: values that a rule asks for, and when it fired. */
export interface Marks {
  readonly thresholds: readonly number[];
  readonly spans: readonly Span[];
}

/** Reads them off the page. */
export function paintOf(element: HTMLElement): Paint {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    lines: [1, 2, 3, 4, 5, 6].map((number) => of(`--line-${String(number)}`)),
    text: of('--muted'),
    grid: of('--hairline'),
    mark: of('--error'),
    font: `12px ${style.fontFamily}`,
  };
}

/** What a drawn chart calls. */
export interface PlotCalls {
  readonly onZoom: (from: number, to: number) => void;
  readonly onPlace: (place: number | null) => void;
}

/** Two colours' worth of a line: #rrggbb as it is, or thinned. */
const faint = (colour: string, share: number): string =>
  colour +
  Math.round(share * 255)
    .toString(16)
    .padStart(2, '0');

/** Nearer than this a press is no dragging (CSS pixels). */
const SLIP = 4;

/** Pointers of charts that stand under each other move together; what is dragged over is one chart's own business. */
const together: uPlot.Cursor.Sync = {
  key: 'monitoring',
  setSeries: false,
  scales: ['x', null],
  filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' },
};

const lone: uPlot.Series.Points.Filter = (plot, number) => {
  const places = lonePlaces(plot.data[number] as readonly Cell[]);
  return places.length === 0 ? null : places;
};

/** Narrower than this nobody sees it (CSS pixels). */
const NARROWEST = 2;

/** Bands where it fired, and a dashed line at each value that is asked for. */
function drawMarks(plot: uPlot, { thresholds, spans }: Marks, paint: Paint): void {
  const { ctx, bbox } = plot;
  const { pxRatio } = uPlot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = faint(paint.mark, 0.16);
  for (const { from, to } of spans) {
    const left = plot.valToPos(from, 'x', true);
    const width = Math.max(plot.valToPos(to, 'x', true) - left, NARROWEST * pxRatio);
    ctx.fillRect(left, bbox.top, width, bbox.height);
  }
  ctx.strokeStyle = paint.mark;
  ctx.lineWidth = pxRatio;
  for (const [number, value] of thresholds.entries()) {
    // The first is where it fires; the others are fainter.
    ctx.globalAlpha = number === 0 ? 1 : 0.5;
    ctx.setLineDash([4 * pxRatio, 4 * pxRatio]);
    ctx.beginPath();
    const y = plot.valToPos(value, 'y', true);
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

function seriesOf(line: Line, colour: string): uPlot.Series[] {
  const stroke = line.least === null ? faint(colour, 0.75) : colour;
  const mean: uPlot.Series = {
    scale: 'y',
    stroke,
    width: 1.5,
    points: { show: false, size: 4, fill: stroke, filter: lone },
    ...(line.least === null ? { dash: [5, 4] } : {}),
  };
  const edge: uPlot.Series = { scale: 'y', stroke: 'transparent', width: 0, points: { show: false } };
  return line.least === null ? [mean] : [mean, edge, edge];
}

/** The options; `data` of the picture has one column for each of `series`. */
export function optionsOf(
  picture: Picture,
  look: {
    readonly paint: Paint;
    readonly language: string;
    readonly least: number | null;
    /** As they are now: they may change while the chart stands. */
    readonly marks: () => Marks | undefined;
    readonly size: { readonly width: number; readonly height: number };
  },
  calls: PlotCalls,
): uPlot.Options {
  const { lines, earlier, unit } = picture;
  const { paint, language, least, marks, size } = look;
  const colourOf = ({ colour }: Line): string => paint.lines[colour] ?? paint.text;
  const isNarrow = size.width < 480;
  const steps = axisSteps(unit);
  const axis = { stroke: paint.text, font: paint.font };
  return {
    ...size,
    ms: 1,
    padding: [8, 24, null, null],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: SLIP },
      points: { size: 7 },
      sync: together,
      bind: { dblclick: () => null },
    },
    scales: {
      x: { time: true },
      y: {
        // Without any values there is no least and no most.
        range: (_, first: number | null, last: number | null) => {
          const asked = marks()?.thresholds ?? [];
          if (first === null || last === null) return [0, least ?? 100];
          const [from, to] = [Math.min(first, ...asked), Math.max(last, ...asked)];
          if (least !== null) return [0, to <= least ? least : to * 1.08];
          const room = Math.max((to - from) * 0.1, 1);
          return [from - room, to + room];
        },
      },
    },
    axes: [
      {
        ...axis,
        size: 44,
        space: isNarrow ? 64 : 80,
        grid: { stroke: paint.grid, width: 1 },
        ticks: { stroke: paint.grid, width: 1, size: 4 },
        values: (_, marks, __, ___, step) => axisMoments(marks, step, language),
      },
      {
        ...axis,
        scale: 'y',
        size: isNarrow ? 62 : 70,
        space: 36,
        grid: { stroke: paint.grid, width: 1 },
        ticks: { show: false },
        ...(steps === null ? {} : { incrs: steps }),
        values: (_, marks) => axisFigures(marks, unit, language),
      },
    ],
    series: [{}, ...[...lines, ...earlier].flatMap((line) => seriesOf(line, colourOf(line)))],
    bands: lines.flatMap((line) =>
      line.least === null || line.most === null
        ? []
        : [{ series: [line.most + 1, line.least + 1], fill: faint(colourOf(line), 0.12) }],
    ),
    hooks: {
      draw: [
        (plot) => {
          const now = marks();
          if (now !== undefined) drawMarks(plot, now, paint);
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < SLIP) return;
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          calls.onZoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
        },
      ],
      setCursor: [
        ({ cursor }) => {
          calls.onPlace(cursor.idx ?? null);
        },
      ],
    },
  };
}
