/** Arrays of disks: whether all of them are there, and what is being done to them. */
import type { Now } from '../../../api/now.ts';
import { EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import table from '../../../components/table.module.css';
import { useLanguage, useLookUp, useSay } from '../../../i18n.ts';
import { Bar } from '../bar.tsx';
import { figure } from '../figures.ts';
import { arrayState, byUrgency } from '../how.ts';
import style from './now.module.css';
import { Part } from './part.tsx';

/** The table. */
export function Arrays({ now: { data, reasons } }: { readonly now: Now }) {
  const say = useSay();
  const lookUp = useLookUp();
  const { language } = useLanguage();
  return (
    <Part
      id="arrays"
      columns={[
        say('monitoring.columns.state'),
        say('monitoring.columns.array'),
        say('monitoring.columns.work'),
        say('monitoring.columns.members'),
      ]}
      items={data.arrays && byUrgency(data.arrays, arrayState)}
      reason={reasons.get('arrays')}
      render={(one, index) => {
        const state = arrayState(one);
        return (
          <EntryRow key={one.array} index={index}>
            <EntryState mark={state}>
              {say(
                one.degraded
                  ? 'monitoring.array.degraded'
                  : one.action === null
                    ? 'monitoring.array.whole'
                    : 'monitoring.array.works',
              )}
            </EntryState>
            <div role="cell" className={table.thing}>
              <strong>{one.array}</strong>
              <p className={table.why}>{one.level}</p>
            </div>
            <div role="cell" className={style.values}>
              {one.action === null ? (
                <p className={table.why}>{say('monitoring.array.idle')}</p>
              ) : (
                <>
                  <p className={style.pair}>
                    <span>{lookUp(`monitoring.array.${one.action}`, one.action)}</span>
                    {one.progress !== null && <span>{figure(one.progress, 'percent', language)}</span>}
                  </p>
                  {one.progress !== null && <Bar percent={one.progress} state="working" />}
                </>
              )}
            </div>
            <div role="cell" className={entry.told}>
              {say('monitoring.array.disks', { active: one.disks_active, disks: one.disks })}
            </div>
          </EntryRow>
        );
      }}
    />
  );
}
