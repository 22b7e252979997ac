/** One rule: whether it fires, what it asks, on how much it looks, and what can be done with it. */
import { lazy } from 'react';
import type { AlertRule } from '../../../../shared/api/alert-rules.ts';
import { EntryButton, EntryRow } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { MenuButton } from '../../../components/menu-button.tsx';
import { OpenedRow } from '../../../components/opened-row.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import table from '../../../components/table.module.css';
import { useSay } from '../../../i18n.ts';
import style from '../alerts.module.css';
import { useMetricWords } from '../metric-words.ts';
import { markOfRule, standingOf } from './rule-model.ts';

const RuleDetails = lazy(() => import('./rule-details.tsx'));

/** What can be asked of a rule. */
export type RuleAction = 'change' | 'switch' | 'delete';

interface RuleRowProps {
  readonly rule: AlertRule;
  readonly index: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Not there for who may only look. */
  readonly onAction: ((action: RuleAction) => void) | undefined;
}

/** The row, with its details below it while it is open. */
export function RuleRow({ rule, index, isOpen, onToggle, onAction }: RuleRowProps) {
  const say = useSay();
  const { conditionOf } = useMetricWords();
  const { name, severity, enabled, objects, firing, template } = rule;
  const act = (action: RuleAction) => () => {
    onAction?.(action);
  };
  return (
    <>
      <EntryRow index={index} onEnter={onToggle}>
        <div role="cell" className={style.standing}>
          <p className={table.state}>
            <StateMark state={markOfRule(rule)} silent />
            <span>{say(`alerts.rules.states.${standingOf(rule)}`)}</span>
          </p>
          <p className={table.why}>{say(`alerts.severity.${severity}`)}</p>
        </div>
        <div role="cell" className={table.thing}>
          <strong>{name}</strong>
          <p className={table.why}>{conditionOf(rule)}</p>
        </div>
        <div role="cell" className={entry.values}>
          <p className={style.value}>
            {objects === 0 ? say('alerts.rules.no_objects') : say('alerts.rules.objects', { count: objects })}
            {firing > 0 && ` · ${say('alerts.rules.firing', { count: firing })}`}
          </p>
          <p className={table.why}>{say(template === null ? 'alerts.rules.own' : 'alerts.rules.with')}</p>
        </div>
        <div role="cell" className={entry.actions}>
          <EntryButton label={say('alerts.details_label', { name })} isOpen={isOpen} onPress={onToggle}>
            {say('alerts.details')}
          </EntryButton>
          {onAction !== undefined && (
            <MenuButton
              label={say('alerts.actions', { name })}
              actions={[
                { label: say('alerts.rules.change'), run: act('change') },
                { label: say(enabled ? 'alerts.rules.off' : 'alerts.rules.on'), run: act('switch') },
                { label: say('alerts.rules.delete'), danger: true, run: act('delete') },
              ]}
            />
          )}
        </div>
      </EntryRow>
      {isOpen && (
        <OpenedRow label={say('alerts.details_label', { name })}>
          <RuleDetails rule={rule} />
        </OpenedRow>
      )}
    </>
  );
}
