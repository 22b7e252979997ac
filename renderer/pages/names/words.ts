/** The words of the pages of the names, which come with their code. */
import { useEffect } from 'react';
import english from '../../../shared/i18n/names-page/en.json';
import chinese from '../../../shared/i18n/names-page/zh-CN.json';
import monitoringEnglish from '../../../shared/i18n/monitoring/en.json';
import monitoringChinese from '../../../shared/i18n/monitoring/zh-CN.json';
import { useAreaWords } from '../../area-words.ts';

const words = { en: english, 'zh-CN': chinese };
const monitoringWords = { en: monitoringEnglish, 'zh-CN': monitoringChinese };

/** Puts them beside the others. */
export function useNamesWords(): void {
  useAreaWords('naming', words);
}

/** With those of the ranges of time, which are the same as under the charts. */
export function useTimelineWords(): void {
  useNamesWords();
  useAreaWords('monitoring', monitoringWords);
}

/** What the document is called while a page is shown. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · CloudCube`;
  }, [title]);
}
