/**
 * The page's words, in the language of the browser or the one chosen here. Of the shared catalogue only `page` is
 * bundled: errors and reasons arrive from the server in words already.
 */
import i18next, { type i18n } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { page as english } from '../shared/i18n/en.json';
import { page as chinese } from '../shared/i18n/zh-CN.json';
import { languageOf, languages, type Language } from '../shared/i18n/index.ts';
import type { Say } from './page-key.ts';
import { keepStored, readStored } from './storage.ts';

const key = 'cloudcube.language';

/** The catalogue for this browser; remembers a choice and tells the document. */
export function createPageWords(window: Window): i18n {
  const kept = languages.find((language) => language === readStored('localStorage', key));
  const words = i18next.createInstance();
  void words.init({
    resources: { en: { translation: english }, 'zh-CN': { translation: chinese } },
    lng: kept ?? languageOf(window.navigator.languages.join(',')),
    fallbackLng: 'en',
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  window.document.documentElement.lang = words.language;
  words.on('languageChanged', (language) => {
    window.document.documentElement.lang = language;
    keepStored('localStorage', key, language);
  });
  return words;
}

/** The words of the chosen language; whoever uses them is drawn again when it changes. */
export function useSay(): Say {
  const { i18n, t } = useTranslation();
  // A new function for each language, so that memoised parts are drawn again.
  return useCallback((text, params) => i18n.t(text, params ?? {}), [i18n, t]);
}

/** Looks up a text that not every language has; the second one where there is none. */
export function useLookUp(): (key: string, otherwise: string) => string {
  const { i18n, t } = useTranslation();
  return useCallback((key, otherwise) => i18n.t(key, { defaultValue: otherwise }), [i18n, t]);
}

/** Looks up a text in every language, the chosen one first; what a language lacks is left out. */
export function useSayings(): (key: string) => readonly string[] {
  const { i18n } = useTranslation();
  return useCallback(
    (key) => [
      ...new Set(
        [i18n.language, ...languages].map((lng) => i18n.t(key, { lng, defaultValue: '' })).filter(Boolean),
      ),
    ],
    [i18n],
  );
}

/** The chosen language and how to choose. */
export function useLanguage(): { language: Language; choose: (language: Language) => void } {
  const { i18n } = useTranslation();
  return {
    language: languages.find((language) => language === i18n.language) ?? 'en',
    choose: (language) => void i18n.changeLanguage(language),
  };
}
