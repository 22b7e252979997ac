/** One alert: how bad and since when, what and where, with which value and why, whether it was told, what can be done. */
import { lazy } from 'react';
import type { Alert } from '../../../../shared/api/alerts.ts';
import { EntryButton, EntryRow } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { MenuButton } from '../../../components/menu-button.tsx';
import { OpenedRow } from '../../../components/opened-row.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import style from '../alerts.module.css';
import { useMetricWords } from '../metric-words.ts';
import { markOf } from '../severity.ts';
import { spanWords } from '../span-text.ts';
import { lastedOf } from './alert-model.ts';
import { Told } from './told.tsx';

const AlertDetails = lazy(() => import('./alert-details.tsx'));

/** What can be done about an alert. */
export type AlertAction = 'acknowledge' | 'resolve' | 'silence';

interface AlertRowProps {
  readonly alert: Alert;
  readonly index: number;
  readonly isOpen: boolean;
  readonly onToggle: (id: string) => void;
  readonly onAction?: (action: AlertAction, alert: Alert) => void;
}

/** The row, with its details below it while it is open. */
export function AlertRow({ alert, index, isOpen, onToggle, onAction }: AlertRowProps) {
  const say = useSay();
  const may = useMay();
  const { id, name, severity, state, object_name: where } = alert;
  const title = where === '' ? name : say('alerts.at', { name, where });
  const isOver = state === 'resolved';
  const toggle = () => {
    onToggle(id);
  };
  const actions = (['acknowledge', 'resolve', 'silence'] as const).filter(
    (action) =>
      may(action === 'silence' ? 'alerts:admin' : 'alerts:write') &&
      !(action === 'acknowledge' && state === 'acknowledged'),
  );
  return (
    <>
      <EntryRow index={index} onEnter={toggle}>
        <div role="cell" className={style.standing}>
          <p className={table.state}>
            <StateMark
              state={isOver ? 'ok' : state === 'acknowledged' ? 'paused' : markOf[severity]}
              silent
            />
            <span>{say(`alerts.severity.${severity}`)}</span>
          </p>
          <p className={table.why}>
            <Since alert={alert} />
          </p>
        </div>
        <div role="cell" className={table.thing}>
          <strong>{name}</strong>
          {where !== '' && (
            <p className={table.why}>
              <span className={table.name}>{where}</span>
            </p>
          )}
          {alert.flapping && !isOver && <p className={table.why}>{say('alerts.flapping')}</p>}
        </div>
        <div role="cell" className={entry.values}>
          <Value alert={alert} />
          {alert.cause !== null && <p>{alert.cause.message}</p>}
          <p className={table.why}>
            <Handled alert={alert} />
          </p>
        </div>
        <div role="cell" className={entry.actions}>
          <EntryButton label={say('alerts.details_label', { name: title })} isOpen={isOpen} onPress={toggle}>
            {say('alerts.details')}
          </EntryButton>
          {onAction !== undefined && actions.length > 0 && (
            <MenuButton
              label={say('alerts.actions', { name: title })}
              actions={actions.map((action) => ({
                label: say(`alerts.action.${action}`),
                run: () => {
                  onAction(action, alert);
                },
              }))}
            />
          )}
        </div>
      </EntryRow>
      {isOpen && (
        <OpenedRow label={say('alerts.details_label', { name: title })}>
          <AlertDetails alert={alert} />
        </OpenedRow>
      )}
    </>
  );
}

/** Since when it goes on; of one that is over, how long it went on and when that was. */
function Since({ alert }: { readonly alert: Alert }) {
  const say = useSay();
  const lasted = lastedOf(alert);
  if (lasted === null) return <When at={alert.created_at} as="span" />;
  return (
    <>
      <When at={alert.created_at} />
      {say('alerts.for', { span: spanWords(lasted / 1000, say) })}
    </>
  );
}

/** What is measured beside what the rule asks. */
function Value({ alert }: { readonly alert: Alert }) {
  const say = useSay();
  const { nameOf, valueOf, askedOf } = useMetricWords();
  const { metric_name: metric, current_value: value, condition, threshold_value: threshold } = alert;
  if (value === null)
    return <p className={style.value}>{say('alerts.no_value', { name: nameOf(metric) })}</p>;
  const asked = askedOf({ metric_name: metric, condition, threshold });
  return (
    <p className={style.value}>
      {say('alerts.is', { name: nameOf(metric), value: '' })}
      <strong>{valueOf(value, metric)}</strong>
      {asked !== '' && <span className={style.asked}> ({asked})</span>}
    </p>
  );
}

/** Who did something about it, or whether somebody was told. */
function Handled({ alert }: { readonly alert: Alert }) {
  const say = useSay();
  const { state, acknowledged_by: noted, resolved_by: resolver, notes } = alert;
  const said = notes === null ? '' : say('alerts.said', { notes });
  if (state === 'acknowledged') return say('alerts.noted_by', { who: noted ?? '' }) + said;
  if (state === 'resolved' && resolver !== null) return say('alerts.resolved_by', { who: resolver }) + said;
  return <Told alert={alert} />;
}
