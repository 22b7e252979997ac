/** What is known of one rule: how it decides, and how it stands on each object. */
import type { AlertRule } from '../../../../shared/api/alert-rules.ts';
import { useRuleStates } from '../../../api/alert-queries.ts';
import box from '../../../components/box.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import style from '../alerts.module.css';
import { useMetricWords } from '../metric-words.ts';
import { spanWords } from '../span-text.ts';
import { byUrgency, markOfState } from './rule-model.ts';

/** Objects that are listed; what needs somebody is among the first. */
const listed = 40;

/** Opened in place, below the row. */
export default function RuleDetails({ rule }: { readonly rule: AlertRule }) {
  const say = useSay();
  const { nameOf, valueOf } = useMetricWords();
  const { clear_threshold: clear, keep_firing_seconds: keeps, repeat_minutes: repeat } = rule;
  const decides = [
    ...(clear === null ? [] : [say('alerts.rules.clear', { value: valueOf(clear, rule.metric_name) })]),
    ...(keeps === 0 ? [] : [say('alerts.rules.keeps', { span: spanWords(keeps, say) })]),
    say(`alerts.rules.no_data.${rule.no_data}`),
    repeat === null
      ? say('alerts.rules.once')
      : say('alerts.rules.repeats', { span: spanWords(repeat * 60, say) }),
    ...(rule.cooldown_minutes === 0
      ? []
      : [say('alerts.rules.cools', { span: spanWords(rule.cooldown_minutes * 60, say) })]),
  ];
  const named: readonly (readonly [string, readonly string[]])[] = [
    [say('alerts.rule_form.include'), rule.include],
    [say('alerts.rule_form.exclude'), rule.exclude],
    [say('alerts.labels'), Object.entries(rule.labels).map(([name, value]) => `${name}=${value}`)],
  ];
  return (
    <>
      <dl className={box.facts}>
        {rule.description !== '' && (
          <>
            <dt>{say('alerts.rule_form.description')}</dt>
            <dd>{rule.description}</dd>
          </>
        )}
        <dt>{say('alerts.rules.how')}</dt>
        <dd>{decides.join(' · ')}</dd>
        {named.map(
          ([label, values]) =>
            values.length > 0 && (
              <div key={label} className={style.fact}>
                <dt>{label}</dt>
                <dd className={box.mono}>{values.join(' ')}</dd>
              </div>
            ),
        )}
      </dl>
      {rule.enabled && (
        <section aria-label={nameOf(rule.metric_name)}>
          <h3>{nameOf(rule.metric_name)}</h3>
          <States rule={rule} />
        </section>
      )}
    </>
  );
}

function States({ rule }: { readonly rule: AlertRule }) {
  const say = useSay();
  const { valueOf } = useMetricWords();
  const { data, error } = useRuleStates(rule.id);
  if (data === undefined) return error === null ? <Bones rows={1} /> : <ErrorNotice error={error} />;
  if (data.length === 0) return <p className={box.muted}>{say('alerts.rules.no_objects')}</p>;
  return (
    <>
      <ul className={style.happenings}>
        {byUrgency(data)
          .slice(0, listed)
          .map((one) => (
            <li key={one.object}>
              <StateMark state={markOfState(one, rule)} silent />
              <span>
                {one.object === '' ? say('alerts.rules.whole') : one.object_name}
                <span className={style.asked}>
                  {' · '}
                  {say(`alerts.rules.phase.${one.state}`)}
                  {one.state !== 'inactive' && one.since !== null && (
                    <>
                      {' '}
                      <When at={one.since} as="span" />
                    </>
                  )}
                </span>
              </span>
              <span className={style.figure}>
                {one.value === null ? say('alerts.rules.unmeasured') : valueOf(one.value, rule.metric_name)}
              </span>
            </li>
          ))}
      </ul>
      {data.length > listed && (
        <p className={box.muted}>{say('alerts.rules.more_objects', { count: data.length - listed })}</p>
      )}
    </>
  );
}
