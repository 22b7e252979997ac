/** The words of this page, which come with its code. */
import english from '../../../shared/i18n/alerts-page/en.json';
import chinese from '../../../shared/i18n/alerts-page/zh-CN.json';
import metricsEnglish from '../../../shared/i18n/metrics/en.json';
import metricsChinese from '../../../shared/i18n/metrics/zh-CN.json';
import { useEffect } from 'react';
import { useAreaWords } from '../../area-words.ts';
import { useSay } from '../../i18n.ts';
import type { PageKey } from '../../page-key.ts';

const words = { en: english, 'zh-CN': chinese };
const metricWords = { en: metricsEnglish, 'zh-CN': metricsChinese };

/** Puts them beside the others; `title` names the document. */
export function useAlertsArea(title: PageKey): void {
  useAreaWords('alerts', words);
  useAreaWords('metrics', metricWords);
  const text = useSay()(title);
  useEffect(() => {
    document.title = `${text} · CloudCube`;
  }, [text]);
}
