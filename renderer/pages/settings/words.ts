/** The words of Settings and its parts, which come with their code. */
import english from '../../../shared/i18n/settings-page/en.json';
import chinese from '../../../shared/i18n/settings-page/zh-CN.json';
import { useAreaWords } from '../../area-words.ts';

const words = { en: english, 'zh-CN': chinese };

/** Puts them beside the others before anything of a page is drawn. */
export const useSettingsWords = (): void => {
  useAreaWords('settings_page', words);
};
