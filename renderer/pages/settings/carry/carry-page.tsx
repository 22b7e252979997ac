/** The page on which settings are carried away and brought back. */
import { useEffect } from 'react';
import listing from '../../../components/listing.module.css';
import { Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { useSettingsWords } from '../words.ts';
import style from '../settings.module.css';
import { ExportForm } from './export-form.tsx';
import { ImportForm } from './import-form.tsx';

/** The page. */
export function CarryPage() {
  useSettingsWords();
  const say = useSay();
  const mayCarry = useMay()('settings:admin');
  useEffect(() => {
    document.title = `${say('settings_page.carry.title')} · CloudCube`;
  }, [say]);
  return (
    <div className={listing.page}>
      <h1 className="for-readers">{say('settings_page.carry.title')}</h1>
      {mayCarry ? (
        <div className={style.sides}>
          <Section id="export" title={say('settings_page.carry.export.title')}>
            <ExportForm />
          </Section>
          <Section id="import" title={say('settings_page.carry.import.title')}>
            <ImportForm />
          </Section>
        </div>
      ) : (
        <p className={table.empty}>{say('settings_page.nothing')}</p>
      )}
    </div>
  );
}
