/** The words of the page Access. They come with its code, so that the first screen does not wait for them. */
import type { i18n } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import english from '../../../shared/i18n/access/en.json';
import chinese from '../../../shared/i18n/access/zh-CN.json';

function add(words: i18n): void {
  words.addResourceBundle('en', 'translation', { access: english }, true);
  words.addResourceBundle('zh-CN', 'translation', { access: chinese }, true);
}

/** Puts them beside the others, before anything of the page is drawn. */
export function useAccessWords(): void {
  const { i18n: words } = useTranslation();
  useState(() => {
    add(words);
  });
}
