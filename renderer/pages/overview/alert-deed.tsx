/** Silences an alert or takes note of it, in the dialogs of the page of alerts. */
import english from '../../../shared/i18n/alerts-page/en.json';
import chinese from '../../../shared/i18n/alerts-page/zh-CN.json';
import metricsEnglish from '../../../shared/i18n/metrics/en.json';
import metricsChinese from '../../../shared/i18n/metrics/zh-CN.json';
import type { Alert } from '../../../shared/api/alerts.ts';
import { useAreaWords } from '../../area-words.ts';
import { matchersOf } from '../alerts/now/alert-model.ts';
import NoteForm from '../alerts/now/note-form.tsx';
import SilenceForm from '../alerts/muting/silence-form.tsx';
import type { Deed } from './need-row.tsx';

const words = { en: english, 'zh-CN': chinese };
const metricWords = { en: metricsEnglish, 'zh-CN': metricsChinese };

interface AlertDeedProps {
  readonly deed: Deed;
  readonly alert: Alert;
  readonly onClose: () => void;
}

/** The dialog. */
export default function AlertDeed({ deed, alert, onClose }: AlertDeedProps) {
  useAreaWords('alerts', words);
  useAreaWords('metrics', metricWords);
  return deed === 'silence' ? (
    <SilenceForm silence={undefined} matchers={matchersOf(alert)} onClose={onClose} />
  ) : (
    <NoteForm alert={alert} deed="acknowledge" onClose={onClose} />
  );
}
