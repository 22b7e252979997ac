/** A quiet line that a newer CloudCube can be had, until its reader has put it away. Nothing where there is none. */
import { useState } from 'react';
import chinese from '../../shared/i18n/updates/zh-CN.json';
import english from '../../shared/i18n/updates/en.json';
import { useUpdates } from '../api/update-queries.ts';
import { useAreaWords } from '../area-words.ts';
import { useSay } from '../i18n.ts';
import { keepStored, readStored } from '../storage.ts';
import style from './update-notice.module.css';

const words = { en: english, 'zh-CN': chinese };
/** The version that was put away in this browser. */
const KEY = 'cloudcube.update_dismissed';

/** The line. */
export function UpdateNotice() {
  useAreaWords('updates', words);
  const say = useSay();
  const { data } = useUpdates();
  const [dismissed, setDismissed] = useState(() => readStored('localStorage', KEY));
  const newer = data?.newer ?? null;
  if (data === undefined || newer === null || newer.version === dismissed) return null;
  const { version, url } = newer;
  return (
    <p className={style.line} role="status">
      <span>{say('updates.newer', { version, current: data.version })}</span>
      <a href={url} target="_blank" rel="noopener noreferrer" title={say('settings.new_window')}>
        {say('updates.what_is_new')} <span aria-hidden="true">↗</span>
      </a>
      <button
        type="button"
        aria-label={say('updates.dismiss', { version })}
        title={say('updates.dismiss', { version })}
        onClick={() => {
          keepStored('localStorage', KEY, version);
          setDismissed(version);
        }}
      >
        <span aria-hidden="true">×</span>
      </button>
    </p>
  );
}
