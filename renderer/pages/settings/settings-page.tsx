/** The page of settings: what holds for this computer, every setting by its group, and what was given at the start. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { SettingList } from '../../../shared/api/settings.ts';
import { useSettings } from '../../api/settings-queries.ts';
import listing from '../../components/listing.module.css';
import { Listing } from '../../components/listing.tsx';
import SearchField from '../../components/search-field.tsx';
import type { Typed } from '../../components/schema-fields.ts';
import table from '../../components/table.module.css';
import { desktopOf } from '../../desktop.ts';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { BootTable } from './boot-table.tsx';
import { SettingGroup } from './setting-group.tsx';
import { useSettingsWords } from './words.ts';
import { found, unsavedOf } from './setting-draft.ts';
import style from './settings.module.css';
import { ThisComputer } from './this-computer.tsx';

/** The page. */
export function SettingsPage() {
  useSettingsWords();
  const say = useSay();
  const may = useMay();
  const settings = useSettings();
  const desktop = desktopOf(window);
  return (
    <div className={listing.page}>
      <h1 className="for-readers">{say('settings_page.title')}</h1>
      {desktop !== null && <ThisComputer desktop={desktop} />}
      {may('settings:read') ? (
        <Listing query={settings} title={say('settings_page.title')}>
          {(list) => <Groups list={list} mayChange={may('settings:admin')} />}
        </Listing>
      ) : (
        desktop === null && <p className={table.empty}>{say('settings_page.nothing')}</p>
      )}
    </div>
  );
}

function Groups({ list, mayChange }: { readonly list: SettingList; readonly mayChange: boolean }) {
  const say = useSay();
  const [search, setSearch] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  /** Held here: what is typed outlasts a search that hides it. */
  const [drafts, setDrafts] = useState<Typed>({});
  const changed = list.settings.filter((one) => one.changed).length;
  const shown = new Set(
    found(list.settings, search)
      .filter((one) => !onlyChanged || one.changed)
      .map(({ key }) => key),
  );
  const unsaved = unsavedOf(list.settings, drafts);

  function showAll(): void {
    setSearch('');
    setOnlyChanged(false);
  }

  return (
    <>
      <div className={style.tools}>
        <SearchField
          className={table.filter}
          label={say('settings_page.search')}
          text={search}
          onText={setSearch}
        />
        <Checkbox
          size="xs"
          label={say('settings_page.only_changed', { count: changed })}
          checked={onlyChanged}
          onChange={(event) => {
            setOnlyChanged(event.currentTarget.checked);
          }}
        />
        {!mayChange && <p className={style.note}>{say('settings_page.read_only')}</p>}
      </div>
      {shown.size === 0 && (
        <div className={table.empty}>
          <p>{say('settings_page.none_found')}</p>
          <Button size="xs" variant="default" onClick={showAll}>
            {say('settings_page.show_all')}
          </Button>
        </div>
      )}
      {list.groups.map(({ group, title }) => (
        <SettingGroup
          key={group}
          id={group}
          title={title}
          settings={list.settings.filter((one) => one.group === group)}
          shown={shown}
          drafts={drafts}
          unsaved={unsaved.filter((one) => one.group === group)}
          revision={list.revision}
          mayChange={mayChange}
          onDraft={(change) => {
            setDrafts((all) => ({ ...all, ...change }));
          }}
          onForget={(keys) => {
            setDrafts((all) =>
              Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key))),
            );
          }}
        />
      ))}
      {search === '' && !onlyChanged && <BootTable boot={list.boot} />}
    </>
  );
}
