import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.ts';
import english from '../../../shared/i18n/terms/en.json' with { type: 'json' };
import chinese from '../../../shared/i18n/terms/zh-CN.json' with { type: 'json' };

const cataloguesByLanguage: Record<string, Record<string, { name: string; text: string }>> = {
  en: english,
  'zh-CN': chinese,
};

/** Terms that the page puts a `?` beside. */
const used = new Set(
  globSync('renderer/**/*.tsx', { cwd: inRoot() })
    .map((file) => readFileSync(inRoot(file), 'utf8'))
    .flatMap((source) => [...source.matchAll(/\bterm=(?:"(\w+)"|\{[^}]*'(\w+)'[^}]*\})|<Term\s+id="(\w+)"/g)])
    .flatMap(([, ...names]) => names.filter(Boolean)),
);

describe('terms with a ?', () => {
  it.each(Object.keys(cataloguesByLanguage))('are those that the page uses, in %s', (language) => {
    expect(Object.keys(cataloguesByLanguage[language] ?? {}).sort()).toEqual([...used].sort());
  });

  it.each(Object.entries(cataloguesByLanguage))(
    'are told in one to three plain sentences, in %s',
    (_, terms) => {
      for (const [id, { name, text }] of Object.entries(terms)) {
        const sentences = text.match(/[.?](?=\s|$)|[。？]/g) ?? [];
        expect([id, name.length > 0, sentences.length >= 1 && sentences.length <= 3]).toEqual([
          id,
          true,
          true,
        ]);
      }
    },
  );
});
