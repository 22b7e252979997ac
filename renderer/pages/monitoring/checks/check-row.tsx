/** One check: how it stands and since when, what it looks at, how the last runs went, and what can be done with it. */
import { lazy } from 'react';
import type { Check } from '../../../../shared/api/checks.ts';
import { EntryButton, EntryRow } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { MenuButton } from '../../../components/menu-button.tsx';
import { OpenedRow } from '../../../components/opened-row.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { markOf } from './check-model.ts';
import style from './checks.module.css';
import { Strip } from './strip.tsx';

const CheckDetails = lazy(() => import('./check-details.tsx'));

/** What can be asked of a check. */
export type CheckAction = 'run' | 'edit' | 'switch' | 'token' | 'delete';

interface CheckRowProps {
  readonly check: Check;
  readonly index: number;
  readonly isOpen: boolean;
  readonly isRunning: boolean;
  readonly onToggle: () => void;
  /** Not there for who may only look. */
  readonly onAction: ((action: CheckAction) => void) | undefined;
}

/** The row, with its details below it while it is open. */
export function CheckRow({ check, index, isOpen, isRunning, onToggle, onAction }: CheckRowProps) {
  const say = useSay();
  const { check_id: id, name, kind, target, status, since, reason, last_result: last } = check;
  const act = (action: CheckAction) => () => {
    onAction?.(action);
  };
  // That the line is down is said once, above all of them.
  const why = status === 'up' || status === 'unreachable' ? null : reason;
  return (
    <>
      <EntryRow index={index} onEnter={onToggle}>
        <div role="cell" className={style.standing}>
          <p className={table.state}>
            <StateMark state={markOf[status]} silent />
            <span>{say(`checks.status.${status}`)}</span>
          </p>
          {since !== null && (
            <p className={table.why}>
              <When at={since} as="span" />
            </p>
          )}
        </div>
        <div role="cell" className={table.thing}>
          <strong>{name}</strong>
          <p className={table.why}>
            {say(`checks.kind.${kind}`)}
            {target !== '' && (
              <>
                {' · '}
                <span className={table.name}>{target}</span>
              </>
            )}
          </p>
          {why !== null && <p>{why.message}</p>}
        </div>
        <div role="cell" className={entry.values}>
          {last !== null && <Strip id={id} name={name} stamp={last.at} />}
          <p className={table.why}>
            <Figures check={check} isRunning={isRunning} />
          </p>
          {last?.warnings.map((warning) => (
            <p key={warning.code} className={style.warning}>
              <StateMark state="warning" silent />
              <span>{warning.message}</span>
            </p>
          ))}
        </div>
        <div role="cell" className={entry.actions}>
          <EntryButton label={say('checks.details_label', { name })} isOpen={isOpen} onPress={onToggle}>
            {say('checks.details')}
          </EntryButton>
          {onAction !== undefined && (
            <MenuButton
              label={say('checks.actions', { name })}
              actions={[
                ...(check.enabled ? [{ label: say('checks.run'), run: act('run') }] : []),
                { label: say('checks.edit'), run: act('edit') },
                ...(kind === 'heartbeat' ? [{ label: say('checks.token.action'), run: act('token') }] : []),
                { label: say(check.enabled ? 'checks.pause' : 'checks.resume'), run: act('switch') },
                { label: say('checks.delete'), danger: true, run: act('delete') },
              ]}
            />
          )}
        </div>
      </EntryRow>
      {isOpen && (
        <OpenedRow label={say('checks.details_label', { name })}>
          <CheckDetails check={check} />
        </OpenedRow>
      )}
    </>
  );
}

/** Of the last run: how long it took, how long the certificate lasts, when it was. */
function Figures({ check, isRunning }: { readonly check: Check; readonly isRunning: boolean }) {
  const say = useSay();
  const { last_result: last, last_heartbeat: beat, kind, enabled } = check;
  if (isRunning) return say('checks.running');
  if (kind === 'heartbeat') {
    return (
      <>
        {say('checks.beat')} <When at={beat} />
      </>
    );
  }
  if (last === null) return enabled ? say('checks.not_yet') : null;
  return (
    <span className={style.figures}>
      {last.latency_ms !== null && <span>{say('time.ms', { count: Math.round(last.latency_ms) })}</span>}
      {last.certificate_days !== null && (
        <span>{say('checks.certificate', { days: last.certificate_days })}</span>
      )}
      <When at={last.at} />
    </span>
  );
}
