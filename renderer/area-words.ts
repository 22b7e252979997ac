/** The words of a page that come with its code, so that the first screen does not wait for them. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../shared/i18n/index.ts';

/** Puts them beside the others, below `area`, before anything of the page is drawn. */
export function useAreaWords(area: string, catalogues: Readonly<Record<Language, object>>): void {
  const { i18n: words } = useTranslation();
  useState(() => {
    for (const [language, catalogue] of Object.entries(catalogues)) {
      words.addResourceBundle(language, 'translation', { [area]: catalogue }, true);
    }
  });
}
