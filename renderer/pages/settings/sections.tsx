/** The parts of Settings, side by side above each of them. */
import english from '../../../shared/i18n/settings-page/en.json';
import chinese from '../../../shared/i18n/settings-page/zh-CN.json';
import { Link } from '@tanstack/react-router';
import { useAreaWords } from '../../area-words.ts';
import style from '../../components/sections.module.css';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';

const words = { en: english, 'zh-CN': chinese };

const sections = [
  { to: '/settings', key: 'settings_page.sections.settings', needs: null },
  { to: '/settings/copies', key: 'settings_page.sections.copies', needs: 'backup:read' },
  { to: '/settings/carry', key: 'settings_page.sections.carry', needs: 'settings:admin' },
] as const;

/** Brings the words of all of them. */
export function useSettingsWords(): void {
  useAreaWords('settings_page', words);
}

/** The links to those that the reader may see. */
export function SettingsSections() {
  const say = useSay();
  const may = useMay();
  return (
    <nav className={style.sections} aria-label={say('settings_page.sections.label')}>
      {sections
        .filter(({ needs }) => needs === null || may(needs))
        .map(({ to, key }) => (
          <Link
            key={to}
            to={to}
            className={style.section}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {say(key)}
          </Link>
        ))}
    </nav>
  );
}
