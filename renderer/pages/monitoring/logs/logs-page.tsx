/** The page of the log: what the program said, to look through and to carry away, and where telemetry is sent. */
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import english from '../../../../shared/i18n/logs/en.json';
import chinese from '../../../../shared/i18n/logs/zh-CN.json';
import { useAreaWords } from '../../../area-words.ts';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { LogList } from './log-list.tsx';
import style from './logs.module.css';
import { TelemetryBox } from './telemetry-box.tsx';

const words = { en: english, 'zh-CN': chinese };
const route = getRouteApi('/monitoring/logs');

/** The page. */
export function LogsPage() {
  useAreaWords('logs', words);
  const title = useSay()('logs.title');
  const may = useMay();
  const { search = '' } = route.useSearch();

  useEffect(() => {
    document.title = `${title} · CloudCube`;
  }, [title]);

  return (
    <div className={style.page}>
      <h1 className="for-readers">{title}</h1>
      {may('logs:read') && <LogList key={search} search={search} />}
      {may('debug:read') && <TelemetryBox />}
    </div>
  );
}
