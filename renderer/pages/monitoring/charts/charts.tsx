/** All charts, and above them which time they show. They show the same time, and are zoomed together. */
import { Button, NativeSelect } from '@mantine/core';
import '../../../theme/fields.css';
import { useKeptSeries } from '../../../api/monitoring-queries.ts';
import type { Now } from '../../../api/now.ts';
import { Section } from '../../../components/section.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import {
  comparisons,
  chosenOf,
  moved,
  spanAt,
  standardRange,
  widened,
  type Shown,
  type Span,
} from '../spans.ts';
import { ChartCard } from './chart-card.tsx';
import style from './charts.module.css';
import { chartKinds } from './kinds.ts';
import { pointMoment } from './moments.ts';
import { Ranges } from './ranges.tsx';

interface ChartsProps {
  readonly now: Now;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
}

/** Names of what is there now, whatever it is. */
function presentOf({ data }: Now): string[] {
  return [
    ...(data.filesystems ?? []).map(({ mount }) => mount),
    ...(data.disks ?? []).map(({ disk }) => disk),
    ...(data.interfaces ?? []).flatMap(({ interface: name, up }) => (up === false ? [] : [name])),
    ...(data.temperatures ?? []).map(({ sensor }) => sensor),
  ];
}

/** The section. */
export function Charts({ now, shown, onShow }: ChartsProps) {
  const say = useSay();
  const { data: kept } = useKeptSeries();
  const present = presentOf(now);
  const { range = standardRange, compare } = shown;
  const kinds = compare === undefined ? {} : { compare };

  function showSpan(span: Span | null): void {
    if (span !== null || chosenOf(shown) !== null) onShow({ range, ...kinds, ...span });
  }

  return (
    <Section
      id="charts"
      title={say('monitoring.charts.title')}
      tools={
        <>
          <Ranges
            range={chosenOf(shown) === null ? range : null}
            onRange={(one) => {
              onShow({ range: one, ...kinds });
            }}
          />
          <NativeSelect
            size="xs"
            aria-label={say('monitoring.compare.label')}
            value={compare ?? ''}
            data={[
              { value: '', label: say('monitoring.compare.none') },
              ...comparisons.map((one) => ({ value: one, label: say(`monitoring.compare.${one}`) })),
            ]}
            onChange={(event) => {
              const next = comparisons.find((one) => one === event.currentTarget.value);
              onShow({ range, ...(next === undefined ? {} : { compare: next }), ...chosenOf(shown) });
            }}
          />
        </>
      }
    >
      <Chosen shown={shown} onSpan={showSpan} />
      <div className={style.cards}>
        {chartKinds.map((kind) => (
          <ChartCard
            key={kind.id}
            kind={kind}
            title={say(`monitoring.charts.of.${kind.id}`)}
            kept={kept}
            present={present}
            reason={kind.part === null ? undefined : now.reasons.get(kind.part)}
            shown={shown}
            onSpan={showSpan}
          />
        ))}
      </div>
    </Section>
  );
}

interface ChosenProps {
  readonly shown: Shown;
  readonly onSpan: (span: Span | null) => void;
}

/** What was dragged over, and the ways on from there; before, how to do it. Its room is always taken. */
function Chosen({ shown, onSpan }: ChosenProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { clock } = useServices();
  const span = chosenOf(shown);
  const here = (): Span => spanAt(shown, clock.now());
  // What goes along with the time ends now also when it is looked at more closely.
  const middle = (): number =>
    span === null ? (here().from + 3 * here().to) / 4 : (span.from + span.to) / 2;
  const ways = [
    ['earlier', true, () => moved(here(), -1, clock.now())],
    ['later', span !== null, () => moved(here(), 1, clock.now())],
    ['nearer', true, () => widened(here(), 0.5, clock.now(), middle())],
    ['wider', span !== null, () => widened(here(), 2, clock.now())],
    ['reset', span !== null, () => null],
  ] as const;
  return (
    <div className={style.chosen}>
      <span data-hint={span === null}>
        {span === null
          ? say('monitoring.charts.how')
          : [span.from, span.to].map((at) => pointMoment(at, 60_000, language)).join(' – ')}
      </span>
      {ways.map(([way, isOffered, goal]) => (
        <Button
          key={way}
          size="compact-xs"
          variant="default"
          disabled={!isOffered}
          onClick={() => {
            onSpan(goal());
          }}
        >
          {say(`monitoring.charts.${way}`)}
        </Button>
      ))}
    </div>
  );
}
