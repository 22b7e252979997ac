/** Who changed a setting, when and to what, the newest first. */
import { useSettingChanges } from '../../api/settings-queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { When } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { valueText } from './setting-draft.ts';
import style from './settings.module.css';

/** The list. */
export default function SettingHistory({ settingKey }: { readonly settingKey: string }) {
  const say = useSay();
  const { data, error } = useSettingChanges(settingKey);
  if (data === undefined) return error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />;
  const { changes, total } = data;
  if (changes.length === 0) return <p>{say('settings_page.never')}</p>;
  return (
    <>
      <ol className={style.changes}>
        {changes.map(({ old, new: now, actor, at }) => (
          <li key={at}>
            <span className={style.value}>
              {say('settings_page.change', { old: valueText(old, say), now: valueText(now, say) })}
            </span>{' '}
            <span className={style.note}>
              <When at={at} /> {say('settings_page.by', { name: actor })}
            </span>
          </li>
        ))}
      </ol>
      {total > changes.length && (
        <p className={style.note}>{say('settings_page.older', { count: changes.length })}</p>
      )}
    </>
  );
}
