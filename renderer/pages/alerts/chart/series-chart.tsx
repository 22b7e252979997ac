/** Series with what a rule asks of them and when it fired: a chart, and the same as a table. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';
import english from '../../../../shared/i18n/monitoring/en.json';
import chinese from '../../../../shared/i18n/monitoring/zh-CN.json';
import { useAreaWords } from '../../../area-words.ts';
import { useLanguage, useSay } from '../../../i18n.ts';
import { lastPlace, valueAt } from '../../monitoring/charts/align.ts';
import { ChartTable } from '../../monitoring/charts/chart-table.tsx';
import { useLineNames } from '../../monitoring/charts/chart-words.ts';
import chart from '../../monitoring/charts/charts.module.css';
import { Legend } from '../../monitoring/charts/legend.tsx';
import { pointMoment } from '../../monitoring/charts/moments.ts';
import { pictureOf } from '../../monitoring/charts/picture.ts';
import { Plot } from '../../monitoring/charts/plot.tsx';
import { chosen, widened, type Span } from '../../monitoring/spans.ts';
import { metricOf, valueText } from '../metric-text.ts';
import { leastOf } from './least.ts';
import style from './series-chart.module.css';

// What charts say everywhere.
const words = { en: english, 'zh-CN': chinese };

interface SeriesChartProps {
  readonly title: string;
  readonly metric: string;
  readonly series: readonly SeriesColumns[];
  /** ms UTC */
  readonly from: number;
  readonly to: number;
  /** ms */
  readonly step: number;
  /** What the rule asks, and where it counts as well again. */
  readonly thresholds: readonly number[];
  /** When it fired. */
  readonly spans: readonly Span[];
}

/** The chart. */
export default function SeriesChart(props: SeriesChartProps) {
  const { title, metric, series, from, to, step, thresholds, spans } = props;
  useAreaWords('monitoring', words);
  const say = useSay();
  const { language } = useLanguage();
  const namesOf = useLineNames();
  const [asTable, setAsTable] = useState(false);
  const [place, setPlace] = useState<number | null>(null);
  const [closer, setCloser] = useState<Span | null>(null);
  const { unit } = metricOf(metric);
  const picture = useMemo(() => pictureOf(unit, series), [unit, series]);
  const span = useMemo(() => closer ?? { from, to }, [closer, from, to]);
  const marks = useMemo(() => ({ thresholds, spans }), [thresholds, spans]);
  const latest = lastPlace(picture.data);
  const shownPlace = place === null || place >= picture.data.at.length ? latest : place;
  const names = namesOf(picture.lines);
  if (latest < 0) return <p className={chart.nothing}>{say('monitoring.charts.empty')}</p>;

  const at = picture.data.at[shownPlace] ?? to;
  const values = picture.lines.map((line, number) => {
    const value = valueAt(picture.data, line.mean, shownPlace, line.reach);
    const text = value === null ? say('monitoring.charts.no_value') : valueText(value, metric, language, say);
    return `${names[number] ?? ''} ${text}`;
  });
  return (
    <figure className={style.chart} aria-label={title}>
      <div className={chart.head}>
        <figcaption className={style.title}>{title}</figcaption>
        <Button
          size="compact-xs"
          variant="default"
          aria-pressed={asTable}
          aria-label={`${say('monitoring.charts.as_table')}: ${title}`}
          onClick={() => {
            setAsTable(!asTable);
            setPlace(null);
          }}
        >
          {say('monitoring.charts.as_table')}
        </Button>
      </div>
      {asTable ? (
        <ChartTable
          caption={title}
          unit={unit}
          columns={picture.series.map((one, number) => ({ name: names[number] ?? '', series: one }))}
          from={from}
          to={to}
          step={step}
        />
      ) : (
        <Plot
          picture={picture}
          span={span}
          least={leastOf(unit, thresholds)}
          marks={marks}
          label={title}
          place={place}
          told={`${pointMoment(at, step, language)}: ${values.join(', ')}`}
          onPlace={setPlace}
          onZoom={(one, other) => {
            setCloser(chosen(one, other, to));
          }}
          onReset={() => {
            setCloser(null);
          }}
          onWiden={(factor, middle) => {
            const next = widened(span, factor, to, middle);
            setCloser(next.from < from ? null : next);
          }}
        />
      )}
      <Legend picture={picture} place={shownPlace} isPointed={place !== null} step={step} names={names} />
    </figure>
  );
}
