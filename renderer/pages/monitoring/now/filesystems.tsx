/** Every mounted file system: how full it is, and when it will be. */
import type { Now } from '../../../api/now.ts';
import { EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import table from '../../../components/table.module.css';
import { Term } from '../../../components/term.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { Bar } from '../bar.tsx';
import { DaysToFull, useOutlooks } from '../days-to-full.tsx';
import { figure } from '../figures.ts';
import { filesystemState } from '../how.ts';
import style from './now.module.css';
import { Part } from './part.tsx';

/** Percent; `null` where it has none, or they are not told. */
const inodesInUse = (all: number | null, free: number | null): number | null =>
  all === null || free === null || all === 0 ? null : (100 * (all - free)) / all;

/** The table. */
export function Filesystems({ now: { data, reasons } }: { readonly now: Now }) {
  const say = useSay();
  const { language } = useLanguage();
  const outlookOf = useOutlooks();
  return (
    <Part
      id="filesystems"
      columns={[
        say('monitoring.columns.state'),
        say('monitoring.columns.filesystem'),
        say('monitoring.columns.space'),
        say('monitoring.columns.outlook'),
      ]}
      items={data.filesystems}
      reason={reasons.get('filesystems')}
      render={(one, index) => {
        const { mount, device, type, read_only: readOnly, space } = one;
        const outlook = outlookOf(mount);
        const state = filesystemState(one, outlook.capacity?.space);
        const inodes = space && inodesInUse(space.inodes, space.inodes_free);
        return (
          <EntryRow key={mount} index={index}>
            <EntryState mark={state}>{say(`monitoring.filesystem.${state}`)}</EntryState>
            <div role="cell" className={table.thing}>
              <strong>{mount}</strong>
              <p className={table.why}>
                {device} · {type}
                {readOnly && ` · ${say('monitoring.filesystem.read_only')}`}
              </p>
            </div>
            <div role="cell" className={style.values}>
              {space === null ? (
                <p className={table.why}>{reasons.get(`filesystems[${String(index)}].space`)}</p>
              ) : (
                <>
                  <p className={style.pair}>
                    <span>{figure(space.percent, 'percent', language)}</span>
                    <span>
                      {say('monitoring.tiles.free_of', {
                        free: figure(space.available, 'bytes', language),
                        total: figure(space.total, 'bytes', language),
                      })}
                    </span>
                  </p>
                  <Bar percent={space.percent} state={state} />
                  {inodes !== null && (
                    <p className={table.why}>
                      {say('monitoring.filesystem.inodes', { percent: figure(inodes, 'percent', language) })}{' '}
                      <Term id="inode" of={mount} />
                    </p>
                  )}
                </>
              )}
            </div>
            <div role="cell" className={entry.told}>
              <DaysToFull outlook={outlook} />
            </div>
          </EntryRow>
        );
      }}
    />
  );
}
