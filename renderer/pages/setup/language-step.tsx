/** The first question of all: which language. Each is named in its own words. */
import { Button } from '@mantine/core';
import { useLanguage, useSay } from '../../i18n.ts';
import style from '../welcome/welcome.module.css';

const languages = [
  ['en', 'English'],
  ['zh-CN', '中文'],
] as const;

/** The step. The browser's own language stands first in line for the Enter key. */
export function LanguageStep({ onChosen }: { readonly onChosen: () => void }) {
  const say = useSay();
  const { language, choose } = useLanguage();
  return (
    <section className={style.card}>
      <h1>{say('setup.language')}</h1>
      <div className={style.languages}>
        {languages.map(([code, name]) => (
          <Button
            key={code}
            size="md"
            lang={code}
            variant={code === language ? 'filled' : 'default'}
            autoFocus={code === language}
            onClick={() => {
              choose(code);
              onChosen();
            }}
          >
            {name}
          </Button>
        ))}
      </div>
    </section>
  );
}
