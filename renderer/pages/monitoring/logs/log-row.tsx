/** One line: how loud, what, from where and when. */
import { lazy } from 'react';
import type { LogEntry } from '../../../../shared/api/logs.ts';
import { EntryButton, EntryRow } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { OpenedRow } from '../../../components/opened-row.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import table from '../../../components/table.module.css';
import { useLanguage, useLookUp, useSay } from '../../../i18n.ts';
import { exact } from '../../../times.ts';
import { markOfLevel } from './log-model.ts';
import style from './logs.module.css';

const LogDetails = lazy(() => import('./log-details.tsx'));

interface LogRowProps {
  readonly line: LogEntry;
  readonly index: number;
  readonly isOpen: boolean;
  readonly onToggle: (id: number) => void;
  /** Shows all lines that hold a text. */
  readonly onSearch: (text: string) => void;
}

/** The row, with all that the line tells below it while it is open. */
export function LogRow({ line, index, isOpen, onToggle, onSearch }: LogRowProps) {
  const say = useSay();
  const lookUp = useLookUp();
  const { language } = useLanguage();
  const { id, level, message, module, timestamp } = line;
  const mark = markOfLevel[level];
  const toggle = () => {
    onToggle(id);
  };
  const label = say('logs.details_label', { id, message });
  return (
    <>
      <EntryRow index={index} onEnter={toggle}>
        <div role="cell" className={table.state} data-level={level}>
          {mark === null ? <span className={style.calm} /> : <StateMark state={mark} silent />}
          <span>{say(`logs.levels.${level}`)}</span>
        </div>
        <div role="cell" className={table.thing}>
          {message}
        </div>
        <div role="cell" className={style.from}>
          <time dateTime={timestamp}>{exact(Date.parse(timestamp), language)}</time>
          <p className={table.why}>{lookUp(`logs.module.${module}`, module)}</p>
        </div>
        <div role="cell" className={entry.actions}>
          <EntryButton label={label} isOpen={isOpen} onPress={toggle}>
            {say('logs.details')}
          </EntryButton>
        </div>
      </EntryRow>
      {isOpen && (
        <OpenedRow label={label}>
          <LogDetails id={id} onSearch={onSearch} />
        </OpenedRow>
      )}
    </>
  );
}
