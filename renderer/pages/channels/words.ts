/** The words of channels, routes and deliveries, which come with their pages. */
import english from '../../../shared/i18n/notifications/en.json';
import chinese from '../../../shared/i18n/notifications/zh-CN.json';
import { useAreaWords } from '../../area-words.ts';

const words = { en: english, 'zh-CN': chinese };

/** Puts them beside the others before anything of the page is drawn. */
export const useNotificationWords = (): void => {
  useAreaWords('notifications', words);
};
