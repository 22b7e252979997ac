/** One chart with its title, what it draws, its legend, and its table. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useSeries } from '../../../api/monitoring-queries.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import { figure } from '../figures.ts';
import {
  chosen,
  chosenOf,
  ranges,
  shiftOf,
  spanAt,
  standardRange,
  widened,
  type Shown,
  type Span,
} from '../spans.ts';
import { lastPlace, valueAt } from './align.ts';
import { ChartTable } from './chart-table.tsx';
import { useLineNames } from './chart-words.ts';
import style from './charts.module.css';
import { ChooseObjects } from './choose-objects.tsx';
import {
  firstObjects,
  isKept,
  mostObjects,
  objectsOf,
  unitOf,
  type ChartKind,
  type KeptSeries,
} from './kinds.ts';
import { Legend } from './legend.tsx';
import { pointMoment } from './moments.ts';
import { pictureOf } from './picture.ts';
import { Plot } from './plot.tsx';

interface ChartCardProps {
  readonly kind: ChartKind;
  readonly title: string;
  /** Not there while it is asked for. */
  readonly kept: readonly KeptSeries[] | undefined;
  /** What is there now of what charts are drawn of. */
  readonly present: readonly string[];
  /** Why there is nothing of it; not there where nobody knows. */
  readonly reason: string | undefined;
  readonly shown: Shown;
  readonly onSpan: (span: Span | null) => void;
}

const none = () => 0;

/** The chart. */
export function ChartCard({ kind, title, kept, present, reason, shown, onSpan }: ChartCardProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { clock } = useServices();
  const namesOf = useLineNames();
  const [picked, pick] = useState<readonly string[] | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [place, setPlace] = useState<number | null>(null);

  const all = useMemo(() => objectsOf(kind, kept ?? []), [kind, kept]);
  const objects = picked?.filter((object) => all.includes(object)) ?? firstObjects(kind, all, present);
  const { compare } = shown;
  const question = {
    metrics: kind.metrics,
    objects,
    span: chosenOf(shown) ?? { last: ranges[shown.range ?? standardRange] },
    enabled: kept !== undefined && isKept(kind, kept),
  };
  const now = useSeries({ ...question, shift: none, shiftName: '' });
  const then = useSeries({
    ...question,
    shift: compare === undefined ? none : (at) => shiftOf(compare, at),
    shiftName: compare ?? '',
    enabled: question.enabled && compare !== undefined,
  });
  const before = compare === undefined ? undefined : then.data;
  const unit = unitOf(kind);
  const picture = useMemo(
    () =>
      now.data === undefined
        ? null
        : pictureOf(unit, now.data.series, before?.series ?? [], before?.shift ?? 0),
    [unit, now.data, before],
  );
  const from = now.data?.from ?? 0;
  const to = now.data?.to ?? 0;
  const wanted = now.isPlaceholderData ? spanAt(shown, clock.now()) : { from, to };
  const span = useMemo(() => ({ from: wanted.from, to: wanted.to }), [wanted.from, wanted.to]);

  const step = now.data?.step ?? 0;
  const latest = picture === null ? -1 : lastPlace(picture.data);
  const shownPlace = place === null || place >= (picture?.data.at.length ?? 0) ? latest : place;
  const names = namesOf(picture?.lines ?? []);

  /** The point under the keyboard in words. */
  function told(): string {
    const at = picture?.data.at[shownPlace];
    if (picture === null || at === undefined) return say('monitoring.charts.empty');
    const values = picture.lines.map((line, number) => {
      const value = valueAt(picture.data, line.mean, shownPlace, line.reach);
      return `${names[number] ?? ''} ${value === null ? say('monitoring.charts.no_value') : figure(value, unit, language)}`;
    });
    return `${pointMoment(at, step, language)}: ${values.join(', ')}`;
  }

  function body() {
    if (kept !== undefined && !question.enabled) {
      return <p className={style.nothing}>{reason ?? say('monitoring.charts.never')}</p>;
    }
    if (picture === null) {
      return now.error === null ? (
        <div className={style.plot} data-loading role="progressbar" aria-label={say('loading')} />
      ) : (
        <ErrorNotice error={now.error}>
          <div>
            <Button size="xs" variant="default" onClick={() => void now.refetch()}>
              {say('error.retry')}
            </Button>
          </div>
        </ErrorNotice>
      );
    }
    if (latest < 0 && !now.isPlaceholderData) {
      return <p className={style.nothing}>{say('monitoring.charts.empty')}</p>;
    }
    if (asTable) {
      const olden = before?.series ?? [];
      const oldNames = namesOf(olden);
      const earlier = olden.map((one, number) => ({
        name: `${oldNames[number] ?? ''} ${say(`monitoring.compare.${compare ?? 'day'}`)}`,
        series: { ...one, at: one.at.map((moment) => moment + (before?.shift ?? 0)) },
      }));
      const columns = picture.series.map((series, number) => ({ name: names[number] ?? '', series }));
      return (
        <ChartTable
          caption={title}
          unit={unit}
          columns={[...columns, ...earlier]}
          // Of the time that was answered: a gap is not what is still on its way.
          from={from}
          to={to}
          step={Math.max(step, before?.step ?? 0)}
        />
      );
    }
    return (
      <Plot
        picture={picture}
        span={span}
        least={kind.least}
        label={title}
        place={place}
        told={told()}
        onPlace={setPlace}
        onZoom={(one, other) => {
          onSpan(chosen(one, other, clock.now()));
        }}
        onReset={() => {
          onSpan(null);
        }}
        onWiden={(factor, middle) => {
          onSpan(widened(span, factor, clock.now(), middle));
        }}
      />
    );
  }

  const hasLines = picture !== null && latest >= 0;
  return (
    <article className={style.card} aria-label={title} aria-busy={now.isPlaceholderData} data-chart={kind.id}>
      <header className={style.head}>
        <h3>{title}</h3>
        {all.length > 1 && (
          <ChooseObjects
            title={title}
            objects={all}
            chosen={objects}
            most={mostObjects(kind)}
            onChoose={pick}
          />
        )}
        <Button
          size="compact-xs"
          variant="default"
          aria-pressed={asTable}
          aria-label={`${say('monitoring.charts.as_table')}: ${title}`}
          disabled={!hasLines}
          onClick={() => {
            setAsTable(!asTable);
            setPlace(null);
          }}
        >
          {say('monitoring.charts.as_table')}
        </Button>
      </header>
      {body()}
      <div className={style.foot}>
        {hasLines && (
          <Legend picture={picture} place={shownPlace} isPointed={place !== null} step={step} names={names} />
        )}
      </div>
    </article>
  );
}
