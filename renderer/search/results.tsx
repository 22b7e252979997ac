/** What the search has found, group by group. */
import { useEffect, useRef } from 'react';
import { StateMark } from '../components/state-mark.tsx';
import { useSay } from '../i18n.ts';
import type { Entry } from './entries.ts';
import type { FoundGroup } from './found.ts';
import style from './palette.module.css';

interface ResultsProps {
  /** What ids of lines begin with; the list itself is `…list`. */
  readonly id: string;
  readonly groups: readonly FoundGroup[];
  readonly active: Entry | undefined;
  /** What is being done. */
  readonly working: Entry | null;
  /** The hand is on a line. */
  readonly onPoint: (index: number) => void;
  readonly onChoose: (entry: Entry) => void;
}

/** The list. The keyboard stays in the field; the hand does not take it away. */
export function Results({ id, groups, active, working, onPoint, onChoose }: ResultsProps) {
  const say = useSay();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const lines = groups.flatMap(({ entries }) => entries);
  return (
    <div
      ref={list}
      id={`${id}list`}
      className={style.list}
      role="listbox"
      aria-label={say('search.results')}
      onMouseDown={(event) => {
        event.preventDefault();
      }}
    >
      {groups.map(({ group, entries }) => (
        <div key={group} role="group" aria-labelledby={`${id}${group}`}>
          <p id={`${id}${group}`} className={style.group}>
            {say(`search.group.${group}`)}
          </p>
          {entries.map((entry) => (
            <div
              key={entry.id}
              id={`${id}${entry.id}`}
              role="option"
              aria-selected={entry === active}
              className={style.line}
              data-group={group}
              onMouseMove={() => {
                onPoint(lines.indexOf(entry));
              }}
              onClick={() => {
                onChoose(entry);
              }}
            >
              <span className={style.label}>{entry.label}</span>
              {entry.hint !== undefined && <span className={style.hint}>{entry.hint}</span>}
              {entry === working && <StateMark state="working" />}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
