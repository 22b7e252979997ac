/** What was given at the start: shown, and changed where CloudCube is started. */
import type { SettingList } from '../../../shared/api/settings.ts';
import { Copyable } from '../../components/copyable.tsx';
import { EntryRow } from '../../components/entry-row.tsx';
import { EntryTable } from '../../components/entry-table.tsx';
import entry from '../../components/entry.module.css';
import { Section } from '../../components/section.tsx';
import table from '../../components/table.module.css';
import { useSay } from '../../i18n.ts';
import style from './settings.module.css';

/** The table. */
export function BootTable({ boot: { file, settings } }: { readonly boot: SettingList['boot'] }) {
  const say = useSay();
  return (
    <Section id="boot" title={say('settings_page.boot.title')}>
      <p className={style.note}>{say('settings_page.boot.what')}</p>
      <p className={style.place}>
        <Copyable text={file} />
      </p>
      <EntryTable
        labelledBy="boot"
        columns={[
          say('settings_page.boot.origin'),
          say('settings_page.boot.setting'),
          say('settings_page.boot.value'),
          say('settings_page.boot.given_by'),
        ]}
        items={settings}
        render={({ key, title, value, origin, flag, environment }, index) => (
          <EntryRow key={key} index={index}>
            <div role="cell" className={table.state}>
              <span className={origin === 'default' ? style.plain : undefined}>
                {say(`settings_page.boot.${origin}`)}
              </span>
            </div>
            <div role="cell" className={table.thing}>
              <strong>{title}</strong>
              <p className={table.why}>{environment}</p>
            </div>
            <div role="cell" className={entry.values}>
              <p className={entry.zones}>{value ?? say('settings_page.boot.none')}</p>
            </div>
            <div role="cell" className={style.flag}>
              {flag}
            </div>
          </EntryRow>
        )}
      />
    </Section>
  );
}
