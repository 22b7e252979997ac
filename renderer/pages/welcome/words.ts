/** The words of the first run, which come with its code. */
import english from '../../../shared/i18n/welcome/en.json';
import chinese from '../../../shared/i18n/welcome/zh-CN.json';
import { useAreaWords } from '../../area-words.ts';

const words = { en: english, 'zh-CN': chinese };

/** Puts them beside the others before anything of it is drawn. */
export const useWelcomeWords = (): void => {
  useAreaWords('welcome', words);
};
