/** When a rule would have fired, by what was measured: asked again as it is typed. */
import { NativeSelect } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { AlertRulePreview, AlertRuleTrial } from '../../../../shared/api/alert-rules.ts';
import { useRulePreview } from '../../../api/alert-queries.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useSettled } from '../../../components/use-narrowing.ts';
import { useLanguage, useSay } from '../../../i18n.ts';
import { exact } from '../../../times.ts';
import alerts from '../alerts.module.css';
import { useMetricWords } from '../metric-words.ts';
import { markOf } from '../severity.ts';
import { spanWords } from '../span-text.ts';
import { newRuleOf, trialOf, type RuleDraft } from './rule-draft.ts';
import style from './rules.module.css';

const SeriesChart = lazy(() => import('../chart/series-chart.tsx'));

const backs = ['24', '168', '720'] as const;
type Back = (typeof backs)[number];
/** Times that are told one by one. */
const told = 8;

/** Beside the form. */
export function WouldFire({ draft }: { readonly draft: RuleDraft }) {
  const say = useSay();
  const [back, setBack] = useState<Back>('24');
  const trial = trialOf(draft, Number(back));
  const settled = useSettled(JSON.stringify(trial));
  const asked = useMemo(() => JSON.parse(settled) as AlertRuleTrial | null, [settled]);
  const { data, error } = useRulePreview(asked);
  return (
    <section className={style.would} aria-label={say('alerts.would.title')}>
      <div className={style.head}>
        <h3>{say('alerts.would.title')}</h3>
        <NativeSelect
          size="xs"
          aria-label={say('alerts.would.hours')}
          data={backs.map((one) => ({ value: one, label: say(`alerts.would.last.${one}`) }))}
          value={back}
          onChange={(event) => {
            setBack(event.currentTarget.value as Back);
          }}
        />
      </div>
      {trial === null ? (
        <p className={alerts.under}>{say('alerts.would.not_whole')}</p>
      ) : error !== null ? (
        <ErrorNotice error={error} />
      ) : data === undefined ? (
        <Bones rows={4} />
      ) : (
        <Tried draft={draft} preview={data} />
      )}
    </section>
  );
}

function Tried({ draft, preview }: { readonly draft: RuleDraft; readonly preview: AlertRulePreview }) {
  const say = useSay();
  const { nameOf, conditionOf } = useMetricWords();
  const { fired, objects, series, from, to, step } = preview;
  const rule = newRuleOf(draft);
  const { threshold = 0, clear_threshold: clear = null } = rule;
  const thresholds = useMemo(() => [threshold, ...(clear === null ? [] : [clear])], [threshold, clear]);
  const spans = useMemo(
    () =>
      fired.map(({ fired_at: start, resolved_at: end }) => ({
        from: Date.parse(start),
        to: Date.parse(end ?? to),
      })),
    [fired, to],
  );
  if (objects === 0) return <p className={alerts.under}>{say('alerts.would.nothing')}</p>;
  const asked = { metric_name: draft.metric, condition: draft.condition, threshold };
  return (
    <>
      <p role="status">
        {fired.length === 0
          ? say('alerts.would.never', { objects })
          : say('alerts.would.times', { count: fired.length, objects })}
      </p>
      <Suspense fallback={<Bones rows={4} />}>
        <SeriesChart
          // What was looked at closer is not what is drawn now.
          key={`${draft.metric} ${from}`}
          title={conditionOf({ ...asked, for_seconds: rule.for_seconds ?? 0 })}
          metric={series[0]?.metric ?? nameOf(draft.metric)}
          series={series}
          from={Date.parse(from)}
          to={Date.parse(to)}
          step={step * 1000}
          thresholds={thresholds}
          spans={spans}
        />
      </Suspense>
      <Times draft={draft} fired={fired} />
    </>
  );
}

/** The last times one by one, the newest first. */
function Times({ draft, fired }: { readonly draft: RuleDraft; readonly fired: AlertRulePreview['fired'] }) {
  const say = useSay();
  const { language } = useLanguage();
  const { valueOf } = useMetricWords();
  const newest = fired.slice(-told).toReversed();
  return (
    <>
      <ul className={alerts.happenings}>
        {newest.map(({ object, object_name: name, fired_at: at, resolved_at: end, value }) => (
          <li key={`${at} ${object}`}>
            <StateMark state={markOf[draft.severity]} silent />
            <span>
              {object === '' ? say('alerts.rules.whole') : name}
              <span className={alerts.asked}>
                {value !== null && ` · ${valueOf(value, draft.metric)}`}
                {' · '}
                {end === null
                  ? say('alerts.would.goes_on')
                  : spanWords((Date.parse(end) - Date.parse(at)) / 1000, say)}
              </span>
            </span>
            <time dateTime={at}>{exact(Date.parse(at), language)}</time>
          </li>
        ))}
      </ul>
      {fired.length > told && (
        <p className={alerts.under}>{say('alerts.would.earlier', { count: fired.length - told })}</p>
      )}
    </>
  );
}
