/** Containers of an engine, those that are not well first. */
import type { Now } from '../../../api/now.ts';
import { EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import table from '../../../components/table.module.css';
import { useLanguage, useLookUp, useSay } from '../../../i18n.ts';
import { figure } from '../figures.ts';
import { byUrgency, containerState } from '../how.ts';
import style from './now.module.css';
import { Part } from './part.tsx';

/** The table. */
export function Containers({ now: { data, reasons } }: { readonly now: Now }) {
  const say = useSay();
  const lookUp = useLookUp();
  const { language } = useLanguage();
  return (
    <Part
      id="containers"
      columns={[
        say('monitoring.columns.state'),
        say('monitoring.columns.container'),
        say('monitoring.columns.memory'),
        say('monitoring.columns.cpu'),
      ]}
      items={data.containers && byUrgency(data.containers, containerState)}
      reason={reasons.get('containers')}
      render={(one, index) => (
        <EntryRow key={one.name} index={index}>
          <EntryState mark={containerState(one)}>
            {one.health === null || one.health === 'healthy'
              ? lookUp(`monitoring.container.${one.state}`, one.state)
              : lookUp(`monitoring.container.${one.health}`, one.health)}
          </EntryState>
          <div role="cell" className={table.thing}>
            <strong>{one.name}</strong>
            <p className={table.why}>{one.image}</p>
          </div>
          <div role="cell" className={entry.told}>
            {one.memory === null ? '–' : figure(one.memory, 'bytes', language)}
          </div>
          <div role="cell" className={style.figures}>
            {one.cpu === null ? '–' : figure(one.cpu, 'percent', language)}
          </div>
        </EntryRow>
      )}
    />
  );
}
