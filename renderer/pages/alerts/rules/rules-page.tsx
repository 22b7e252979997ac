/** The page of the rules: what raises an alert, and how each rule stands. */
import { useAlertRules } from '../../../api/alert-queries.ts';
import { Listing } from '../../../components/listing.tsx';
import style from '../alerts.module.css';
import { useAlertsArea } from '../area.ts';
import { AlertSections } from '../sections.tsx';
import { RuleList } from './rule-list.tsx';

/** The page. */
export function RulesPage() {
  useAlertsArea('alerts.rules.title');
  const rules = useAlertRules();
  return (
    <div className={style.page}>
      <AlertSections />
      <Listing query={rules}>{(all) => <RuleList rules={all} />}</Listing>
    </div>
  );
}
