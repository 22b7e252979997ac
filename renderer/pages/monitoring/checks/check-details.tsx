/** What is known of one check: how it is looked at, how it changed, and its last runs in words. */
import { useState } from 'react';
import type { Check, CheckResult, CheckTransition } from '../../../../shared/api/checks.ts';
import { useRecentRuns, useTransitions } from '../../../api/check-queries.ts';
import box from '../../../components/box.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Pager } from '../../../components/pager.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { exact, span } from '../../../times.ts';
import { markOf, outcomeMark } from './check-model.ts';
import style from './checks.module.css';
import { RunWords } from './run-words.tsx';

/** Runs that are put into words. */
const told = 8;

/** Opened in place, below the row. */
export default function CheckDetails({ check }: { readonly check: Check }) {
  const say = useSay();
  const { check_id: id, kind, target, last_result: last } = check;
  const runs = useRecentRuns(id, last?.at ?? null, true);
  const every = span(check.interval_seconds * 1_000, say);
  return (
    <>
      <dl className={box.facts}>
        {target !== '' && (
          <>
            <dt>{say('checks.target')}</dt>
            <dd className={box.mono}>{target}</dd>
          </>
        )}
        <dt>{say('checks.how_often')}</dt>
        <dd>
          {kind === 'heartbeat'
            ? say('checks.awaited', { every })
            : say(check.retries === 0 ? 'checks.rhythm_at_once' : 'checks.rhythm', {
                every,
                retries: check.retries,
              })}
        </dd>
        <dt>{say('checks.next')}</dt>
        <dd>
          {check.next_run === null ? say('checks.none_planned') : <When at={check.next_run} as="due" />}
        </dd>
        {last !== null && (
          <>
            <dt>{say('checks.last')}</dt>
            <dd>
              <RunWords result={last} />
            </dd>
          </>
        )}
      </dl>
      <section aria-label={say('checks.changes')}>
        <h3>{say('checks.changes')}</h3>
        <Transitions id={id} />
      </section>
      <section aria-label={say('checks.runs')}>
        <h3>{say('checks.runs')}</h3>
        {(runs.data ?? []).length === 0 ? (
          <p className={box.muted}>{say('checks.strip.none')}</p>
        ) : (
          <ul className={style.runs}>
            {runs.data?.slice(0, told).map((run) => (
              <Run key={run.at} result={run} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Run({ result }: { readonly result: CheckResult }) {
  const { language } = useLanguage();
  return (
    <li>
      <StateMark state={outcomeMark[result.outcome]} silent />
      <span>
        <RunWords result={result} />
      </span>
      <time dateTime={result.at}>{exact(Date.parse(result.at), language)}</time>
    </li>
  );
}

function Transitions({ id }: { readonly id: string }) {
  const say = useSay();
  const [page, setPage] = useState(1);
  const { data, error } = useTransitions(id, page);
  if (data === undefined) return error === null ? <Bones rows={1} /> : <ErrorNotice error={error} />;
  if (data.rows.length === 0) return <p className={box.muted}>{say('checks.no_changes')}</p>;
  return (
    <>
      <ul className={style.runs}>
        {data.rows.map((one) => (
          <Transition key={`${one.at} ${one.to}`} of={one} />
        ))}
      </ul>
      <Pager
        label={say('checks.change_pages')}
        before={say('history.newer')}
        next={say('history.older')}
        page={page}
        pages={data.pages}
        onPage={setPage}
      />
    </>
  );
}

function Transition({ of: { at, from, to, reason } }: { readonly of: CheckTransition }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <li>
      <StateMark state={markOf[to]} silent />
      <span>
        {say('checks.became', { from: say(`checks.status.${from}`), to: say(`checks.status.${to}`) })}
        {reason !== null && ` · ${reason.message}`}
      </span>
      <time dateTime={at}>{exact(Date.parse(at), language)}</time>
    </li>
  );
}
