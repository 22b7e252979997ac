/** The page of the rules: what raises an alert, and how each rule stands. */
import { useAlertRules } from '../../../api/alert-queries.ts';
import { Listing } from '../../../components/listing.tsx';
import style from '../alerts.module.css';
import { useAlertsArea } from '../area.ts';
import { RuleList } from './rule-list.tsx';

/** The page. */
export function RulesPage() {
  useAlertsArea('alerts.rules.title');
  const rules = useAlertRules();
  return (
    <div className={style.page}>
      <Listing query={rules}>{(all) => <RuleList rules={all} />}</Listing>
    </div>
  );
}
